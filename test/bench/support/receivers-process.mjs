import { createServer } from 'node:http'

const slowMilliseconds = 10_000

const server = createServer((request, response) => {
  const answer = () => {
    response.statusCode = 202
    response.end()
  }
  request.on('end', () => {
    if (request.socket.localAddress?.startsWith('127.0.255.')) setTimeout(answer, slowMilliseconds)
    else answer()
  })
  request.resume()
})
server.keepAliveTimeout = 60_000
server.listen(0, '0.0.0.0', 2_048, () => process.send(server.address().port))
process.on('disconnect', () => process.exit())

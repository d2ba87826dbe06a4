import { createServer, type IncomingMessage } from 'node:http'

export interface Seen {
  readonly url: string | undefined
  readonly method: string | undefined
  readonly headers: IncomingMessage['headers']
  readonly names: readonly string[]
  readonly body: string
}

export interface Answer {
  readonly status: number
  readonly headers?: Record<string, string>
}

/** A push service on this machine that keeps what it was asked, and answers 201 unless told. */
export async function startPushService() {
  const seen: Seen[] = []
  const answers: Answer[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      const { url, method, headers, rawHeaders } = request
      seen.push({ url, method, headers, names: rawHeaders.filter((_, index) => index % 2 === 0), body })
      const { status, headers: given } = answers.shift() ?? { status: 201 }
      response.writeHead(status, given).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    seen,
    answers,
    base: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : ''}`,
    close: () => {
      server.closeAllConnections()
      return new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { createServer as createSocketServer, type Server as SocketServer } from 'node:net'
import { connect as connectSecurely } from 'node:tls'
import { gzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import {
  createSafeFetch,
  type ResolvedAddress,
  type SafeFetchOptions,
} from '../../src/platform/safe-fetch.ts'
import type { OutgoingRequest } from '../../src/ports.ts'
import { selfSigned } from './self-signed.ts'

const opened: (() => unknown)[] = []

afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close()
})

function client(options: Partial<SafeFetchOptions> = {}) {
  const safeFetch = createSafeFetch({ allowLoopback: true, ...options })
  opened.push(() => safeFetch.close())
  return safeFetch
}

async function listening(server: SocketServer | Server, host = '127.0.0.1'): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  opened.push(() => {
    if ('closeAllConnections' in server) server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  })
  return portOf(server)
}

function portOf(server: SocketServer): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('not listening on a port')
  return address.port
}

const serve = (answer: RequestListener) => listening(createServer(answer))

function get(url: string, changes: Partial<OutgoingRequest> = {}): OutgoingRequest {
  return { url, method: 'GET', headers: {}, maximumBytes: 1_000, timeoutMilliseconds: 10_000, ...changes }
}

/** A resolver that knows only what it is told and remembers what it was asked. */
function resolver(...answers: string[][]) {
  const asked: string[] = []
  const lookup = async (hostname: string): Promise<ResolvedAddress[]> => {
    const addresses = answers[Math.min(asked.push(hostname), answers.length) - 1] ?? []
    return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  }
  return { asked, lookup }
}

function deferred<Value>() {
  let resolve: (value: Value) => void = () => undefined
  const promise = new Promise<Value>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}

const blocked = { ok: false, failure: 'blocked' }

test('an answer is given back with its status, headers and body', async () => {
  const port = await serve((_, response) => {
    response.writeHead(418, { 'content-type': 'text/plain', 'set-cookie': ['a=1', 'b=2'] }).end('tea')
  })
  const result = await client()(get(`http://127.0.0.1:${port}/pot?size=2#lid`))
  if (!result.ok) throw new Error(result.failure)
  expect(result.response.status).toBe(418)
  expect(result.response.url).toBe(`http://127.0.0.1:${port}/pot?size=2#lid`)
  expect(result.response.headers.get('content-type')).toBe('text/plain')
  expect(result.response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  expect(new TextDecoder().decode(result.response.body)).toBe('tea')
})

test('a body and headers are sent, with a name that tells no version and the host of the connection', async () => {
  const port = await serve((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () =>
      response.end(JSON.stringify({ ...request.headers, method: request.method, body })),
    )
  })
  const headers = {
    Date: 'Sun, 22 Nov 2026 12:00:00 GMT',
    Host: 'neighbour.example',
    'User-Agent': 'Node/24',
    'Accept-Encoding': 'gzip',
    'Content-Type': 'application/activity+json',
  }
  const body = new TextEncoder().encode('{"a":"ñ"}')
  const result = await client()(get(`http://127.0.0.1:${port}/inbox`, { method: 'POST', headers, body }))
  if (!result.ok) throw new Error(result.failure)
  expect(JSON.parse(new TextDecoder().decode(result.response.body))).toEqual({
    method: 'POST',
    body: '{"a":"ñ"}',
    date: 'Sun, 22 Nov 2026 12:00:00 GMT',
    host: `127.0.0.1:${port}`,
    'user-agent': 'Ayni',
    'accept-encoding': 'identity',
    'content-type': 'application/activity+json',
    'content-length': '10',
    connection: 'keep-alive',
  })
})

test('a client that does not name itself sends no user agent, not even the caller’s', async () => {
  const port = await serve((request, response) => response.end(JSON.stringify(request.rawHeaders)))
  const result = await client({ namesItself: false })(
    get(`http://127.0.0.1:${port}/`, { headers: { 'User-Agent': 'Ayni' } }),
  )
  if (!result.ok) throw new Error(result.failure)
  expect(new TextDecoder().decode(result.response.body).toLowerCase()).not.toMatch(/agent|ayni/)
})

const spellingsOfLocalAddresses = [
  '127.0.0.1',
  '127.1',
  '2130706433',
  '0x7f000001',
  '0x7f.0.0.1',
  '017700000001',
  '0177.0.0.01',
  '127.0.0.1.',
  '１２７.０.０.１',
  '127。0。0。1',
  '0',
  '0.0.0.0',
  '10.0.0.1',
  '169.254.169.254',
  '[::1]',
  '[::]',
  '[0:0:0:0:0:0:0:1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::127.0.0.1]',
  '[64:ff9b::127.0.0.1]',
  '[2002:7f00:1::]',
  '[fe80::1]',
  '[fd00::1]',
]

test.each(spellingsOfLocalAddresses)(
  'from a public origin the address written %s is refused',
  async (host) => {
    const { lookup, asked } = resolver()
    expect(await client({ allowLoopback: false, lookup })(get(`https://${host}/`))).toEqual(blocked)
    expect(asked).toEqual([])
  },
)

test.each(['169.254.169.254', '0.0.0.0', '[fe80::1]', '[::]', '100.64.0.1', '224.0.0.1'])(
  'even from a loopback origin %s is refused',
  async (host) => {
    for (const url of [`http://${host}/`, `http://${host}:8080/`, `https://${host}/`]) {
      expect(await client()(get(url)), url).toEqual(blocked)
    }
  },
)

test.each([
  'http://ally.localhost/',
  'http://ally.localhost:443/',
  'https://ally.localhost:444/',
  'https://ally.localhost:80/',
  'https://user@ally.localhost/',
  'https://user:word@ally.localhost/',
  'https://:word@ally.localhost/',
  'ftp://ally.localhost/',
  'file:///etc/passwd',
  'data:text/plain,x',
  'ws://ally.localhost/',
  'gopher://ally.localhost/',
  '//ally.localhost/',
  'ally.localhost',
  'https://[::1%25lo]/',
  'https://',
  '',
])('from a public origin %s is refused without asking for a name', async (url) => {
  const { lookup, asked } = resolver(['1.1.1.1'])
  expect(await client({ allowLoopback: false, lookup })(get(url))).toEqual(blocked)
  expect(asked).toEqual([])
})

test.each([
  '127.0.0.1',
  '::1',
  '10.0.0.1',
  '192.168.1.4',
  '169.254.169.254',
  '100.64.0.1',
  'fd00::1',
  '::ffff:127.0.0.1',
  '0.0.0.0',
  '64:ff9b::a00:1',
])('from a public origin a name that leads to %s is refused', async (address) => {
  const { lookup, asked } = resolver([address])
  expect(await client({ allowLoopback: false, lookup })(get('https://ally.localhost/'))).toEqual(blocked)
  expect(asked).toEqual(['ally.localhost'])
})

test('with the real resolver localhost is refused from a public origin', async () => {
  expect(await client({ allowLoopback: false })(get('https://localhost/'))).toEqual(blocked)
})

test('the address that was judged is the one connected to, and the name is asked for once', async () => {
  const port = await serve((request, response) => response.end(request.headers.host))
  const { lookup, asked } = resolver(['127.0.0.1'], ['169.254.169.254'])
  const result = await client({ lookup })(get(`http://ally.localhost:${port}/`))
  if (!result.ok) throw new Error(result.failure)
  expect(new TextDecoder().decode(result.response.body)).toBe(`ally.localhost:${port}`)
  expect(asked).toEqual(['ally.localhost'])
})

test('a name that changes to a forbidden address is refused with the next connection', async () => {
  const port = await serve((_, response) => response.writeHead(200, { connection: 'close' }).end())
  const { lookup, asked } = resolver(['127.0.0.1'], ['169.254.169.254'])
  const safeFetch = client({ lookup })
  expect(await safeFetch(get(`http://ally.localhost:${port}/`))).toMatchObject({ ok: true })
  expect(await safeFetch(get(`http://ally.localhost:${port}/`))).toEqual(blocked)
  expect(asked).toHaveLength(2)
})

test('of several addresses only the permitted ones are connected to', async () => {
  const port = await serve((request, response) => response.end(request.socket.localAddress))
  const { lookup } = resolver(['169.254.169.254', '0.0.0.0', '127.0.0.1'])
  const result = await client({ lookup })(get(`http://ally.localhost:${port}/`))
  if (!result.ok) throw new Error(result.failure)
  expect(new TextDecoder().decode(result.response.body)).toBe('127.0.0.1')
})

test('from a loopback origin http and other ports still do not lead to the public internet', async () => {
  const { lookup, asked } = resolver(['1.1.1.1', '2606:4700::1111'])
  const safeFetch = client({ lookup })
  for (const url of [
    'http://ally.localhost/',
    'http://ally.localhost:8080/',
    'https://ally.localhost:8443/',
  ]) {
    expect(await safeFetch(get(url)), url).toEqual(blocked)
  }
  expect(asked).toHaveLength(3)
  expect(await safeFetch(get('http://1.1.1.1/'))).toEqual(blocked)
})

test('a name without an address is unreachable, not refused for ever', async () => {
  expect(await client({ lookup: async () => [] })(get('https://ally.localhost/'))).toEqual({
    ok: false,
    failure: 'unreachable',
  })
  const lookup = async () => {
    throw new Error('ENOTFOUND')
  }
  expect(await client({ lookup })(get('https://ally.localhost/'))).toEqual({
    ok: false,
    failure: 'unreachable',
  })
})

test('a closed port and a broken answer are unreachable', async () => {
  const unreachable = { ok: false, failure: 'unreachable' }
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const port = portOf(server)
  await new Promise((resolve) => server.close(resolve))
  expect(await client()(get(`http://127.0.0.1:${port}/`))).toEqual(unreachable)

  for (const answer of ['', 'SSH-2.0\r\n', 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nshort']) {
    const broken = await listening(createSocketServer((socket) => socket.resume().end(answer)))
    expect(await client()(get(`http://127.0.0.1:${broken}/`)), answer).toEqual(unreachable)
  }
})

test('a certificate that nobody vouches for is not accepted', async () => {
  const certificate = selfSigned('ally.localhost')
  let requests = 0
  const server = createSecureServer(certificate, (_, response) => {
    requests += 1
    response.end()
  })
  const port = await listening(server)
  const { lookup } = resolver(['127.0.0.1'])
  expect(await client({ lookup })(get(`https://ally.localhost:${port}/`))).toEqual({
    ok: false,
    failure: 'unreachable',
  })
  expect(requests).toBe(0)

  // The same server speaks TLS well with whoever does not look.
  const authorized = await new Promise((resolve, reject) => {
    const socket = connectSecurely({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
      resolve(socket.authorized)
      socket.destroy()
    })
    socket.on('error', reject)
  })
  expect(authorized).toBe(false)
})

test.each(['GET', 'POST'] as const)('a redirect of a %s is given back and not followed', async (method) => {
  const paths: (string | undefined)[] = []
  const port = await serve((request, response) => {
    paths.push(request.url)
    response.writeHead(307, { location: '/elsewhere' }).end()
  })
  const result = await client()(get(`http://127.0.0.1:${port}/first`, { method }))
  if (!result.ok) throw new Error(result.failure)
  expect(result.response.status).toBe(307)
  expect(result.response.headers.get('location')).toBe('/elsewhere')
  expect(paths).toEqual(['/first'])
})

test('a body of exactly the permitted size is given back, a longer one is dropped', async () => {
  const port = await serve((request, response) => response.end('x'.repeat(Number(request.url?.slice(1)))))
  const safeFetch = client()
  expect(await safeFetch(get(`http://127.0.0.1:${port}/1000`))).toMatchObject({ ok: true })
  expect(await safeFetch(get(`http://127.0.0.1:${port}/1001`))).toEqual({ ok: false, failure: 'tooLarge' })
})

test('a body without an end is cut off when it grows too large', async () => {
  const closed = deferred<void>()
  const port = await serve((_, response) => {
    const write = () => {
      while (response.write('x'.repeat(1_000)));
    }
    response.on('drain', write)
    response.on('close', () => closed.resolve())
    write()
  })
  expect(await client()(get(`http://127.0.0.1:${port}/`, { maximumBytes: 100_000 }))).toEqual({
    ok: false,
    failure: 'tooLarge',
  })
  await closed.promise
})

test('headers without measure are too large', async () => {
  const port = await serve((_, response) => response.writeHead(200, { 'x-long': 'x'.repeat(100_000) }).end())
  expect(await client()(get(`http://127.0.0.1:${port}/`))).toEqual({ ok: false, failure: 'tooLarge' })
})

test('a compressed body is never unfolded', async () => {
  const bomb = gzipSync(new Uint8Array(500_000))
  const port = await serve((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb))
  const result = await client()(get(`http://127.0.0.1:${port}/`))
  if (!result.ok) throw new Error(result.failure)
  expect(Buffer.compare(result.response.body, bomb)).toBe(0)
})

test.each<[string, RequestListener]>([
  ['that never answers', () => undefined],
  ['that stops in the middle of the body', (_, response) => response.write('begin')],
  [
    'that drips its body',
    (_, response) => {
      const timer = setInterval(() => response.write('.'), 20)
      response.on('close', () => clearInterval(timer))
    },
  ],
])('a server %s is given up when the time is over', async (_, answer) => {
  const closed = deferred<void>()
  const port = await serve((request, response) => {
    response.on('close', () => closed.resolve())
    answer(request, response)
  })
  const request = get(`http://127.0.0.1:${port}/`, { timeoutMilliseconds: 300, maximumBytes: 1_000_000 })
  expect(await client()(request)).toEqual({ ok: false, failure: 'timeout' })
  await closed.promise
})

test('a server that drips its headers and a resolver that never answers are given up too', async () => {
  const timeout = { ok: false, failure: 'timeout' }
  const dripping = await listening(
    createSocketServer((socket) => {
      socket.on('error', () => undefined)
      socket.write('HTTP/1.1 200 OK\r\n')
      const timer = setInterval(() => socket.write('x-drip: 1\r\n'), 20)
      socket.on('close', () => clearInterval(timer))
    }),
  )
  const changes = { timeoutMilliseconds: 300 }
  expect(await client()(get(`http://127.0.0.1:${dripping}/`, changes))).toEqual(timeout)

  const safeFetch = client({ lookup: () => new Promise(() => undefined) })
  expect(await safeFetch(get('https://ally.localhost/', changes))).toEqual(timeout)
})

test('a request that waited too long for its connection is never sent', async () => {
  const requests: unknown[] = []
  const port = await serve((request, response) => {
    requests.push(request.url)
    response.end()
  })
  const answer = deferred<ResolvedAddress[]>()
  const safeFetch = client({ lookup: () => answer.promise })
  const url = `http://ally.localhost:${port}`
  const first = safeFetch(get(`${url}/first`, { method: 'POST', timeoutMilliseconds: 50 }))
  const second = safeFetch(get(`${url}/second`))
  expect(await first).toEqual({ ok: false, failure: 'timeout' })
  answer.resolve([{ address: '127.0.0.1', family: 4 }])
  expect(await second).toMatchObject({ ok: true })
  expect(requests).toEqual(['/second'])
})

test('closing ends what is under way', async () => {
  const arrived = deferred<void>()
  const port = await serve(() => arrived.resolve())
  const safeFetch = client()
  const answer = safeFetch(get(`http://127.0.0.1:${port}/`, { timeoutMilliseconds: 60_000 }))
  await arrived.promise
  await safeFetch.close()
  expect(await answer).toEqual({ ok: false, failure: 'unreachable' })
})

test('connections are used again, and a flood to one server opens no more than six', async () => {
  const sockets = new Set<unknown>()
  const port = await serve((request, response) => {
    sockets.add(request.socket)
    setImmediate(() => response.end())
  })
  const safeFetch = client()
  for (let count = 0; count < 20; count += 1) await safeFetch(get(`http://127.0.0.1:${port}/`))
  expect(sockets.size).toBeLessThan(5)
  const flood = await Promise.all(
    Array.from({ length: 40 }, () => safeFetch(get(`http://127.0.0.1:${port}/`))),
  )
  expect(flood.every(({ ok }) => ok)).toBe(true)
  expect(sockets.size).toBeLessThanOrEqual(6)
})

test('a header that no request may carry is a fault of the program', async () => {
  const safeFetch = client({ lookup: resolver(['127.0.0.1']).lookup })
  await expect(safeFetch(get('http://ally.localhost/', { headers: { a: 'b\r\nc: d' } }))).rejects.toThrow(
    TypeError,
  )
})

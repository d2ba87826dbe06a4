import dns, { lookup } from 'node:dns'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import tls from 'node:tls'
import { Agent, fetch as undiciFetch } from 'undici'
import { afterEach, describe, expect, it } from 'vitest'
import { takeRefusedConnections } from './no-network.ts'

const ignore = (): undefined => undefined

describe('a test that reaches past this machine', () => {
  afterEach(() => void takeRefusedConnections())

  it.each<[string, () => unknown]>([
    ['a socket to an address', () => net.connect(80, '192.0.2.1')],
    ['a socket to a name', () => net.connect({ port: 80, host: 'ally.example' })],
    ['a socket to a private address', () => net.connect({ port: 80, host: '10.0.0.1' })],
    ['a socket to an IPv6 address', () => new net.Socket().connect(80, '2001:db8::1')],
    [
      'an address that no resolver is asked for',
      () =>
        net.connect({
          port: 80,
          host: '192.0.2.1',
          lookup: (_name, _options, callback) => callback(null, '127.0.0.1', 4),
        }),
    ],
    ['TLS', () => tls.connect({ port: 443, host: '192.0.2.1' })],
    ['a look-up', () => dns.lookup('ally.example', ignore)],
    ['a look-up imported by name', () => lookup('ally.example', ignore)],
    ['a question to a name server', () => dns.resolve4('ally.example', ignore)],
    ['a promised look-up', () => dns.promises.lookup('ally.example')],
  ])('throws: %s', (_what, reach) => {
    expect(reach).toThrow('unexpected network use')
    expect(takeRefusedConnections()).toHaveLength(1)
  })

  it.each(['http://192.0.2.1/', 'https://ally.example/'])(
    'throws, and is remembered: fetching %s',
    async (url) => {
      await expect(fetch(url)).rejects.toThrow('fetch failed')
      await expect(undiciFetch(url, { dispatcher: new Agent() })).rejects.toThrow('fetch failed')
      expect(takeRefusedConnections().length).toBeGreaterThanOrEqual(2)
    },
  )
})

describe('a resolver of the test’s own', () => {
  const connectBy = (address: string, port: number) =>
    new Promise<string>((resolve) => {
      const socket = net.connect({
        host: 'ally.example',
        port,
        lookup: (_name, options, callback) =>
          options.all ? callback(null, [{ address, family: 4 }]) : callback(null, address, 4),
      })
      socket.on('error', (fault) => resolve(fault.message)).on('connect', () => resolve('connected'))
      socket.on('connect', () => socket.destroy())
    })

  it('may lead any name to this machine', async () => {
    const server = net.createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    expect(await connectBy('127.0.0.1', typeof address === 'object' && address ? address.port : 0)).toBe(
      'connected',
    )
    await new Promise((resolve) => server.close(resolve))
  })

  it('leads nowhere else', async () => {
    expect(await connectBy('192.0.2.1', 80)).toContain('unexpected network use')
    expect(takeRefusedConnections()).toEqual(['a connection to ally.example, which is 192.0.2.1'])
  })
})

describe('a test that stays on this machine', () => {
  it.each(['127.0.0.1', 'localhost'])('may connect to %s', async (host) => {
    const server = createServer((_request, response) => void response.end('warm'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    expect(await (await fetch(`http://${host}:${port}/`)).text()).toBe('warm')
    await new Promise((resolve) => server.close(resolve))
  })

  it('may use Unix sockets', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ayni-socket-'))
    const path = join(folder, 'socket')
    const server = net.createServer((socket) => void socket.end('warm'))
    await new Promise<void>((resolve) => server.listen(path, resolve))
    const received = await new Promise((resolve, reject) => {
      net
        .connect(path)
        .on('data', (bytes) => resolve(bytes.toString()))
        .on('error', reject)
    })
    expect(received).toBe('warm')
    await new Promise((resolve) => server.close(resolve))
    await rm(folder, { recursive: true })
  })
})

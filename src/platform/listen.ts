import type { Server } from 'node:http'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import type { Hono } from 'hono'
import type { AppEnv } from '../web/environment.ts'
import { compress } from './compress.ts'
import type { Config } from './config.ts'
import { errorCode, StartupError } from './startup-error.ts'

export interface Listener {
  /** Takes no new connections and waits, at most some seconds, for answers under way. */
  close(): Promise<void>
}

/** Whoever is slower than this to take her answer while the server stops is cut off. */
const closeMilliseconds = 5_000

/** Serves an app over HTTP/1.1. Throws `StartupError` when the port is taken or not allowed. */
export async function listen(app: Hono<AppEnv>, config: Config, peers: PeerAddresses): Promise<Listener> {
  const server = createAdaptorServer({
    fetch: async (request, bindings) => {
      peers.remember(request, bindings as HttpBindings)
      return compress(request, await app.fetch(request))
    },
  }) as Server
  await new Promise<void>((resolve, reject) => {
    server.once('error', (fault) => reject(explained(fault, config) ?? fault))
    server.listen(config.port, config.host, resolve)
  })
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
        setTimeout(() => server.closeAllConnections(), closeMilliseconds).unref()
      }),
  }
}

function explained(fault: Error, { host, port }: Config): StartupError | undefined {
  switch (errorCode(fault)) {
    case 'EADDRINUSE':
      return new StartupError(
        `Port ${port} is taken by another program. Stop that one, or choose another: PORT=${port + 1} npm start`,
      )
    case 'EACCES':
      return new StartupError(`Port ${port} is not allowed for this user. Choose one above 1023 with PORT.`)
    case 'EADDRNOTAVAIL':
      return new StartupError(`HOST ${host} is not an address of this machine. Correct it, or leave it out.`)
    default:
      return undefined
  }
}

export interface PeerAddresses {
  remember(request: Request, bindings: HttpBindings): void
  of(request: Request): string
}

/**
 * Who is at the other end of a connection, for hourly keyed counting only (P6). Behind a proxy on this machine it is
 * the last address of X-Forwarded-For, the one the proxy itself added: those before it are anybody's claim.
 */
export function createPeerAddresses({ isLoopback }: Pick<Config, 'isLoopback'>): PeerAddresses {
  const addresses = new WeakMap<Request, string>()
  return {
    remember(request, { incoming }) {
      const direct = incoming.socket.remoteAddress ?? ''
      const forwarded = request.headers.get('X-Forwarded-For')?.split(',').at(-1)?.trim()
      const behindProxy = !isLoopback && /^(::ffff:)?127\.|^::1$/.test(direct)
      addresses.set(request, (behindProxy ? forwarded : undefined) ?? direct)
    },
    of: (request) => addresses.get(request) ?? '',
  }
}

import { Hono } from 'hono'
import type { ResolveChannel } from '../../src/allies/remote.ts'
import { createSessions } from '../../src/auth/sessions.ts'
import { channelRoutes } from '../../src/channels/routes.tsx'
import { beginRequest } from '../../src/web/begin-request.ts'
import type { AppDeps, AppEnv } from '../../src/web/environment.ts'
import { faultHandler } from '../../src/web/faults.tsx'
import { missingPage } from '../../src/web/respond.tsx'
import { sameOriginForms, securityHeaders } from '../../src/web/security.ts'
import type { TestCommunity } from '../support/community.ts'
import { createVisitor, type Visitor } from '../support/http-client.ts'
import { stillStreams } from '../support/live.ts'
import { insideShell } from '../views/shells.ts'
import { newKeyPair } from './support.ts'

/** The pages of channels and shares of a test community over the real middleware, without a socket. */
export function openPages(
  community: TestCommunity,
  resolveChannel: ResolveChannel = () => Promise.reject(new Error('unexpected look-up')),
) {
  const { origin, random } = community
  const { clock, hasher, images } = community.guest()
  const faults: string[] = []
  const deps: AppDeps = {
    database: () => community.db,
    ...{ clock, random, hasher, images, origin },
    log: { info: () => {}, error: (...entry) => void faults.push(String(entry[2])) },
    isLoopback: true,
    cookieName: 'session',
    assets: insideShell.assets,
    readAsset: async () => undefined,
    live: stillStreams(),
    peerAddress: () => '192.0.2.7',
    wakeWorkers: () => {},
  }
  const app = new Hono<AppEnv>()
    .use(securityHeaders({ isLoopback: true }))
    .use(beginRequest(deps))
    .use(sameOriginForms(origin))
    .route('/', channelRoutes({ newKeyPair, resolveChannel }))
    .notFound((c) => missingPage(c))
  app.onError(faultHandler(deps))

  const visitor = (cookie?: string): Visitor =>
    createVisitor(origin, (url, init) => {
      const headers = new Headers(init.headers)
      if (cookie !== undefined) headers.set('cookie', cookie)
      return app.request(url, { ...init, headers })
    })

  return {
    /** What went wrong inside; stays empty. */
    faults,
    guest: () => visitor(),
    /** A member who is signed in already. */
    async visitorOf(memberId: string): Promise<Visitor> {
      const sessions = createSessions(community.db, { name: 'session', secure: false })
      const [cookie = ''] = (await sessions.start({ random }, memberId)).split(';')
      return visitor(cookie)
    },
  }
}

import { Hono } from 'hono'
import { createSessions } from '../../src/auth/sessions.ts'
import type { Database } from '../../src/context.ts'
import { groupRoutes } from '../../src/groups/routes.tsx'
import { homeRoutes } from '../../src/home/routes.tsx'
import { mediaRoutes } from '../../src/media/routes.tsx'
import { postRoutes } from '../../src/posts/routes.tsx'
import { readingRoutes } from '../../src/reading/routes.tsx'
import { beginRequest } from '../../src/web/begin-request.ts'
import type { AppEnv } from '../../src/web/environment.ts'
import { missingPage } from '../../src/web/respond.tsx'
import type { TestCommunity } from '../support/community.ts'
import { createVisitor, type Visitor } from '../support/http-client.ts'
import { stillStreams } from '../support/live.ts'
import { insideShell } from '../views/shells.ts'

/**
 * The pages around groups and posts of a test community, without a socket. `statements` counts what is asked of the
 * database, and `waves` how often one has to wait for it: one begins when a statement starts while none is under way.
 */
export function openPages(community: TestCommunity) {
  const { origin, random } = community
  const { clock, hasher, images } = community.guest()
  const counter = { statements: 0, waves: 0 }
  const app = new Hono<AppEnv>()
    .use(
      beginRequest({
        database: () => counting(community.db, counter),
        ...{ clock, random, hasher, images, origin },
        log: { info: () => {}, error: () => {} },
        isLoopback: true,
        cookieName: 'session',
        assets: insideShell.assets,
        readAsset: async () => undefined,
        live: stillStreams(),
        peerAddress: () => '127.0.0.1',
        wakeWorkers: () => {},
      }),
    )
    .route('/', homeRoutes())
    .route('/', groupRoutes())
    .route('/', postRoutes())
    .route('/', readingRoutes())
    .route('/', mediaRoutes())
    .notFound((c) => missingPage(c))

  const visitor = (cookie?: string): Visitor =>
    createVisitor(origin, (url, init) => {
      const headers = new Headers(init.headers)
      if (cookie !== undefined) headers.set('cookie', cookie)
      return app.request(url, { ...init, headers })
    })

  return {
    counter,
    request: (path: string, init?: RequestInit) => app.request(`${origin}${path}`, init),
    guest: () => visitor(),
    /** The `Cookie` header of somebody who is signed in. */
    cookieOf,
    /** A member who is signed in already. */
    async visitorOf(memberId: string): Promise<Visitor> {
      return visitor(await cookieOf(memberId))
    },
  }

  async function cookieOf(memberId: string): Promise<string> {
    const sessions = createSessions(community.db, { name: 'session', secure: false })
    const [cookie = ''] = (await sessions.start({ random }, memberId)).split(';')
    return cookie
  }
}

const counting = (db: Database, counter: { statements: number; waves: number }): Database => {
  let underWay = 0
  return db.withPlugin({
    transformQuery: ({ node }) => {
      counter.statements += 1
      if (underWay === 0) counter.waves += 1
      underWay += 1
      return node
    },
    transformResult: async ({ result }) => {
      underWay -= 1
      return result
    },
  })
}

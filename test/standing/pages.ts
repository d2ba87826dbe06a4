import { Hono } from 'hono'
import { createSessions } from '../../src/auth/sessions.ts'
import { auditRoutes } from '../../src/moderation/audit-routes.tsx'
import { standingRoutes } from '../../src/standing/routes.tsx'
import { beginRequest } from '../../src/web/begin-request.ts'
import type { AppDeps, AppEnv } from '../../src/web/environment.ts'
import { faultHandler } from '../../src/web/faults.tsx'
import { missingPage } from '../../src/web/respond.tsx'
import { sameOriginForms } from '../../src/web/security.ts'
import { createTestCommunity } from '../support/community.ts'
import { createVisitor, type Visitor } from '../support/http-client.ts'
import { stillStreams } from '../support/live.ts'
import { insideShell } from '../views/shells.ts'

const cookieName = 'session-4000'

/** The pages about how members stand, over the real middleware and a real database. Faults are kept. */
export async function openStanding() {
  const community = await createTestCommunity()
  const { db, origin, random } = community
  const { clock, hasher, images } = community.guest()
  const faults: unknown[] = []
  const deps: AppDeps = {
    ...{ clock, random, hasher, images, origin, cookieName },
    database: () => db,
    log: { info: () => {}, error: (_event, _reference, fault) => faults.push(fault) },
    isLoopback: true,
    assets: insideShell.assets,
    readAsset: async () => undefined,
    live: stillStreams(),
    peerAddress: () => '192.0.2.1',
    wakeWorkers: () => {},
  }
  const app = new Hono<AppEnv>()
    .use(beginRequest(deps))
    .use(sameOriginForms(origin))
    .route('/', standingRoutes())
    .route('/', auditRoutes())
    .notFound((c) => missingPage(c))
    .onError(faultHandler(deps))

  const cookieOf = async (memberId: string): Promise<string> => {
    const sessions = createSessions(db, { name: cookieName, secure: false })
    return (await sessions.start({ random }, memberId)).split(';')[0] ?? ''
  }

  const visitorWith = (cookie: string | undefined): Visitor =>
    createVisitor(origin, (url, init) => {
      const headers = new Headers(init.headers)
      if (cookie !== undefined) headers.set('cookie', cookie)
      return app.request(url, { ...init, headers })
    })

  /** A post in the group for everybody, by a name or by nobody. */
  const post = async (memberId: string, options: { anonymous?: boolean; body?: string } = {}) => {
    const id = random.id()
    const { anonymous = false, body = 'Soup on Thursday' } = options
    const createdAt = clock.now()
    await db
      .insertInto('posts')
      .values({
        id,
        groupId: community.groups.general,
        kind: 'discussion',
        body,
        language: 'en',
        createdAt,
        anonymous,
      })
      .execute()
    if (anonymous) {
      await db.insertInto('anonymousAuthors').values({ postId: id, memberId, createdAt }).execute()
    } else {
      await db.insertInto('postAuthors').values({ postId: id, memberId }).execute()
    }
    return id
  }

  return {
    ...community,
    faults,
    post,
    cookieOf,
    guest: () => visitorWith(undefined),
    /** Somebody who is signed in. */
    visit: async (memberId: string): Promise<Visitor> => visitorWith(await cookieOf(memberId)),
    statusOf: async (memberId: string) => {
      const row = await db
        .selectFrom('members')
        .select('status')
        .where('id', '=', memberId)
        .executeTakeFirst()
      return row?.status
    },
    acts: async () => {
      const rows = await db.selectFrom('moderationActs').select('act').orderBy('sequence').execute()
      return rows.map(({ act }) => act)
    },
    noticesOf: async (memberId: string) => {
      const rows = await db
        .selectFrom('notifications')
        .select('kind')
        .where('memberId', '=', memberId)
        .execute()
      return rows.map(({ kind }) => kind)
    },
  }
}

export type Standing = Awaited<ReturnType<typeof openStanding>>

/** The first refusal's message of a result that must be refused. */
export function refusalOf(result: {
  readonly ok: boolean
  readonly refusals?: readonly { readonly kind: string; readonly message: string }[]
}): string {
  if (result.ok) return 'not refused'
  return result.refusals?.[0]?.message ?? ''
}

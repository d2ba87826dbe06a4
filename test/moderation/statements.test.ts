import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSessions } from '../../src/auth/sessions.ts'
import type { Database } from '../../src/context.ts'
import { moderationRoutes } from '../../src/moderation/routes.tsx'
import { beginRequest } from '../../src/web/begin-request.ts'
import type { AppEnv } from '../../src/web/environment.ts'
import { stillStreams } from '../support/live.ts'
import { insideShell } from '../views/shells.ts'
import { type Moderation, openModeration } from './support.ts'

let m: Moderation
let cookie: string
let statements = 0
beforeAll(async () => {
  m = await openModeration()
  const sessions = createSessions(m.db, { name: 'session', secure: false })
  cookie = (await sessions.start({ random: m.random }, m.marta.id)).split(';')[0] ?? ''
})
afterAll(() => m.close())

/** Every statement that Kysely sends is one round trip. */
const counted = (): Database =>
  m.db.withPlugin({
    transformQuery: ({ node }) => {
      statements += 1
      return node
    },
    transformResult: async ({ result }) => result,
  })

async function count(path: string): Promise<{ readonly path: string; readonly statements: number }> {
  const { clock, hasher, images, origin, random } = m.system()
  const app = new Hono<AppEnv>()
    .use(
      beginRequest({
        database: counted,
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
    .route('/', moderationRoutes())
  statements = 0
  const response = await app.request(`${origin}${path}`, { headers: { cookie } })
  expect({ path, status: response.status }).toEqual({ path, status: 200 })
  return { path, statements }
}

describe('the pages of the queue', () => {
  it('ask the database as often for much as for little', async () => {
    const post = await m.write(m.luz, 'Look')
    await m.flag(m.ana, post)
    const below = await m.comment(m.luz, post.id, 'And at this')
    await m.flag(m.ana, below)
    const pages = [
      '/queue',
      `/queue/flags/post/${post.id}`,
      `/queue/flags/comment/${below.id}`,
      `/remove/post/${post.id}`,
      '/queue/removed',
      '/queue/words',
    ]
    // The first page of hers in a month notes that she was here.
    await count('/queue')
    const few = await countAll(pages)
    for (let index = 0; index < 6; index += 1) {
      await m.flag(m.ana, await m.write(m.luz, `More ${index}`))
      await m.comment(m.ana, post.id, 'More below')
      await m.watch(`word${index}`)
    }
    await m.flag(m.iria, post)
    expect(await countAll(pages)).toEqual(few)
    expect(few.find(({ path }) => path === '/queue')?.statements).toBeLessThanOrEqual(7)
  })
})

async function countAll(paths: readonly string[]) {
  const counts = []
  for (const path of paths) counts.push(await count(path))
  return counts
}

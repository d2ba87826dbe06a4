import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createChance } from '../../src/platform/seed/chance.ts'
import { seedGroups } from '../../src/platform/seed/seed-groups.ts'
import { seedPeople } from '../../src/platform/seed/seed-people.ts'
import { seedPosts } from '../../src/platform/seed/seed-posts.ts'
import { seedQueue } from '../../src/platform/seed/seed-queue.ts'
import { createWords } from '../../src/platform/seed/words.ts'
import { createTestApp, type TestApp } from '../support/app.ts'

/** A seeded community of some size, seen by somebody who may see everything. */
async function openSeeded(members: number, posts: number) {
  const app = await createTestApp()
  app.clock.moveDays((Date.now() - app.clock.now().getTime()) / 86_400_000)
  const ctx = app.system()
  const chance = createChance(11)
  const words = createWords(chance)
  const people = await seedPeople(ctx, chance, words, members)
  const groups = await seedGroups(ctx, chance, people)
  await seedPosts(ctx, chance, words, { groups, count: posts, tell: () => {} })
  await seedQueue(ctx, chance, words, people)
  const keeper = await app.member({ roles: ['moderator', 'admin'], joinedAt: new Date('2020-01-01') })
  const cookie = await app.signIn(keeper.id)
  const post = await app.db
    .selectFrom('comments')
    .innerJoin('posts', 'posts.id', 'comments.postId')
    .select(['posts.id as postId', 'posts.groupId', 'comments.id as commentId'])
    .where('posts.groupId', '=', app.groups.general)
    .orderBy('posts.createdAt', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  const application = await app.db.selectFrom('applications').select('id').limit(1).executeTakeFirstOrThrow()
  return { app, cookie, ids: { ...post, applicationId: application.id, memberId: people.memberIds[0] ?? '' } }
}

let small: Awaited<ReturnType<typeof openSeeded>>
let large: Awaited<ReturnType<typeof openSeeded>>
beforeAll(async () => {
  small = await openSeeded(30, 60)
  large = await openSeeded(300, 900)
})
afterAll(async () => {
  await small.app.close()
  await large.app.close()
})

const pathsOf = ({ app }: TestApp): string[] => [
  ...new Set(
    app.routes
      .filter(
        ({ method, path }) =>
          method === 'GET' && !/\*|^\/(ap|assets|nodeinfo|\.well-known|leave)\b/.test(path),
      )
      .map(({ path }) => path),
  ),
]

/** How many statements a page needs once it was seen before; undefined where there is nothing to see. */
async function count({ app, cookie, ids }: typeof small, path: string): Promise<number | undefined> {
  const known: Readonly<Record<string, string>> = ids
  const filled = path.replace(/:(\w+)/g, (_, name: string) => known[name] ?? 'zzzzzzzzzzzzzzzzzzzzzzzz')
  await app.request(filled, { headers: { cookie } })
  const before = app.statements()
  const response = await app.request(filled, { headers: { cookie } })
  return response.status === 200 ? app.statements() - before : undefined
}

describe('every page', () => {
  it('asks as much of the database in a large community as in a small one', async () => {
    const counts: Record<string, readonly [number | undefined, number | undefined]> = {}
    for (const path of pathsOf(small.app)) counts[path] = [await count(small, path), await count(large, path)]
    const growing = Object.entries(counts).filter(([, [few, many]]) => few !== many)
    expect(growing).toEqual([])
    const seen = Object.values(counts).filter(([few]) => few !== undefined)
    expect(seen.length).toBeGreaterThan(50)
    expect(Math.max(...seen.map(([few]) => few ?? 0))).toBeLessThanOrEqual(24)
  })

  it('searches with as many statements in either', async () => {
    const search = async ({ app, cookie }: typeof small) => {
      const before = app.statements()
      const headers = { cookie, origin: app.origin }
      const body = new URLSearchParams({ words: 'tea' })
      expect((await app.request('/search', { method: 'POST', headers, body })).status).toBe(200)
      return app.statements() - before
    }
    expect(await search(large)).toBe(await search(small))
  })
})

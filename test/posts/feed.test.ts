import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { createPost } from '../../src/posts/create-post.ts'
import { feedPageSize, latestPosts, readFeed } from '../../src/posts/queries.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'

describe('a feed', () => {
  let community: TestCommunity
  let luz: MemberCtx
  let moderator: MemberCtx
  const total = feedPageSize * 2 + 3

  beforeAll(async () => {
    community = await createTestCommunity()
    luz = (await community.member({ name: 'Luz' })).ctx
    moderator = (await community.member({ name: 'Mar', roles: ['moderator'] })).ctx
    for (let number = 0; number < total; number += 1) {
      // Some fall on the same moment: their order must hold across pages all the same.
      if (number % 3 === 0) community.clock.moveDays(0.01)
      await write(luz, community.groups.general, `number ${number}`)
    }
    community.clock.moveDays(0.01)
    await write(moderator, community.groups.moderators, 'among us')
  })
  afterAll(() => community.close())

  const write = (ctx: MemberCtx, groupId: string, text: string) =>
    createPost(ctx, { groupId, text, submission: community.random.id(), language: 'en', pictures: [] })

  it('shows every post once, newest first, 20 a page', async () => {
    const seen: { id: string; createdAt: Date }[] = []
    const sizes: number[] = []
    let before: string | undefined
    do {
      const page = await readFeed(luz, community.groups.general, { before })
      seen.push(...page.posts)
      sizes.push(page.posts.length)
      before = page.older
    } while (before !== undefined)
    expect(sizes).toEqual([20, 20, 3])
    expect(new Set(seen.map(({ id }) => id)).size).toBe(total)
    const times = seen.map(({ createdAt }) => createdAt.getTime())
    expect(times).toEqual(times.toSorted((one, other) => other - one))
  })

  it.each(['', 'nonsense', '\0', '-1', "' or 1=1 --", 'a'.repeat(5_000)])(
    'begins anew for a cursor that is none: %j',
    async (before) => {
      const first = await readFeed(luz, community.groups.general)
      expect(await readFeed(luz, community.groups.general, { before })).toEqual(first)
    },
  )

  it('of a group she does not belong to is empty, and so it is in the newest of all', async () => {
    expect(await readFeed(luz, community.groups.moderators)).toEqual({ posts: [] })
    expect((await latestPosts(luz, { limit: 3 })).map(({ groupName }) => groupName)).toEqual(
      Array(3).fill('General'),
    )
    const [first] = await latestPosts(moderator, { limit: 3 })
    expect(first).toMatchObject({ body: 'among us', groupName: 'Moderators' })
  })
})

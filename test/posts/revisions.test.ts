import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { purges } from '../../src/community/purge-expired.ts'
import type { MemberCtx } from '../../src/context.ts'
import { daysFrom } from '../../src/days.ts'
import { editPost } from '../../src/posts/edit-post.ts'
import { versionOf } from '../../src/posts/rules.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'
import { done, writerOf } from './writer.ts'

let community: TestCommunity
let luz: MemberCtx
let postId: string

beforeAll(async () => {
  community = await createTestCommunity()
  luz = (await community.member()).ctx
})
afterAll(() => community.close())
beforeEach(async () => {
  await community.db.deleteFrom('posts').execute()
  postId = await writerOf(community).write(luz, { text: 'First words' })
})

const change = async (text: string, language = 'en') => {
  const { editedAt } = await community.db
    .selectFrom('posts')
    .select('editedAt')
    .where('id', '=', postId)
    .executeTakeFirstOrThrow()
  done(await editPost(luz, { postId, version: versionOf(editedAt), text, language }))
}
const kept = async () =>
  (await community.db.selectFrom('textRevisions').select('body').orderBy('replacedAt').execute()).map(
    ({ body }) => body,
  )
/** What the hourly purge does to revisions. */
const purge = () => purges['text_revisions']?.(community.system(), daysFrom(community.clock.now(), -1))

describe('what a post said before', () => {
  it('is kept when its words change, and only then', async () => {
    await change('First words', 'es')
    expect(await kept()).toEqual([])
    await change('Second words')
    community.clock.moveDays(0.1)
    await change('Third words')
    expect(await kept()).toEqual(['First words', 'Second words'])
  })

  it('is deleted after a day', async () => {
    await change('Second words')
    community.clock.moveDays(0.9)
    expect(await purge()).toBe(0)
    community.clock.moveDays(0.1)
    expect(await purge()).toBe(1)
  })

  it('stays while somebody’s report waits to be decided on, and not longer', async () => {
    await change('Second words')
    const flag = { id: community.random.id(), postId, category: 'danger' as const }
    await community.db
      .insertInto('flags')
      .values({ ...flag, createdAt: community.clock.now() })
      .execute()
    community.clock.moveDays(5)
    expect(await purge()).toBe(0)
    await community.db
      .updateTable('flags')
      .set({ decidedAt: community.clock.now(), decision: 'kept' })
      .execute()
    expect(await purge()).toBe(1)
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { purges } from '../../src/community/purge-expired.ts'
import { daysFrom } from '../../src/days.ts'
import { listNotices } from '../../src/notifications/queries.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'
import { comment, forget, post, tell } from './support.ts'

let community: TestCommunity
let luz: Awaited<ReturnType<TestCommunity['member']>>

beforeAll(async () => {
  community = await createTestCommunity()
  luz = await community.member()
})
beforeEach(() => forget(community))
afterAll(() => community.close())

describe('P10: notices', () => {
  const purge = async () => {
    const before = daysFrom(community.clock.now(), -30)
    await purges['notifications']?.(community.system(), before)
  }

  it('are gone after 30 days', async () => {
    await tell(community, { kind: 'message', memberIds: [luz.id] })
    community.clock.moveDays(29)
    await purge()
    expect((await listNotices(luz.ctx)).notices).toHaveLength(1)
    community.clock.moveDays(1.01)
    await purge()
    expect((await listNotices(luz.ctx)).notices).toEqual([])
  })

  it('P8 do not remember who wrote without a name longer than the link does', async () => {
    const old = daysFrom(community.clock.now(), -31)
    const { general } = community.groups
    const unnamed = await post(community, general, { unnamed: luz.id, at: old })
    const named = await post(community, general, { by: luz.id, at: old })
    const mine = await comment(community, named, { anonymous: true })
    await community.db.updateTable('comments').set({ createdAt: old }).where('id', '=', mine).execute()
    const answer = await comment(community, named, { parentId: mine })
    const ofAuthors = [
      { kind: 'comment', postId: unnamed },
      { kind: 'post-removed', postId: unnamed },
      { kind: 'post-held', postId: unnamed },
      { kind: 'reply', commentId: answer },
      { kind: 'answer-accepted', commentId: mine },
      { kind: 'post-released', commentId: mine },
    ] as const
    for (const notice of ofAuthors) await tell(community, { ...notice, memberIds: [luz.id] })
    await tell(community, { kind: 'mention', memberIds: [luz.id], postId: unnamed })
    await tell(community, { kind: 'comment', memberIds: [luz.id], postId: named })
    await purge()
    expect((await listNotices(luz.ctx)).notices.map(({ kind }) => kind).sort()).toEqual([
      'comment',
      'mention',
    ])
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { leaveGroup, returnToGroup } from '../../src/groups/leave-group.ts'
import { muteGroup } from '../../src/groups/mute-group.ts'
import { pinPost, unpinPost } from '../../src/groups/pin-post.ts'
import { readPinned } from '../../src/groups/pinned.ts'
import { listGroupDoors, listGroups, listLeftGroups, readGroup } from '../../src/groups/queries.ts'
import { latestPosts } from '../../src/posts/queries.ts'
import { createGroupWorld, done, type GroupWorld, outcomeOf } from './world.ts'

let world: GroupWorld
beforeAll(async () => {
  world = await createGroupWorld()
})
afterAll(() => world.close())

const ids = (groups: readonly { readonly id: string }[]) => groups.map(({ id }) => id)
const onHome = async () => ids(await latestPosts(world.ana, { limit: 50 }))

describe('a group', () => {
  it('that is for all members can be left, General too, and come back to', async () => {
    for (const groupId of [await world.open('members'), world.groups.general]) {
      const postId = await world.post(world.luz, groupId)
      expect(await onHome()).toContain(postId)
      for (const _ of [1, 2]) done(await leaveGroup(world.ana, { groupId }))
      expect(ids(await listGroups(world.ana))).not.toContain(groupId)
      expect(ids(await listLeftGroups(world.ana))).toContain(groupId)
      expect(await onHome()).not.toContain(postId)
      // She may still read it, so she still counts.
      expect(await readGroup(world.ana, groupId)).toMatchObject({ hasLeft: true, readers: 5 })
      done(await returnToGroup(world.ana, { groupId }))
      expect(ids(await listGroups(world.ana))).toContain(groupId)
      expect(ids(await listLeftGroups(world.ana))).not.toContain(groupId)
    }
  })

  it('that she was let into is left for good: she may ask again, or never hears of it again', async () => {
    for (const access of ['approval', 'hidden'] as const) {
      const groupId = await world.open(access, ['Ana'])
      done(await leaveGroup(world.ana, { groupId }))
      expect(await readGroup(world.ana, groupId)).toBeUndefined()
      expect(ids(await listLeftGroups(world.ana))).not.toContain(groupId)
      expect(ids(await listGroupDoors(world.ana)).includes(groupId)).toBe(access === 'approval')
      expect(outcomeOf(await returnToGroup(world.ana, { groupId }))).toBe('missing')
      expect(outcomeOf(await leaveGroup(world.ana, { groupId }))).toBe('missing')
      expect(await readGroup(world.luz, groupId)).toMatchObject({ readers: 1 })
    }
  })

  it('is quiet for her alone, and not on her home page', async () => {
    const groupId = await world.open('members')
    const postId = await world.post(world.luz, groupId)
    for (const _ of [1, 2]) done(await muteGroup(world.ana, { groupId, isMuted: true }))
    expect(await readGroup(world.ana, groupId)).toMatchObject({ isMuted: true })
    expect(await readGroup(world.luz, groupId)).toMatchObject({ isMuted: false })
    expect(await onHome()).not.toContain(postId)
    expect(ids(await listGroups(world.ana))).toContain(groupId)
    done(await muteGroup(world.ana, { groupId, isMuted: false }))
    expect(await onHome()).toContain(postId)
    const hidden = await world.open('hidden')
    expect(outcomeOf(await muteGroup(world.ana, { groupId: hidden, isMuted: true }))).toBe('missing')
  })
})

describe('a post kept on top', () => {
  it('is shown first until it is taken down, removed or over', async () => {
    const groupId = await world.open('members')
    const [one, two] = [await world.post(world.ana, groupId), await world.post(world.ana, groupId)]
    expect(await pinPost(world.luz, { postId: one })).toEqual({ ok: true, value: { groupId } })
    expect(await world.lastAct()).toBe('post-pinned')
    world.clock.moveDays(0.01)
    done(await pinPost(world.flor, { postId: two }))
    expect(ids(await readPinned(world.eva, groupId))).toEqual([two, one])
    done(await unpinPost(world.luz, { postId: two }))
    expect(await world.lastAct()).toBe('post-unpinned')
    expect(ids(await readPinned(world.eva, groupId))).toEqual([one])
    await world.db.updateTable('posts').set({ removedAt: world.clock.now() }).where('id', '=', one).execute()
    expect(await readPinned(world.eva, groupId)).toEqual([])
  })

  it('is one of at most three, also when two moderators pin at once', async () => {
    const groupId = await world.open('members')
    const posts: string[] = []
    for (let number = 0; number < 4; number += 1) posts.push(await world.post(world.ana, groupId))
    const results = await Promise.all(
      posts.map((postId, index) => pinPost(index % 2 === 0 ? world.luz : world.mar, { postId })),
    )
    expect(results.map(outcomeOf).sort()).toEqual(['conflict', 'done', 'done', 'done'])
    const [first = ''] = ids(await readPinned(world.eva, groupId))
    expect(outcomeOf(await pinPost(world.luz, { postId: first }))).toBe('done')
  })

  it('is chosen by who looks after the group, and by nobody else', async () => {
    const groupId = await world.open('hidden', ['Ana', 'Eva'])
    const postId = await world.post(world.ana, groupId)
    const outcomes = async (act: typeof pinPost) => {
      const found: string[] = []
      for (const ctx of [world.ana, world.eva, world.flor, world.mar, world.luz])
        found.push(outcomeOf(await act(ctx, { postId })))
      return found
    }
    const expected = ['forbidden', 'forbidden', 'missing', 'missing', 'done']
    expect(await outcomes(pinPost)).toEqual(expected)
    expect(await outcomes(unpinPost)).toEqual(expected)
  })
})

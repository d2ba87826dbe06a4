import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inTransaction } from '../../src/db/transaction.ts'
import { addGroupMembers } from '../../src/groups/add-group-members.ts'
import { askToJoin } from '../../src/groups/ask-to-join.ts'
import { leaveGroup } from '../../src/groups/leave-group.ts'
import { listBelonging, memberPageSize } from '../../src/groups/member-queries.ts'
import { readGroup } from '../../src/groups/queries.ts'
import { removeGroupMember } from '../../src/groups/remove-group-member.ts'
import { readJoinView } from '../../src/groups/request-queries.ts'
import { setGroupRole } from '../../src/groups/set-group-role.ts'
import { notify } from '../../src/notifications/notify.ts'
import { ok } from '../../src/result.ts'
import { createGroupWorld, done, type GroupWorld, outcomeOf, refusalsOf } from './world.ts'

let world: GroupWorld
beforeAll(async () => {
  world = await createGroupWorld()
})
afterAll(() => world.close())

const namesIn = async (groupId: string) =>
  (await listBelonging(world.luz, groupId)).members
    .map(({ name, isModerator }) => (isModerator ? `${name}*` : name))
    .sort()

describe('who is in a group', () => {
  it('is added by name by its moderators, told, and recorded', async () => {
    const groupId = await world.open('hidden')
    done(await addGroupMembers(world.luz, { groupId, names: ['a-n-a', 'EVA'] }))
    expect(await namesIn(groupId)).toEqual(['Ana', 'Eva', 'Luz*'])
    expect(await world.notices()).toEqual(['Ana: group-approved', 'Eva: group-approved'])
    expect(await world.lastAct()).toBe('group-member-added')
    expect(await readGroup(world.ana, groupId)).toMatchObject({ readers: 3 })
  })

  it('is not changed by a form sent twice, nor by names that nobody goes by', async () => {
    const groupId = await world.open('hidden', ['Ana'])
    done(await addGroupMembers(world.luz, { groupId, names: ['Ana', 'Luz'] }))
    expect(await world.notices()).toEqual([])
    for (const names of [['Ana', 'Nobody'], [], Array<string>(101).fill('Eva')]) {
      const result = await addGroupMembers(world.luz, { groupId, names })
      expect(refusalsOf(result)).toMatchObject([{ kind: 'invalid', field: 'names' }])
    }
    expect(await namesIn(groupId)).toEqual(['Ana', 'Luz*'])
  })

  it('answers a request that was waiting, and forgets its answers', async () => {
    const groupId = await world.open('approval')
    const why = await world.ask(groupId, 0, 'Why?', true)
    const submission = world.random.id()
    done(await askToJoin(world.ana, { groupId, submission, answers: { [why]: 'Because' } }))
    done(await addGroupMembers(world.luz, { groupId, names: ['Ana'] }))
    expect(await world.db.selectFrom('groupRequestAnswers').selectAll().execute()).toEqual([])
    done(await leaveGroup(world.ana, { groupId }))
    expect((await readJoinView(world.ana, groupId))?.request).toBeNull()
  })

  it.each(['hidden', 'approval', 'members'] as const)(
    'is changed only by those who look after a group of kind %s',
    async (access) => {
      const groupId = await world.open(access, ['Eva'])
      const memberId = world.luz.actor.memberId
      const acts = [
        () => addGroupMembers(world.eva, { groupId, names: ['Ana'] }),
        () => removeGroupMember(world.eva, { groupId, memberId }),
        () => setGroupRole(world.eva, { groupId, memberId, role: 'member' }),
      ]
      for (const act of acts) expect(outcomeOf(await act())).toBe('forbidden')
      expect((await listBelonging(world.eva, groupId)).members).toEqual([])
      // A moderator of the community does so where she can see the group, and nowhere else.
      const byModerator = outcomeOf(await addGroupMembers(world.flor, { groupId, names: ['Ana'] }))
      expect(byModerator).toBe(access === 'members' ? 'done' : 'missing')
    },
  )

  it('is taken out, and reads nothing there from then on', async () => {
    const groupId = await world.open('approval', ['Ana'])
    const memberId = world.ana.actor.memberId
    done(await removeGroupMember(world.luz, { groupId, memberId }))
    expect(await readGroup(world.ana, groupId)).toBeUndefined()
    expect(await readGroup(world.luz, groupId)).toMatchObject({ readers: 1 })
    expect(await world.lastAct()).toBe('group-member-removed')
    expect(outcomeOf(await removeGroupMember(world.luz, { groupId, memberId }))).toBe('missing')
  })

  it('leaves nothing behind that tells who left of a hidden group, not even a count of notices', async () => {
    const groupId = await world.open('hidden', ['Ana', 'Eva'])
    const postId = await world.post(world.luz, groupId)
    const memberIds = [world.ana.actor.memberId, world.eva.actor.memberId]
    await inTransaction(world.luz, async (trx) => {
      await notify(trx, { kind: 'group-approved', memberIds, groupId })
      await notify(trx, { kind: 'alert', memberIds, postId })
      return ok()
    })
    done(await leaveGroup(world.ana, { groupId }))
    expect(await world.notices()).toEqual(['Eva: alert', 'Eva: group-approved'])
  })

  it('keeps somebody who looks after it', async () => {
    const groupId = await world.open('hidden', ['Ana'])
    const luz = { groupId, memberId: world.luz.actor.memberId }
    const ana = { groupId, memberId: world.ana.actor.memberId }
    expect(outcomeOf(await setGroupRole(world.luz, { ...luz, role: 'member' }))).toBe('conflict')
    expect(outcomeOf(await removeGroupMember(world.luz, luz))).toBe('conflict')
    expect(outcomeOf(await leaveGroup(world.luz, { groupId }))).toBe('conflict')
    done(await setGroupRole(world.luz, { ...ana, role: 'moderator' }))
    expect(await world.lastAct()).toBe('group-moderator-made')
    // Both give it up at once: one of them has to stay.
    const results = await Promise.all([
      leaveGroup(world.luz, { groupId }),
      leaveGroup(world.ana, { groupId }),
    ])
    expect(results.map(outcomeOf).sort()).toEqual(['conflict', 'done'])
  })

  it('may lose its last moderator where one of the community’s belongs to it', async () => {
    const groupId = await world.open('hidden')
    done(await addGroupMembers(world.luz, { groupId, names: ['Mar'] }))
    done(await leaveGroup(world.luz, { groupId }))
    expect(await readGroup(world.mar, groupId)).toMatchObject({ looksAfter: true, readers: 1 })
    expect(outcomeOf(await leaveGroup(world.mar, { groupId }))).toBe('conflict')
  })

  it('is no list of members where the group is for all (P7): only of who looks after it', async () => {
    const groupId = await world.open('members')
    expect(await namesIn(groupId)).toEqual(['Luz*'])
    done(await addGroupMembers(world.luz, { groupId, names: ['Ana'] }))
    expect(await namesIn(groupId)).toEqual(['Ana*', 'Luz*'])
    done(await removeGroupMember(world.luz, { groupId, memberId: world.ana.actor.memberId }))
    expect(await readGroup(world.ana, groupId)).toMatchObject({ looksAfter: false })
  })

  it('follows the role in the moderators’ own group, whatever is asked', async () => {
    const groupId = world.groups.moderators
    const memberId = world.flor.actor.memberId
    const acts = [
      addGroupMembers(world.mar, { groupId, names: ['Ana'] }),
      removeGroupMember(world.mar, { groupId, memberId }),
      setGroupRole(world.mar, { groupId, memberId, role: 'moderator' }),
      leaveGroup(world.mar, { groupId }),
    ]
    expect((await Promise.all(acts)).map(outcomeOf)).toEqual(Array(4).fill('forbidden'))
    expect(await readGroup(world.flor, groupId)).toMatchObject({ readers: 2 })
  })

  it('is listed in pages, and without those whose accounts are hidden', async () => {
    const groupId = await world.open('hidden')
    for (let number = 0; number < memberPageSize; number += 1) {
      const { id: memberId } = await world.member({ name: `Many ${number}` })
      await world.db
        .insertInto('groupMembers')
        .values({ groupId, memberId, joinedAt: world.clock.now() })
        .execute()
    }
    const first = await listBelonging(world.luz, groupId)
    expect(first.members).toHaveLength(memberPageSize)
    const second = await listBelonging(world.luz, groupId, { before: first.older })
    expect(second.members).toHaveLength(1)
    expect(second.older).toBeUndefined()
    const [hidden] = first.members.filter(({ isMe }) => !isMe)
    await world.db
      .updateTable('members')
      .set({ status: 'frozen' })
      .where('id', '=', hidden?.id ?? '')
      .execute()
    const after = [...(await listBelonging(world.luz, groupId)).members]
    expect(after.map(({ id }) => id)).not.toContain(hidden?.id)
    expect(await readGroup(world.luz, groupId)).toMatchObject({ readers: memberPageSize })
  })
})

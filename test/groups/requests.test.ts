import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { askToJoin } from '../../src/groups/ask-to-join.ts'
import { approveRequest, declineRequest } from '../../src/groups/decide-request.ts'
import { listGroupDoors, readGroup } from '../../src/groups/queries.ts'
import {
  listRequests,
  readJoinView,
  readRequest,
  waitingGroupRequests,
} from '../../src/groups/request-queries.ts'
import { withdrawRequest } from '../../src/groups/withdraw-request.ts'
import { createGroupWorld, done, type GroupWorld, outcomeOf, refusalsOf } from './world.ts'

let world: GroupWorld
beforeAll(async () => {
  world = await createGroupWorld()
})
afterAll(() => world.close())

const asks = async (ctx: MemberCtx, groupId: string, answers: Record<string, string> = {}) => {
  const requestId = world.random.id()
  done(await askToJoin(ctx, { groupId, submission: requestId, answers }))
  return requestId
}
const answersLeft = () => world.db.selectFrom('groupRequestAnswers').select('answer').execute()
const waitingFor = async (ctx: MemberCtx): Promise<string[]> =>
  (await waitingGroupRequests(ctx).execute(world.db)).rows.map(({ id }) => id)

describe('asking to join a group', () => {
  it('shows its door with rules and questions to who is not in it, and tells its moderators alone', async () => {
    const groupId = await world.open('approval')
    await world.db.updateTable('groups').set({ rules: 'Be kind' }).where('id', '=', groupId).execute()
    const why = await world.ask(groupId, 0, 'Why?', true)
    const doors = await listGroupDoors(world.ana)
    expect(doors.find(({ id }) => id === groupId)).toMatchObject({
      description: 'Wednesdays',
      rules: 'Be kind',
      hasAsked: false,
    })
    expect((await listGroupDoors(world.luz)).map(({ id }) => id)).not.toContain(groupId)
    await asks(world.ana, groupId, { [why]: 'Because', [world.random.id()]: 'nobody asked this' })
    expect(await world.notices()).toEqual(['Luz: group-request'])
    expect(await readJoinView(world.ana, groupId)).toMatchObject({
      questions: [{ id: why, prompt: 'Why?', required: true }],
      request: { state: 'waiting', answers: [{ prompt: 'Why?', answer: 'Because' }] },
    })
    expect(await readGroup(world.luz, groupId)).toMatchObject({ requests: 1, looksAfter: true })
  })

  it('is refused beside an answer that is missing or too long, and writes nothing', async () => {
    const groupId = await world.open('approval')
    const must = await world.ask(groupId, 0, 'Must', true)
    const may = await world.ask(groupId, 1, 'May', false)
    const submission = world.random.id()
    const result = await askToJoin(world.ana, { groupId, submission, answers: { [may]: 'x'.repeat(2001) } })
    expect(refusalsOf(result)).toMatchObject([{ field: `answer-${must}` }, { field: `answer-${may}` }])
    expect((await readJoinView(world.ana, groupId))?.request).toBeNull()
    expect(await world.notices()).toEqual([])
  })

  it('counts once: the same form again is the same request, another one is a conflict', async () => {
    const groupId = await world.open('approval')
    const submission = world.random.id()
    const input = { groupId, submission, answers: {} }
    const results = await Promise.all([askToJoin(world.ana, input), askToJoin(world.ana, input)])
    expect(results.map(outcomeOf)).toEqual(['done', 'done'])
    const other = await askToJoin(world.ana, { ...input, submission: world.random.id() })
    expect(outcomeOf(other)).toBe('conflict')
    expect(outcomeOf(await askToJoin(world.eva, input))).toBe('conflict')
    expect(await world.notices()).toEqual(['Luz: group-request'])
    expect(await listRequests(world.luz, groupId)).toMatchObject([{ id: submission, member: 'Ana' }])
  })

  it('can be taken back with every answer, once', async () => {
    const groupId = await world.open('approval')
    const why = await world.ask(groupId, 0, 'Why?', false)
    const before = (await answersLeft()).length
    await asks(world.ana, groupId, { [why]: 'Only mine' })
    expect(outcomeOf(await withdrawRequest(world.eva, { groupId }))).toBe('missing')
    expect(outcomeOf(await withdrawRequest(world.ana, { groupId }))).toBe('done')
    expect(outcomeOf(await withdrawRequest(world.ana, { groupId }))).toBe('missing')
    expect(await answersLeft()).toHaveLength(before)
    expect(await listRequests(world.luz, groupId)).toEqual([])
  })

  it.each(['members', 'hidden'] as const)('does not exist for a group of kind %s', async (access) => {
    const groupId = await world.open(access)
    const input = { groupId, submission: world.random.id(), answers: {} }
    expect(outcomeOf(await askToJoin(world.ana, input))).toBe('missing')
    expect(await readJoinView(world.ana, groupId)).toBeUndefined()
  })

  it('does not exist for the moderators’ own group', async () => {
    const groupId = world.groups.moderators
    const input = { groupId, submission: world.random.id(), answers: {} }
    expect(outcomeOf(await askToJoin(world.ana, input))).toBe('missing')
    expect((await listGroupDoors(world.ana)).map(({ id }) => id)).not.toContain(groupId)
  })
})

describe('deciding on a request', () => {
  it('lets her in, deletes her answers, tells her, and is recorded', async () => {
    const groupId = await world.open('approval')
    const why = await world.ask(groupId, 0, 'Why?', true)
    const before = (await answersLeft()).length
    const requestId = await asks(world.ana, groupId, { [why]: 'Because' })
    await world.notices()
    expect(await readRequest(world.luz, requestId)).toMatchObject({ member: 'Ana', state: 'waiting' })
    expect(await approveRequest(world.luz, { requestId })).toEqual({ ok: true, value: { groupId } })
    expect(await answersLeft()).toHaveLength(before)
    expect(await world.notices()).toEqual(['Ana: group-approved'])
    expect(await world.lastAct()).toBe('group-request-approved')
    expect(await readGroup(world.ana, groupId)).toMatchObject({ readers: 2, looksAfter: false })
    expect(await readRequest(world.luz, requestId)).toMatchObject({ member: null, answers: [] })
  })

  it('says not now with a reason that she reads where she asked, and she may ask again', async () => {
    const groupId = await world.open('approval')
    const requestId = await asks(world.ana, groupId)
    await world.notices()
    const empty = await declineRequest(world.flor, { requestId, reason: '' })
    expect(refusalsOf(empty)).toMatchObject([{ field: 'reason' }])
    done(await declineRequest(world.flor, { requestId, reason: 'We are full until May' }))
    expect(await world.notices()).toEqual(['Ana: group-declined'])
    expect(await world.lastAct()).toBe('group-request-declined')
    const told = await readJoinView(world.ana, groupId)
    expect(told?.request).toMatchObject({ state: 'declined', reason: 'We are full until May', answers: [] })
    expect(await readGroup(world.ana, groupId)).toBeUndefined()
    world.clock.moveDays(0.01)
    await asks(world.ana, groupId)
    expect((await readJoinView(world.ana, groupId))?.request).toMatchObject({ state: 'waiting' })
  })

  it('by two at once counts once; the second finds it decided', async () => {
    const groupId = await world.open('approval')
    const requestId = await asks(world.ana, groupId)
    const results = await Promise.all([
      approveRequest(world.luz, { requestId }),
      declineRequest(world.mar, { requestId, reason: 'No' }),
    ])
    expect(results.map(outcomeOf).sort()).toEqual(['conflict', 'done'])
    const isIn = (await readGroup(world.ana, groupId)) !== undefined
    expect(isIn).toBe(results[0]?.ok)
  })

  it('belongs to the group’s moderators and those of the community, and to nobody else', async () => {
    const groupId = await world.open('approval', ['Eva'])
    const requestId = await asks(world.ana, groupId)
    for (const ctx of [world.luz, world.mar, world.flor]) {
      expect(await readRequest(ctx, requestId)).toMatchObject({ id: requestId })
      expect(await waitingFor(ctx)).toContain(requestId)
    }
    for (const ctx of [world.eva, world.ana, (await world.member()).ctx]) {
      expect(await readRequest(ctx, requestId)).toBeUndefined()
      expect(await waitingFor(ctx)).not.toContain(requestId)
      expect(outcomeOf(await approveRequest(ctx, { requestId }))).toBe('missing')
      expect(outcomeOf(await declineRequest(ctx, { requestId, reason: 'No' }))).toBe('missing')
    }
  })

  it('is not hers when it is her own, moderator or not', async () => {
    const groupId = await world.open('approval')
    const requestId = await asks(world.flor, groupId)
    expect(await waitingFor(world.flor)).not.toContain(requestId)
    expect(outcomeOf(await approveRequest(world.flor, { requestId }))).toBe('missing')
    expect(outcomeOf(await approveRequest(world.mar, { requestId }))).toBe('done')
  })

  it('waits while her account is frozen: whoever holds her phone may have asked', async () => {
    const groupId = await world.open('approval')
    const { id, ctx } = await world.member()
    const requestId = await asks(ctx, groupId)
    await world.db.updateTable('members').set({ status: 'frozen' }).where('id', '=', id).execute()
    expect(await waitingFor(world.luz)).not.toContain(requestId)
    expect(outcomeOf(await approveRequest(world.luz, { requestId }))).toBe('missing')
  })
})

import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { askToJoin } from '../../src/groups/ask-to-join.ts'
import { type ChangeGroup, changeGroup } from '../../src/groups/change-group.ts'
import { addQuestion, removeQuestion, requireQuestion } from '../../src/groups/change-questions.ts'
import { leaveGroup } from '../../src/groups/leave-group.ts'
import { listGroupDoors, readGroup } from '../../src/groups/queries.ts'
import { readJoinView } from '../../src/groups/request-queries.ts'
import { readGroupSettings } from '../../src/groups/settings-queries.ts'
import { createGroupWorld, done, type GroupWorld, outcomeOf, refusalsOf } from './world.ts'

let world: GroupWorld
beforeAll(async () => {
  world = await createGroupWorld()
})
afterAll(() => world.close())

const change = async (ctx: MemberCtx, groupId: string, wished: Partial<ChangeGroup>) => {
  const saved = await readGroupSettings(world.luz, groupId)
  return changeGroup(ctx, {
    groupId,
    version: String(saved?.version ?? 1),
    name: saved?.name ?? 'Name',
    description: saved?.description ?? '',
    rules: saved?.rules ?? '',
    access: saved?.access ?? 'members',
    postDays: saved?.postDays?.toString() ?? '',
    isConfirmed: false,
    ...wished,
  })
}

describe('the settings of a group', () => {
  it('are changed by who looks after it, and recorded', async () => {
    const groupId = await world.open('hidden')
    done(
      await change(world.luz, groupId, { name: 'Tea', description: 'Thu', rules: '- kind', postDays: '30' }),
    )
    expect(await readGroupSettings(world.luz, groupId)).toMatchObject({
      name: 'Tea',
      description: 'Thu',
      rules: '- kind',
      postDays: 30,
      access: 'hidden',
      version: 2,
    })
    expect(await world.lastAct()).toBe('group-changed')
    done(await change(world.luz, groupId, { postDays: '' }))
    expect(await readGroup(world.luz, groupId)).toMatchObject({ postDays: null })
  })

  it('saved by two at once are saved once; the second is told, and can save again', async () => {
    const groupId = await world.open('members')
    const version = '1'
    const results = await Promise.all([
      change(world.luz, groupId, { version, description: 'by Luz' }),
      change(world.mar, groupId, { version, description: 'by Mar' }),
    ])
    expect(results.map(outcomeOf).sort()).toEqual(['conflict', 'done'])
    done(await change(world.mar, groupId, { description: 'by Mar, knowing' }))
    expect(await readGroupSettings(world.luz, groupId)).toMatchObject({ description: 'by Mar, knowing' })
  })

  it.each([
    ['name', { name: '' }],
    ['name', { name: 'a'.repeat(61) }],
    ['name', { name: 'GENERAL' }],
    ['description', { description: 'a'.repeat(501) }],
    ['rules', { rules: 'a'.repeat(4001) }],
    ['access', { access: 'everybody' }],
    ['postDays', { postDays: '0' }],
    ['postDays', { postDays: '3651' }],
    ['postDays', { postDays: '-1' }],
    ['postDays', { postDays: '1e2' }],
    ['confirm', { access: 'approval' }],
  ])('are refused beside %s', async (field, wished) => {
    const groupId = await world.open('hidden')
    expect(refusalsOf(await change(world.luz, groupId, wished))).toMatchObject([{ kind: 'invalid', field }])
    expect(await readGroupSettings(world.luz, groupId)).toMatchObject({ version: 1 })
  })

  it('are nobody else’s: forbidden to its readers, missing for everybody else', async () => {
    const groupId = await world.open('hidden', ['Eva'])
    expect(outcomeOf(await change(world.eva, groupId, { name: 'Mine' }))).toBe('forbidden')
    expect(outcomeOf(await change(world.ana, groupId, { name: 'Mine' }))).toBe('missing')
    expect(outcomeOf(await change(world.flor, groupId, { name: 'Mine' }))).toBe('missing')
    for (const ctx of [world.eva, world.ana, world.flor])
      expect(await readGroupSettings(ctx, groupId)).toBeUndefined()
  })

  it('never change who belongs to the groups that every community begins with', async () => {
    for (const groupId of Object.values(world.groups)) {
      const saved = await readGroupSettings(world.mar, groupId)
      const result = await changeGroup(world.mar, {
        ...{ groupId, version: '1', name: saved?.name ?? '', description: '', rules: '', postDays: '' },
        ...{ access: 'hidden', isConfirmed: true },
      })
      expect(refusalsOf(result)).toMatchObject([{ field: 'access' }])
    }
  })
})

describe('another access', () => {
  const to = (groupId: string, access: string) => change(world.luz, groupId, { access, isConfirmed: true })

  it('keeps in who could read a group for all members, but not who had left it', async () => {
    const groupId = await world.open('members')
    done(await leaveGroup(world.eva, { groupId }))
    done(await to(groupId, 'hidden'))
    expect(await readGroup(world.ana, groupId)).toMatchObject({ access: 'hidden', readers: 4 })
    expect(await readGroup(world.eva, groupId)).toBeUndefined()
    const later = await world.member()
    expect(await readGroup(later.ctx, groupId)).toBeUndefined()
    expect(await world.db.selectFrom('groupDepartures').selectAll().execute()).toEqual([])
  })

  it('makes a hidden group known, and a known one hidden with everybody who waited forgotten', async () => {
    const groupId = await world.open('hidden')
    const isKnown = async () => (await listGroupDoors(world.ana)).some(({ id }) => id === groupId)
    expect(await isKnown()).toBe(false)
    done(await to(groupId, 'approval'))
    expect(await isKnown()).toBe(true)
    done(await askToJoin(world.ana, { groupId, submission: world.random.id(), answers: {} }))
    done(await to(groupId, 'hidden'))
    expect(await isKnown()).toBe(false)
    const { rows } = await sql`select 1 from group_requests where group_id = ${groupId}`.execute(world.db)
    expect(rows).toEqual([])
  })

  it('opens a closed group to all members, who then all count as readers', async () => {
    const groupId = await world.open('approval')
    await world.letIn(groupId, world.mar)
    expect(await readGroup(world.luz, groupId)).toMatchObject({ readers: 2 })
    done(await change(world.mar, groupId, { access: 'members', isConfirmed: true }))
    const active = await world.db.selectFrom('members').select('id').where('status', '=', 'active').execute()
    expect(await readGroup(world.ana, groupId)).toMatchObject({ readers: active.length })
  })
})

describe('a closed group', () => {
  it.each(['approval', 'hidden'] as const)(
    'that is %s is not opened to all members by its own moderator, nor by one who is not in it',
    async (access) => {
      const groupId = await world.open(access)
      const open = { access: 'members', isConfirmed: true }
      const refused = refusalsOf(await change(world.luz, groupId, open))
      expect(refused).toMatchObject([
        { kind: 'invalid', field: 'access', message: 'group.errors.openedByModerators' },
      ])
      expect(outcomeOf(await change(world.flor, groupId, open))).not.toBe('done')
      expect(await readGroupSettings(world.luz, groupId)).toMatchObject({ access, version: 1 })
      await world.letIn(groupId, world.flor)
      done(await change(world.flor, groupId, open))
      // What is open stays hers to look after.
      done(await change(world.luz, groupId, { description: 'Everybody' }))
    },
  )
})

describe('the questions of a group', () => {
  it('are added, made required and removed by who looks after it', async () => {
    const groupId = await world.open('approval', ['Eva'])
    const submission = world.random.id()
    const question = { groupId, submission, prompt: 'Why?', required: false }
    for (const _ of [1, 2]) done(await addQuestion(world.luz, question))
    const read = async () => (await readJoinView(world.ana, groupId))?.questions
    expect(await read()).toEqual([{ id: submission, prompt: 'Why?', required: false }])
    const one = { groupId, questionId: submission }
    done(await requireQuestion(world.luz, { ...one, required: true }))
    expect(await read()).toMatchObject([{ required: true }])
    expect(outcomeOf(await addQuestion(world.eva, question))).toBe('forbidden')
    expect(outcomeOf(await removeQuestion(world.eva, one))).toBe('forbidden')
    expect(outcomeOf(await removeQuestion(world.flor, one))).toBe('missing')
    const elsewhere = await world.open('approval')
    expect(outcomeOf(await removeQuestion(world.luz, { ...one, groupId: elsewhere }))).toBe('missing')
    done(await removeQuestion(world.luz, one))
    expect(outcomeOf(await requireQuestion(world.luz, { ...one, required: false }))).toBe('missing')
    expect(await read()).toEqual([])
  })

  it('are at most ten, each with words', async () => {
    const groupId = await world.open('approval')
    const add = (prompt: string) =>
      addQuestion(world.luz, { groupId, submission: world.random.id(), prompt, required: true })
    for (const prompt of ['', 'a'.repeat(301)])
      expect(refusalsOf(await add(prompt))).toMatchObject([{ field: 'prompt' }])
    for (let number = 0; number < 10; number += 1) done(await add(`Question ${number}`))
    expect(refusalsOf(await add('One too many'))).toMatchObject([{ field: 'prompt' }])
    const prompts = (await readJoinView(world.ana, groupId))?.questions.map(({ prompt }) => prompt)
    expect(prompts).toEqual(Array.from({ length: 10 }, (_, number) => `Question ${number}`))
  })
})

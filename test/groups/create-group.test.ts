import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { type CreateGroup, createGroup } from '../../src/groups/create-group.ts'
import { listGroups, readGroup } from '../../src/groups/queries.ts'
import { nameKey } from '../../src/members/names.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'

describe('opening a group', () => {
  let community: TestCommunity
  let luz: MemberCtx
  let ana: MemberCtx
  let moderator: MemberCtx
  let otherModerator: MemberCtx

  beforeAll(async () => {
    community = await createTestCommunity()
    const member = async (name: string, roles: readonly 'moderator'[] = []) => {
      const { id, ctx } = await community.member({ name, roles })
      await community.db
        .updateTable('members')
        .set({ displayNameKey: nameKey(name) })
        .where('id', '=', id)
        .execute()
      return ctx
    }
    luz = await member('Luz del Río')
    ana = await member('Ana')
    moderator = await member('Mar', ['moderator'])
    otherModerator = await member('Flor', ['moderator'])
  })
  afterAll(() => community.close())

  const group = (change: Partial<CreateGroup> = {}): CreateGroup => ({
    submission: community.random.id(),
    name: `Group ${community.random.id()}`,
    description: '',
    access: 'members',
    names: [],
    ...change,
  })
  const namesSeenBy = async (ctx: MemberCtx) => (await listGroups(ctx)).map(({ name }) => name)

  it('for all members lets everyone in, and is recorded', async () => {
    const input = group({ name: 'Breakfast', description: 'Wednesdays' })
    expect(await createGroup(moderator, input)).toEqual({ ok: true, value: { groupId: input.submission } })
    expect(await readGroup(luz, input.submission)).toMatchObject({
      name: 'Breakfast',
      description: 'Wednesdays',
      access: 'members',
      key: null,
      readers: 4,
    })
    const acts = await community.db.selectFrom('moderationActs').select('act').execute()
    expect(acts).toEqual([{ act: 'group-created' }])
  })

  it('of those she names is seen by them and by her, and by nobody else', async () => {
    const input = group({ name: 'Quiet', access: 'approval', names: ['luz  DEL río', 'Mar'] })
    expect(await createGroup(moderator, input)).toMatchObject({ ok: true })
    expect(await readGroup(luz, input.submission)).toMatchObject({ name: 'Quiet', readers: 2 })
    expect(await namesSeenBy(moderator)).toContain('Quiet')
    for (const ctx of [ana, otherModerator]) {
      expect(await namesSeenBy(ctx)).not.toContain('Quiet')
      expect(await readGroup(ctx, input.submission)).toBeUndefined()
    }
  })

  it('does not tell a moderator that a name is used by a group she cannot see', async () => {
    await createGroup(moderator, group({ name: 'Hidden', access: 'hidden' }))
    expect(await createGroup(otherModerator, group({ name: 'hidden' }))).toMatchObject({ ok: true })
    expect(await createGroup(moderator, group({ name: 'HIDDEN' }))).toMatchObject({
      ok: false,
      refusals: [{ field: 'name', message: 'group.errors.nameTaken' }],
    })
  })

  it('twice with the same form opens one', async () => {
    const input = group({ name: 'Once' })
    const results = await Promise.all([createGroup(moderator, input), createGroup(moderator, input)])
    results.push(await createGroup(moderator, input))
    for (const result of results) expect(result).toEqual({ ok: true, value: { groupId: input.submission } })
    expect((await namesSeenBy(luz)).filter((name) => name === 'Once')).toHaveLength(1)
  })

  it.each([
    ['name', { name: '' }],
    ['name', { name: 'a'.repeat(61) }],
    ['description', { description: 'a'.repeat(501) }],
    ['access', { access: 'everybody' }],
    ['names', { names: ['Ana'] }],
    ['names', { access: 'approval', names: ['Ana', 'Nobody'] }],
    ['names', { access: 'approval', names: Array<string>(101).fill('Ana') }],
  ])('is refused beside %s', async (field, change) => {
    const before = await namesSeenBy(moderator)
    expect(await createGroup(moderator, group(change))).toMatchObject({
      ok: false,
      refusals: [{ kind: 'invalid', field }],
    })
    expect(await namesSeenBy(moderator)).toEqual(before)
  })

  it('is for moderators only', async () => {
    expect(await createGroup(luz, group())).toMatchObject({ ok: false, refusals: [{ kind: 'forbidden' }] })
  })

  it('lists General first and the moderators’ own last', async () => {
    const names = await namesSeenBy(moderator)
    expect([names[0], names.at(-1)]).toEqual(['General', 'Moderators'])
  })

  it('counts as readers only those who are active', async () => {
    await community.db
      .updateTable('members')
      .set({ status: 'frozen' })
      .where('id', '=', ana.actor.memberId)
      .execute()
    expect(await readGroup(luz, community.groups.general)).toMatchObject({ readers: 3 })
  })

  it('is missing for what is no id', async () => {
    for (const id of ['x', '', '\0', community.random.id()]) expect(await readGroup(luz, id)).toBeUndefined()
  })
})

import type { Ctx } from '../../context.ts'
import type { Chance } from './chance.ts'
import { insertRows } from './insert-rows.ts'
import type { SeededPeople } from './seed-people.ts'
import { groupNames } from './sentences.ts'

export interface SeededGroup {
  readonly id: string
  /** Who can write in it. */
  readonly memberIds: readonly string[]
}

/** Groups of every kind of access; those that are not for everybody have a tenth of the members. */
export async function seedGroups(ctx: Ctx, chance: Chance, people: SeededPeople): Promise<SeededGroup[]> {
  const accesses = ['members', 'members', 'approval', 'hidden'] as const
  const groups = groupNames.map((name, index) => ({
    id: chance.id(),
    name,
    access: accesses[index % accesses.length] ?? 'members',
  }))
  await insertRows(ctx.db, 'groups', { id: 'text', name: 'text', access: 'text' }, groups)
  const joined = ctx.clock.now().toISOString()
  const seeded: SeededGroup[] = []
  for (const { id, access } of groups) {
    const isOpen = access === 'members'
    const memberIds = isOpen ? people.memberIds : people.memberIds.filter(() => chance.below(10) === 0)
    seeded.push({ id, memberIds: memberIds.length === 0 ? people.moderatorIds : memberIds })
    if (isOpen) continue
    await insertRows(
      ctx.db,
      'group_members',
      { group_id: 'text', member_id: 'text', joined_at: 'timestamptz', role: 'text' },
      memberIds.map((memberId, index) => ({
        group_id: id,
        member_id: memberId,
        joined_at: joined,
        role: index === 0 ? 'moderator' : 'member',
      })),
    )
  }
  const general = await ctx.db
    .selectFrom('groups')
    .select('id')
    .where('key', '=', 'general')
    .executeTakeFirstOrThrow()
  return [{ id: general.id, memberIds: people.memberIds }, ...seeded]
}

import type { Ctx, Role } from '../context.ts'

/** The ids of active members who hold a role: those who can act in it now. There are few. */
export async function activeHolders(ctx: Pick<Ctx, 'db'>, role: Role): Promise<readonly string[]> {
  const rows = await ctx.db
    .selectFrom('memberRoles')
    .innerJoin('members', 'members.id', 'memberRoles.memberId')
    .select('memberRoles.memberId')
    .where('memberRoles.role', '=', role)
    .where('members.status', '=', 'active')
    .execute()
  return rows.map(({ memberId }) => memberId)
}

/** How many active moderators there are. */
export const countModerators = async (ctx: Pick<Ctx, 'db'>): Promise<number> =>
  (await activeHolders(ctx, 'moderator')).length

/** Whether two people can decide together at all: what needs two exists only then (P13). */
export const haveTwoModerators = async (ctx: Pick<Ctx, 'db'>): Promise<boolean> =>
  (await countModerators(ctx)) >= 2

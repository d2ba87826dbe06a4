import type { MemberCtx } from '../context.ts'
import { isDisplayNameTaken } from './lock-names.ts'
import { nameKey } from './names.ts'

/** On how many devices a member is signed in. */
export async function countSessions(ctx: MemberCtx): Promise<number> {
  const row = await ctx.db
    .selectFrom('sessions')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('memberId', '=', ctx.actor.memberId)
    .where('expiresAt', '>', ctx.clock.now())
    .executeTakeFirstOrThrow()
  return row.count
}

/** Whether the name she wished for is still free, told only to her, after approval (P14). */
export const isWishedNameTaken = (ctx: MemberCtx, displayName: string): Promise<boolean> =>
  isDisplayNameTaken(ctx, ctx.actor.memberId, nameKey(displayName))

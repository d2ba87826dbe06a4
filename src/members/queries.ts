import type { MemberCtx } from '../context.ts'
import { isDisplayNameTaken } from './lock-names.ts'
import { nameKey } from './names.ts'

/** On how many devices a member is signed in, and on how many of them only her PIN opens her pages. */
export async function countSessions(
  ctx: MemberCtx,
): Promise<{ readonly all: number; readonly locked: number }> {
  return ctx.db
    .selectFrom('sessions')
    .select((eb) => eb.fn.countAll<number>().as('all'))
    .select((eb) => eb.fn.countAll<number>().filterWhere('lockDueAt', '<=', ctx.clock.now()).as('locked'))
    .where('memberId', '=', ctx.actor.memberId)
    .where('expiresAt', '>', ctx.clock.now())
    .executeTakeFirstOrThrow()
}

/** Whether the name she wished for is still free, told only to her, after approval (P14). */
export const isWishedNameTaken = (ctx: MemberCtx, displayName: string): Promise<boolean> =>
  isDisplayNameTaken(ctx, ctx.actor.memberId, nameKey(displayName))

import { sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { couldBeId } from '../ids.ts'
import { can } from '../policy/permissions.ts'
import { activeHolders } from './role-holders.ts'

export interface FreezeView {
  readonly id: string
  readonly memberId: string
  readonly memberName: string
  readonly startedAt: Date
  /** What the reader can do about it. */
  readonly step: 'ask' | 'wait' | 'confirm'
  /** Nobody but the woman whom she named for her recovery can be the second. */
  readonly needsHelper: boolean
}

/** A freeze that runs, for a moderator; undefined for everybody else, and once it is over. */
export async function readFreeze(ctx: MemberCtx, freezeId: string): Promise<FreezeView | undefined> {
  if (!can(ctx.actor, 'freeze.lift') || !couldBeId(freezeId)) return undefined
  const row = await running(ctx, freezeId).executeTakeFirst()
  if (!row) return undefined
  const moderators = await activeHolders(ctx, 'moderator')
  const { firstLifterId, ...freeze } = row
  const asker = moderators.find((id) => id === firstLifterId)
  const step = asker === undefined ? 'ask' : asker === ctx.actor.memberId ? 'wait' : 'confirm'
  return { ...freeze, step, needsHelper: moderators.length < 2 }
}

/** The same for the woman whom the frozen member named, once the only moderator has asked for her word. */
export async function readFreezeToConfirm(
  ctx: MemberCtx,
  freezeId: string,
): Promise<Pick<FreezeView, 'id' | 'memberName' | 'startedAt'> | undefined> {
  if (!can(ctx.actor, 'freeze.lift', 'allowed') || !couldBeId(freezeId)) return undefined
  return running(ctx, freezeId)
    .innerJoin('recoveryHelpers as h', 'h.memberId', 'f.memberId')
    .where('h.helperId', '=', ctx.actor.memberId)
    .where(isForHelper)
    .executeTakeFirst()
}

const running = (ctx: MemberCtx, freezeId: string) =>
  ctx.db
    .selectFrom('freezes as f')
    .innerJoin('members as m', 'm.id', 'f.memberId')
    .select(['f.id', 'f.memberId', 'f.startedAt', 'f.firstLifterId', 'm.displayName as memberName'])
    .where('f.id', '=', freezeId)
    .where('f.liftedAt', 'is', null)
    .where('m.status', '=', 'frozen')

/** True for a freeze that its asker, the only active moderator, cannot lift with another one. `f` is the freeze. */
export const isForHelper = sql<boolean>`exists (select 1 from member_roles asker
    join members asking on asking.id = asker.member_id
    where asker.role = 'moderator' and asking.status = 'active' and asker.member_id = f.first_lifter_id)
  and not exists (select 1 from member_roles another join members acting on acting.id = another.member_id
    where another.role = 'moderator' and acting.status = 'active' and another.member_id <> f.first_lifter_id)`

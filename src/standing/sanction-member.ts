import type { MemberCtx, MemberTransactionCtx } from '../context.ts'
import { daysFrom } from '../days.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { removeContentOf } from '../members/remove-content.ts'
import { type ModerationAct, recordAct } from '../moderation/record-act.ts'
import { notify } from '../notifications/notify.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, invalid, ok, type Result, refuse } from '../result.ts'
import { closeInvitations } from './freeze-account.ts'
import { judgeSanctioning } from './judge-sanctioning.ts'
import { lockMember } from './lock-member.ts'
import { isMeasure, judgeWords, longest, type MeasureName, measures } from './rules.ts'
import { settleStatus } from './settle-status.ts'

export interface SanctionMember {
  readonly memberId: string
  /** Becomes the sanction's id: `Random.id()`, made with the form, so that a form sent twice decides once. */
  readonly submission: string
  /** One of `measureNames`. */
  readonly measure: string
  /** She reads it. */
  readonly reason: string
}

const acts = {
  warn: 'warned',
  mute: 'muted',
  suspend: 'suspended',
  expel: 'expelled',
} as const satisfies Readonly<Record<string, ModerationAct>>

/**
 * Warns, mutes, suspends or expels a member, with a reason that she reads. Suspended and expelled she can come in to
 * read it and to appeal, and do nothing else; invites of hers end, and her word as a helper does not count. Whoever holds a role is suspended or expelled only
 * once her roles are taken, where the last admin and the last moderator are kept. Refuses: invalid beside `measure` or
 * `reason`, forbidden about oneself and about role holders without an admin, conflict for a form sent before.
 */
export async function sanctionMember(
  ctx: MemberCtx,
  input: SanctionMember,
): Promise<Result<{ sanctionId: string }>> {
  if (!can(ctx.actor, 'member.sanction')) return forbidden()
  const { memberId, submission: sanctionId, measure, reason } = input
  const wrong = [
    ...(isMeasure(measure) ? [] : [invalid('measure', 'standing.errors.measure')]),
    ...judgeWords('reason', reason, longest.reason),
  ]
  const [first, ...more] = wrong
  if (first) return refuse(first, ...more)
  if (!isMeasure(measure) || !couldBeId(sanctionId)) {
    return refuse({ kind: 'invalid', message: 'post.errors.sendAgain' })
  }
  return inTransaction(ctx, async (trx) => {
    const member = await lockMember(trx, memberId)
    if (!member.ok) return member
    const [refused] = judgeSanctioning(trx.actor, member.value)
    if (refused) return refuse(refused)
    const { kind } = measures[measure]
    const endsAccess = kind === 'suspend' || kind === 'expel'
    if (endsAccess && member.value.roles.length > 0) {
      return refuse({ kind: 'conflict', message: 'standing.errors.takeRolesFirst' })
    }
    const inserted = await insertSanction(trx, { ...input, measure })
    if (!inserted) return sentBefore(trx, input, kind)
    if (endsAccess) {
      await closeInvitations(trx, memberId)
      await withdrawHelp(trx, memberId)
    }
    if (kind === 'expel') {
      await trx.db.deleteFrom('pushSubscriptions').where('memberId', '=', memberId).execute()
      await trx.db.deleteFrom('channelDelegates').where('memberId', '=', memberId).execute()
    }
    if (measure === 'expel-and-remove') await removeContentOf(trx, memberId)
    await settleStatus(trx, memberId)
    // Whoever is not active any more is told by the page she comes to.
    await notify(trx, { kind: 'sanction', memberIds: [memberId] })
    await recordAct(trx, acts[kind], memberId)
    return ok({ sanctionId })
  })
}

/** What she said yes to as a helper waits for her return, also where the 24 hours run or are over. */
async function withdrawHelp(ctx: MemberTransactionCtx, memberId: string): Promise<void> {
  await ctx.db
    .updateTable('recoveries')
    .set({ helperAgreedAt: null, opensAt: null })
    .where('helperId', '=', memberId)
    .where('helperAgreedAt', 'is not', null)
    .where('finishedAt', 'is', null)
    .where('stoppedAt', 'is', null)
    .execute()
}

async function insertSanction(
  ctx: MemberTransactionCtx,
  { memberId, submission, measure, reason }: SanctionMember & { readonly measure: MeasureName },
): Promise<boolean> {
  const decision: { readonly kind: (typeof measures)[MeasureName]['kind']; readonly days?: number } =
    measures[measure]
  const now = ctx.clock.now()
  const inserted = await ctx.db
    .insertInto('sanctions')
    .values({
      id: submission,
      memberId,
      kind: decision.kind,
      reason,
      moderatorId: ctx.actor.memberId,
      createdAt: now,
      endsAt: decision.days === undefined ? null : daysFrom(now, decision.days),
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

async function sentBefore(
  ctx: MemberTransactionCtx,
  { memberId, submission, reason }: SanctionMember,
  kind: string,
): Promise<Result<{ sanctionId: string }>> {
  const same = await ctx.db
    .selectFrom('sanctions')
    .select(['id', 'kind'])
    .where('id', '=', submission)
    .where('memberId', '=', memberId)
    .where('reason', '=', reason)
    .executeTakeFirst()
  return same?.kind === kind
    ? ok({ sanctionId: submission })
    : refuse({ kind: 'conflict', message: 'post.errors.sentBefore' })
}

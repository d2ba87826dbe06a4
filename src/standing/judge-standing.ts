import type { MemberTransactionCtx } from '../context.ts'
import type { Refusal } from '../result.ts'

/**
 * Refusals for a member who wants to write while she is muted, or anonymously while that is limited. Asked by every
 * use case that adds words; the parameter says until when.
 */
export async function judgeStanding(
  ctx: MemberTransactionCtx,
  { isAnonymous = false }: { readonly isAnonymous?: boolean } = {},
): Promise<Refusal[]> {
  const now = ctx.clock.now()
  const mute = await ctx.db
    .selectFrom('sanctions')
    .select('endsAt')
    .where('memberId', '=', ctx.actor.memberId)
    .where('kind', '=', 'mute')
    .where('liftedAt', 'is', null)
    .where('endsAt', '>', now)
    .orderBy('endsAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (mute?.endsAt) return [refusal('standing.errors.muted', mute.endsAt)]
  if (!isAnonymous) return []
  const limit = await ctx.db
    .selectFrom('anonymousLimits')
    .select('endsAt')
    .where('memberId', '=', ctx.actor.memberId)
    .where('endsAt', '>', now)
    .executeTakeFirst()
  return limit ? [refusal('standing.errors.anonymousLimited', limit.endsAt)] : []
}

const refusal = (
  message: 'standing.errors.muted' | 'standing.errors.anonymousLimited',
  until: Date,
): Refusal => ({
  kind: 'forbidden',
  message,
  params: { until: until.getTime() },
})

import { type RawBuilder, sql } from 'kysely'
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
  const { rows } = await sql<{ until: Date | null }>`select ${mutedUntil(ctx)} as until`.execute(ctx.db)
  const until = rows[0]?.until
  if (until) return [mutedRefusal(until)]
  if (!isAnonymous) return []
  const limit = await ctx.db
    .selectFrom('anonymousLimits')
    .select('endsAt')
    .where('memberId', '=', ctx.actor.memberId)
    .where('endsAt', '>', now)
    .executeTakeFirst()
  return limit ? [refusal('standing.errors.anonymousLimited', limit.endsAt)] : []
}

/** Until when the actor may not write, as one value of a statement; null when she may. */
export const mutedUntil = ({
  actor,
  clock,
}: Pick<MemberTransactionCtx, 'actor' | 'clock'>): RawBuilder<Date | null> =>
  sql<Date | null>`(select max(mute.ends_at) from sanctions mute where mute.member_id = ${actor.memberId}
    and mute.kind = 'mute' and mute.lifted_at is null and mute.ends_at > ${clock.now()}::timestamptz)`

/** What a muted woman is told, before she writes and when she sends. */
export const mutedRefusal = (until: Date): Refusal => refusal('standing.errors.muted', until)

const refusal = (
  message: 'standing.errors.muted' | 'standing.errors.anonymousLimited',
  until: Date,
): Refusal => ({
  kind: 'forbidden',
  message,
  params: { until: until.getTime() },
})

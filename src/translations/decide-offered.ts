import type { MemberCtx, MemberTransactionCtx } from '../context.ts'
import { dayOf } from '../days.ts'
import { inTransaction } from '../db/transaction.ts'
import { emit } from '../events/outbox.ts'
import { couldBeId } from '../ids.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { mayReview } from '../policy/review.ts'
import { missing, ok, type Result, refuse } from '../result.ts'
import { countModerators } from '../standing/role-holders.ts'
import { dayAlone } from './day-alone.ts'
import { seenOf } from './offered-text.ts'

export interface DecideOffered {
  readonly translationId: string
  /** What the moderator saw, as `readOffered` gave it. */
  readonly seen: string
}

/**
 * A moderator sends a member's translation to the community whose post it is of. What leaves is what she agreed to, to
 * the byte (P5). Refuses: missing, forbidden (her own, where there is another moderator), conflict (decided, not what she
 * agreed to, the post was taken back or its channel is not followed any more).
 */
export async function sendOffered(ctx: MemberCtx, input: DecideOffered): Promise<Result<undefined>> {
  return inTransaction(ctx, async (trx) => {
    const offered = await lockWaiting(trx, input.translationId)
    if (!offered.ok) return offered
    const { agreedTo, isStill, authorStatus } = offered.value
    const isAgreed = agreedTo === (await seenOf(offered.value)) && authorStatus === 'active'
    if (!isAgreed || input.seen !== agreedTo) {
      return refuse({ kind: 'conflict', message: 'shares.errors.noConsent' })
    }
    if (!isStill) return refuse({ kind: 'conflict', message: 'translations.errors.gone' })
    await trx.db
      .updateTable('offeredTranslations')
      .set({ state: 'offered', waitingSince: dayAlone('waitingSince') })
      .where('id', '=', input.translationId)
      .execute()
    await emit(trx, { type: 'translation-offered', translationId: input.translationId })
    await recordAct(trx, 'translation-offered', input.translationId)
    return ok()
  })
}

/** A moderator does not send it: its words are gone, and its translator sees that it did not leave. */
export async function keepOffered(
  ctx: MemberCtx,
  { translationId }: { readonly translationId: string },
): Promise<Result<undefined>> {
  return inTransaction(ctx, async (trx) => {
    const offered = await lockWaiting(trx, translationId)
    if (!offered.ok) return offered
    await trx.db
      .updateTable('offeredTranslations')
      .set({ state: 'returned', title: '', html: '', settledOn: dayOf(trx.clock.now()) })
      .set({ waitingSince: dayAlone('waitingSince') })
      .where('id', '=', translationId)
      .execute()
    await recordAct(trx, 'translation-kept', translationId)
    return ok()
  })
}

async function lockWaiting(ctx: MemberTransactionCtx, id: string) {
  if (!can(ctx.actor, 'share.review') || !couldBeId(id)) return missing()
  const row = await ctx.db
    .selectFrom('offeredTranslations as offered')
    .innerJoin('translationAuthors as author', 'author.translationId', 'offered.id')
    .innerJoin('members as member', 'member.id', 'author.memberId')
    .innerJoin('followedChannels as followed', 'followed.id', 'offered.followedChannelId')
    .leftJoin('alliedPosts as post', 'post.objectUri', 'offered.objectUri')
    .select(['offered.state', 'offered.objectUri', 'offered.language', 'offered.title', 'offered.html'])
    .select(['author.memberId', 'author.agreedTo', 'member.status as authorStatus'])
    .select(['followed.state as channelState', 'post.withdrawnAt', 'post.translationsWelcome'])
    .where('offered.id', '=', id)
    .forUpdate('offered')
    .executeTakeFirst()
  if (!row) return missing()
  if (row.state !== 'waiting') {
    return refuse({ kind: 'conflict' as const, message: 'shares.errors.decided' as const })
  }
  const isOwn = row.memberId === ctx.actor.memberId
  if (!mayReview({ isOwn, moderators: await countModerators(ctx) })) {
    return refuse({ kind: 'forbidden' as const, message: 'shares.errors.ownShare' as const })
  }
  const isStill = row.channelState === 'following' && row.withdrawnAt === null && row.translationsWelcome
  return ok({ ...row, isStill })
}

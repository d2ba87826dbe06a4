import type { MemberCtx, MemberTransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { plainText } from '../markdown.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, invalid, missing, ok, type Result, refuse } from '../result.ts'
import { judgeTranslation, previewTranslation, type WrittenTranslation } from './offered-text.ts'
import { readTranslatable } from './queries.ts'

export interface OfferTranslation extends WrittenTranslation {
  readonly alliedPostId: string
  /** The hash of the preview that she saw. */
  readonly previewHash: string
  /** That she ticked "I agree that this leaves". */
  readonly agreed: boolean
}

/** What may wait or be out of one member at a time. */
const mostAtATime = 20

/**
 * A member translates a post of an ally and agrees that exactly this leaves (decision 9): it waits for our own
 * moderators, then for theirs. Her link to it stands apart from it and can be erased by itself (P1, P4). Refuses:
 * missing, forbidden, invalid (words, language, no tick), conflict (not what she saw, translations are not welcome, it is
 * there in this language or waits in it already, too many).
 */
export async function offerTranslation(
  ctx: MemberCtx,
  input: OfferTranslation,
): Promise<Result<{ translationId: string }>> {
  if (!can(ctx.actor, 'share.answer', 'reader')) return forbidden()
  const [first, ...others] = judgeTranslation(input)
  if (first) return refuse(first, ...others)
  if (!input.agreed) return refuse(invalid('agree', 'shares.errors.agree'))
  return inTransaction(ctx, async (trx) => {
    const post = await readTranslatable(trx, input.alliedPostId)
    if (!post) return missing()
    const preview = await previewTranslation(input, { objectUri: post.objectUri, origin: trx.origin })
    if (preview.hash !== input.previewHash) {
      return refuse({ kind: 'conflict', message: 'shares.errors.changed' })
    }
    if (plainText(preview.html) === '') return refuse(invalid('text', 'shares.errors.textEmpty'))
    if (post.languages.includes(input.language)) {
      return refuse(invalid('language', 'translations.errors.there'))
    }
    if (await isTooMuch(trx)) return refuse({ kind: 'conflict', message: 'translations.errors.tooMany' })
    const { language, title, html, hash } = preview
    const translationId = trx.random.id()
    await trx.db
      .insertInto('offeredTranslations')
      .values({
        ...{ id: translationId, uri: `${trx.origin}/ap/activities/${translationId}` },
        ...{ followedChannelId: post.followedChannelId, objectUri: post.objectUri },
        ...{ language, title, html, seen: hash, state: 'waiting', waitingSince: trx.clock.now() },
      })
      .execute()
    await trx.db
      .insertInto('translationAuthors')
      .values({ translationId, memberId: trx.actor.memberId, agreedTo: hash })
      .execute()
    return ok({ translationId })
  })
}

async function isTooMuch(ctx: MemberTransactionCtx): Promise<boolean> {
  const { count } = await ctx.db
    .selectFrom('translationAuthors as author')
    .innerJoin('offeredTranslations as offered', 'offered.id', 'author.translationId')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('author.memberId', '=', ctx.actor.memberId)
    .where('offered.state', 'in', ['waiting', 'offered'])
    .executeTakeFirstOrThrow()
  return Number(count) >= mostAtATime
}

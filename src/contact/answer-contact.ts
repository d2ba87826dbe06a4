import type { MemberCtx, MemberTransactionCtx } from '../context.ts'
import { dayOf } from '../days.ts'
import { inTransaction } from '../db/transaction.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Result, refuse } from '../result.ts'
import { readRecipient } from './recipients.ts'
import { judgeMessage } from './rules.ts'
import { notifyOfMessage, storeMessage } from './store-message.ts'
import { holdContact, type WriteToModerators } from './write-to-moderators.ts'

/**
 * A moderator answers, or writes first, without a strike: to a member, or through an anonymous post to whoever wrote
 * it. Refuses: missing, forbidden to all but moderators and for somebody who cannot read it now, invalid beside
 * `text`, conflict for a form that was sent before with other words.
 */
export async function answerContact(
  ctx: MemberCtx,
  { recipientId, ...input }: WriteToModerators & { readonly recipientId: string },
): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'contact.answer')) return forbidden()
  return inTransaction(ctx, async (trx) => {
    const recipient = await readRecipient(trx, recipientId)
    if (!recipient) return missing()
    if (!recipient.isReachable) {
      const message = recipient.kind === 'author' ? 'contact.errors.authorGone' : 'contact.errors.unreachable'
      return refuse({ kind: 'forbidden', message })
    }
    const [first, ...more] = judgeMessage(input.text)
    if (first) return refuse(first, ...more)
    const isAuthor = recipient.kind === 'author'
    const conversationId = isAuthor
      ? await holdAboutPost(trx, recipient.id)
      : await holdContact(trx, recipient.id)
    const authorId = trx.actor.memberId
    const stored = await storeMessage(trx, { ...input, conversationId, authorId, fromModerators: true })
    if (!stored.ok) return stored
    if (!stored.value) return ok()
    if (isAuthor) await notifyAuthor(trx, recipient.id)
    else await notifyOfMessage(trx, [recipient.id], conversationId)
    return ok()
  })
}

async function holdAboutPost(ctx: MemberTransactionCtx, postId: string): Promise<string> {
  const now = ctx.clock.now()
  await ctx.db
    .insertInto('conversations')
    .values({ id: ctx.random.id(), kind: 'author', postId, createdAt: now, lastMessageAt: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const { id } = await ctx.db
    .selectFrom('conversations')
    .select('id')
    .where('postId', '=', postId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
  return id
}

/**
 * The notice names neither the post nor the conversation and carries the day alone: joined by its moment to the
 * message, it would say who wrote the post, longer than the server is to know it (P8).
 */
async function notifyAuthor(ctx: MemberTransactionCtx, postId: string): Promise<void> {
  const authors = await ctx.db
    .selectFrom('anonymousAuthors')
    .select('memberId')
    .where('postId', '=', postId)
    .execute()
  const day = new Date(`${dayOf(ctx.clock.now())}T00:00:00Z`)
  await notifyOfMessage(
    { ...ctx, clock: { now: () => day } },
    authors.map(({ memberId }) => memberId),
  )
}

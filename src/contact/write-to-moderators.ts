import { countUse } from '../auth/throttle.ts'
import type { MemberCtx, MemberTransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, ok, type Result, refuse } from '../result.ts'
import { moderatorsFor } from './moderators.ts'
import { judgeMessage, perHour } from './rules.ts'
import { notifyOfMessage, storeMessage } from './store-message.ts'

export interface WriteToModerators {
  /** Becomes the message's id, made with the form. */
  readonly submission: string
  /** Markdown. */
  readonly text: string
}

/**
 * Writes in her one thread with the moderators; every one of them is told, once until she looks. Open to muted members
 * too. Refuses: invalid beside `text`, conflict for a form that was sent before with other words, busy.
 */
export async function writeToModerators(
  ctx: MemberCtx,
  input: WriteToModerators,
): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'contact.write', 'author')) return forbidden()
  const [first, ...more] = judgeMessage(input.text)
  if (first) return refuse(first, ...more)
  const { memberId } = ctx.actor
  if ((await countUse(ctx, 'message', `account ${memberId}`)) > perHour) {
    return refuse({ kind: 'busy', message: 'contact.errors.busy' })
  }
  return inTransaction(ctx, async (trx) => {
    const conversationId = await holdContact(trx, memberId)
    const message = { ...input, conversationId, authorId: memberId, fromModerators: false }
    const stored = await storeMessage(trx, message)
    if (!stored.ok) return stored
    if (stored.value) {
      await notifyOfMessage(trx, await moderatorsFor(trx, { except: memberId }), conversationId)
    }
    return ok()
  })
}

/** The thread of a member with the moderators, begun when there is none, held for the rest of the transaction. */
export async function holdContact(ctx: MemberTransactionCtx, memberId: string): Promise<string> {
  const now = ctx.clock.now()
  await ctx.db
    .insertInto('conversations')
    .values({ id: ctx.random.id(), kind: 'moderators', memberId, createdAt: now, lastMessageAt: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const { id } = await ctx.db
    .selectFrom('conversations')
    .select('id')
    .where('kind', '=', 'moderators')
    .where('memberId', '=', memberId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
  return id
}

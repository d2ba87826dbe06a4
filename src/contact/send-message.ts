import { sql } from 'kysely'
import { countUse } from '../auth/throttle.ts'
import type { MemberCtx, MemberTransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { typedNameKey } from '../members/names.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, invalid, missing, ok, type Refusal, type Result, refuse } from '../result.ts'
import { judgeStanding } from '../standing/judge-standing.ts'
import { ownConversation } from './conversations.ts'
import { judgeMessage, perHour } from './rules.ts'
import { notifyOfMessage, storeMessage } from './store-message.ts'

interface Message {
  /** Becomes the message's id, made with the form. */
  readonly submission: string
  /** Markdown. */
  readonly text: string
}

interface Thread {
  readonly conversationId: string
  readonly otherId: string
}

/**
 * Writes to another member in a thread of theirs. Refuses: missing while the community has no such messages and for
 * threads of others, forbidden for who is muted, blocked or blocks, and for somebody who is not here now, invalid
 * beside `text`, conflict, busy.
 */
export const sendMessage = (
  ctx: MemberCtx,
  { conversationId, ...message }: Message & { readonly conversationId: string },
): Promise<Result<Thread>> => send(ctx, message, (trx) => takeThread(trx, conversationId))

/**
 * Writes to a member by the name she goes by, typed exactly; their thread is begun when there is none. Refuses as
 * `sendMessage`, and invalid beside `to` for a name that nobody goes by.
 */
export const startMessages = (
  ctx: MemberCtx,
  { to, ...message }: Message & { readonly to: string },
): Promise<Result<Thread>> => send(ctx, message, (trx) => beginThread(trx, to))

async function send(
  ctx: MemberCtx,
  message: Message,
  find: (trx: MemberTransactionCtx) => Promise<Result<Thread>>,
): Promise<Result<Thread>> {
  const { memberId } = ctx.actor
  const { memberMessages } = await ctx.db
    .selectFrom('community')
    .select('memberMessages')
    .executeTakeFirstOrThrow()
  if (!memberMessages) return missing()
  const uses = await countUse(ctx, 'message', `account ${memberId}`)
  return inTransaction(ctx, async (trx) => {
    if (!can(trx.actor, 'message.send', 'allowed')) return forbidden()
    const thread = await find(trx)
    if (!thread.ok) return thread
    const { conversationId, otherId } = thread.value
    const [first, ...more] = judgeMessage(message.text)
    if (first) return refuse(first, ...more)
    const [closed] = [...(await judgeStanding(trx)), ...(await judgeReach(trx, otherId))]
    if (closed) return refuse(closed)
    if (uses > perHour) return refuse({ kind: 'busy', message: 'contact.errors.busy' })
    const stored = await storeMessage(trx, {
      ...message,
      conversationId,
      authorId: memberId,
      fromModerators: false,
    })
    if (!stored.ok) return stored
    if (stored.value) await notifyOfMessage(trx, [otherId], conversationId)
    return thread
  })
}

async function takeThread(ctx: MemberTransactionCtx, conversationId: string): Promise<Result<Thread>> {
  if (!couldBeId(conversationId)) return missing()
  const thread = await ctx.db
    .selectFrom('conversations as held')
    .select(['held.memberId', 'held.otherId'])
    .where('held.id', '=', conversationId)
    .where('held.kind', '=', 'members')
    .where(ownConversation(ctx, 'held'))
    .forNoKeyUpdate('held')
    .executeTakeFirst()
  const otherId = thread?.memberId === ctx.actor.memberId ? thread.otherId : thread?.memberId
  return otherId ? ok({ conversationId, otherId }) : missing()
}

async function beginThread(ctx: MemberTransactionCtx, to: string): Promise<Result<Thread>> {
  const { memberId } = ctx.actor
  const other = await ctx.db
    .selectFrom('members')
    .select('id')
    .where('displayNameKey', '=', typedNameKey(to))
    .where('displayNameSettled', '=', true)
    .where('status', '=', 'active')
    .where('id', '<>', memberId)
    .executeTakeFirst()
  if (!other) return refuse(invalid('to', 'messages.errors.nobody'))
  const [one, two] = [memberId, other.id].sort()
  const now = ctx.clock.now()
  await ctx.db
    .insertInto('conversations')
    .values({
      id: ctx.random.id(),
      kind: 'members',
      memberId: one ?? memberId,
      otherId: two ?? other.id,
      createdAt: now,
      lastMessageAt: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const { id: conversationId } = await ctx.db
    .selectFrom('conversations')
    .select('id')
    .where('kind', '=', 'members')
    .where('memberId', '=', one ?? memberId)
    .where('otherId', '=', two ?? other.id)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
  return ok({ conversationId, otherId: other.id })
}

/** Whether the two may write to each other now; which of them blocks is told only to herself. */
async function judgeReach(ctx: MemberTransactionCtx, otherId: string): Promise<Refusal[]> {
  const { memberId } = ctx.actor
  const { rows } = await sql<{ blocks: boolean; isBlocked: boolean; isHere: boolean }>`select
    exists (select 1 from conversation_blocks
      where member_id = ${memberId} and blocked_id = ${otherId}) as blocks,
    exists (select 1 from conversation_blocks
      where member_id = ${otherId} and blocked_id = ${memberId}) as is_blocked,
    exists (select 1 from members where id = ${otherId} and status = 'active') as is_here`.execute(ctx.db)
  const [reach] = rows
  if (reach?.blocks) return [{ kind: 'forbidden', message: 'messages.errors.blocking' }]
  return reach?.isHere && !reach.isBlocked ? [] : [{ kind: 'forbidden', message: 'messages.errors.closed' }]
}

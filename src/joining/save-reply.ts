import type { MemberCtx, MemberTransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, invalid, judgeText, missing, ok, type Refusal, type Result, refuse } from '../result.ts'
import { type SavedReply, versionOf } from './reply-queries.ts'
import { joiningLimits, mostSavedReplies } from './rules.ts'

/** For a new one the id is `Random.id()`, made with the form, so that a form sent twice adds one. */
export type NewReply = SavedReply

/**
 * Adds an answer to keep ready. Refuses an empty or too long name or text, more than a list can hold, and with
 * `conflict` the same form with other words.
 */
export async function addReply(ctx: MemberCtx, reply: NewReply): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'saved-reply.change')) return forbidden()
  const [first, ...others] = judgeReply(reply)
  if (first) return refuse(first, ...others)
  const { id } = reply
  if (!couldBeId(id)) return refuse({ kind: 'invalid', message: 'joining.replies.sendAgain' })
  return inTransaction(ctx, async (trx) => {
    const { count } = await trx.db
      .selectFrom('savedReplies')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    if (count >= mostSavedReplies) {
      return refuse({
        kind: 'invalid',
        message: 'joining.replies.tooMany',
        params: { most: mostSavedReplies },
      })
    }
    const inserted = await trx.db
      .insertInto('savedReplies')
      .values({ id, name: reply.name, body: reply.body, createdAt: trx.clock.now() })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirst()
    if (inserted.numInsertedOrUpdatedRows !== 1n) return sentBefore(await hold(trx, id), reply)
    await recordAct(trx, 'saved-replies-changed', id)
    return ok()
  })
}

/** The same form again is no second one; the same form with other words must not lose them. */
const sentBefore = (
  earlier: Omit<SavedReply, 'id'> | undefined,
  { name, body }: NewReply,
): Result<undefined> =>
  earlier?.name === name && earlier.body === body
    ? ok()
    : refuse({ kind: 'conflict', message: 'joining.replies.sentBefore' })

export interface ChangeReply extends SavedReply {
  /** `versionOf` what she read. */
  readonly version: string
}

/** Changes one. Refuses with `conflict` when somebody else changed it since she read it. */
export async function changeReply(ctx: MemberCtx, reply: ChangeReply): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'saved-reply.change')) return forbidden()
  const [first, ...others] = judgeReply(reply)
  return inTransaction(ctx, async (trx) => {
    const before = await hold(trx, reply.id)
    if (!before) return missing()
    if (first) return refuse(first, ...others)
    if ((await versionOf(before)) !== reply.version) {
      return refuse({ kind: 'conflict', message: 'joining.replies.changed' })
    }
    await trx.db
      .updateTable('savedReplies')
      .set({ name: reply.name, body: reply.body })
      .where('id', '=', reply.id)
      .execute()
    await recordAct(trx, 'saved-replies-changed', reply.id)
    return ok()
  })
}

/** Deletes one. What was answered with it stays as it was sent. */
export async function deleteReply(
  ctx: MemberCtx,
  { id }: Pick<SavedReply, 'id'>,
): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'saved-reply.change')) return forbidden()
  return inTransaction(ctx, async (trx) => {
    if (!(await hold(trx, id))) return missing()
    await trx.db.deleteFrom('savedReplies').where('id', '=', id).execute()
    await recordAct(trx, 'saved-replies-changed', id)
    return ok()
  })
}

async function hold(trx: MemberTransactionCtx, id: string): Promise<Omit<SavedReply, 'id'> | undefined> {
  if (!couldBeId(id)) return undefined
  return trx.db
    .selectFrom('savedReplies')
    .select(['name', 'body'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

const judgeReply = ({ name, body }: Omit<SavedReply, 'id'>): Refusal[] => [
  ...(name === '' ? [invalid('name', 'joining.replies.nameEmpty')] : []),
  ...judgeText('name', name, joiningLimits.replyName),
  ...(body === '' ? [invalid('body', 'joining.replies.bodyEmpty')] : []),
  ...judgeText('body', body, joiningLimits.reason),
]

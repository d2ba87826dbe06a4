import type { MemberCtx, MemberTransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { can } from '../policy/permissions.ts'
import { visiblePost } from '../policy/visibility.ts'
import { forbidden, missing, ok, type Result } from '../result.ts'

interface Thread {
  readonly postId: string
}

/** Hears no more of a thread; only she knows. Twice is once. Refuses: missing for what she cannot see. */
export const muteThread = (ctx: MemberCtx, thread: Thread): Promise<Result<undefined>> =>
  keep(ctx, thread, 'threadMutes')

/** Hears of a thread again. Refuses: missing for what she cannot see. */
export const unmuteThread = (ctx: MemberCtx, thread: Thread): Promise<Result<undefined>> =>
  letGo(ctx, thread, 'threadMutes')

/** Keeps a post to find it again; only she knows. Twice is once. Refuses: missing for what she cannot see. */
export const savePost = (ctx: MemberCtx, thread: Thread): Promise<Result<undefined>> =>
  keep(ctx, thread, 'savedPosts')

/** Lets a saved post go. Refuses: missing for what she cannot see. */
export const unsavePost = (ctx: MemberCtx, thread: Thread): Promise<Result<undefined>> =>
  letGo(ctx, thread, 'savedPosts')

type Table = 'threadMutes' | 'savedPosts'

const keep = (ctx: MemberCtx, { postId }: Thread, table: Table) =>
  withThread(ctx, postId, async (trx) => {
    await trx.db
      .insertInto(table)
      .values({ memberId: trx.actor.memberId, postId })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  })

const letGo = (ctx: MemberCtx, { postId }: Thread, table: Table) =>
  withThread(ctx, postId, async (trx) => {
    await trx.db
      .deleteFrom(table)
      .where('memberId', '=', trx.actor.memberId)
      .where('postId', '=', postId)
      .execute()
  })

async function withThread(
  ctx: MemberCtx,
  postId: string,
  work: (trx: MemberTransactionCtx) => Promise<void>,
): Promise<Result<undefined>> {
  if (!couldBeId(postId)) return missing()
  return inTransaction(ctx, async (trx) => {
    const thread = await trx.db
      .selectFrom('posts as p')
      .select('p.id')
      .where('p.id', '=', postId)
      .where(visiblePost(trx, 'p'))
      .forKeyShare('p')
      .executeTakeFirst()
    if (!thread) return missing()
    if (!can(trx.actor, 'thread.keep', 'reader')) return forbidden()
    await work(trx)
    return ok()
  })
}

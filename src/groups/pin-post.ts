import type { MemberCtx, MemberTransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { recordAct } from '../moderation/record-act.ts'
import { visiblePost } from '../policy/visibility.ts'
import { missing, ok, type Result, refuse } from '../result.ts'
import { holdGroup } from './hold-group.ts'
import { mostPinned } from './rules.ts'

interface OnePost {
  readonly postId: string
}

/**
 * Keeps a post on top of its group, for newcomers too (P7). Refuses: missing, forbidden, conflict when three are
 * pinned already.
 */
export const pinPost = (ctx: MemberCtx, { postId }: OnePost): Promise<Result<{ readonly groupId: string }>> =>
  inTransaction(ctx, async (trx) => {
    const found = await findPost(trx, postId)
    if (!found.ok) return found
    const { groupId, isPinned } = found.value
    if (isPinned) return ok({ groupId })
    const { pinned } = await trx.db
      .selectFrom('posts as p')
      .select((eb) => eb.fn.countAll<number>().as('pinned'))
      .where('p.groupId', '=', groupId)
      .where('p.pinnedAt', 'is not', null)
      .where(visiblePost(trx, 'p'))
      .executeTakeFirstOrThrow()
    if (pinned >= mostPinned) {
      return refuse({ kind: 'conflict', message: 'group.pin.errors.many', params: { most: mostPinned } })
    }
    await trx.db.updateTable('posts').set({ pinnedAt: trx.clock.now() }).where('id', '=', postId).execute()
    await recordAct(trx, 'post-pinned', postId)
    return ok({ groupId })
  })

/** Lets a post go down with the others again. Refuses: missing, forbidden. */
export const unpinPost = (
  ctx: MemberCtx,
  { postId }: OnePost,
): Promise<Result<{ readonly groupId: string }>> =>
  inTransaction(ctx, async (trx) => {
    const found = await findPost(trx, postId)
    if (!found.ok) return found
    const { groupId, isPinned } = found.value
    if (!isPinned) return ok({ groupId })
    await trx.db.updateTable('posts').set({ pinnedAt: null }).where('id', '=', postId).execute()
    await recordAct(trx, 'post-unpinned', postId)
    return ok({ groupId })
  })

/** Holds the group, so that two moderators who pin at once do not pin more than there is room for. */
async function findPost(
  ctx: MemberTransactionCtx,
  postId: string,
): Promise<Result<{ readonly groupId: string; readonly isPinned: boolean }>> {
  if (!couldBeId(postId)) return missing()
  const read = () =>
    ctx.db
      .selectFrom('posts as p')
      .select(['p.groupId', 'p.pinnedAt'])
      .where('p.id', '=', postId)
      .where(visiblePost(ctx, 'p'))
      .executeTakeFirst()
  const seen = await read()
  if (!seen) return missing()
  const held = await holdGroup(ctx, seen.groupId, 'post.pin')
  if (!held.ok) return held
  const post = await read()
  return post ? ok({ groupId: post.groupId, isPinned: post.pinnedAt !== null }) : missing()
}

import type { MemberCtx, MemberTransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { can } from '../policy/permissions.ts'
import { missing, ok, type Result } from '../result.ts'
import type { FlagCategory } from './categories.ts'
import { decidedAlready } from './decided.ts'
import { lockWaiting } from './lock-waiting.ts'
import { recordAct } from './record-act.ts'
import { removeAlliedPost } from './remove-allied-post.ts'
import { removeThing } from './remove-thing.ts'
import { isFlagged, settleFlags } from './settle-flags.ts'
import type { Flaggable, LockedThing, Written } from './things.ts'
import { rememberUndo } from './undoable.ts'

export interface DecideFlags {
  readonly thing: Flaggable
  /** Of the words that she read (`versionOf`). */
  readonly version: string
}

/**
 * A moderator lets a flagged thing stand: every flag on it is decided at once. Gives the id that takes it back.
 * Refuses: missing, conflict (decided already, or with the field `version` edited meanwhile), forbidden (her own).
 */
export const keepFlagged = (ctx: MemberCtx, input: DecideFlags): Promise<Result<{ undoId: string }>> =>
  inTransaction(ctx, async (trx) => {
    const locked = await lockFlagged(trx, input)
    if (!locked.ok) return locked
    const flagIds = await settleFlags(trx, input.thing, 'kept')
    await recordAct(trx, 'flag-kept', input.thing.id)
    return ok({ undoId: await rememberUndo(trx, { act: 'kept', thing: input.thing, flagIds }) })
  })

/**
 * A moderator removes a flagged thing, as `removeThing` says; of an ally's post only what is shown here. The author
 * reads the category as the reason. Refuses as `keepFlagged`.
 */
export const removeFlagged = (
  ctx: MemberCtx,
  input: DecideFlags & { readonly category: FlagCategory },
): Promise<Result<{ undoId: string }>> =>
  inTransaction(ctx, async (trx) => {
    const locked = await lockFlagged(trx, input)
    if (!locked.ok) return locked
    const { thing, category } = input
    const undoId =
      thing.what === 'allied-post'
        ? await removeAlliedPost(trx, thing)
        : await removeThing(trx, thing, locked.value, { category, reason: '' })
    await recordAct(trx, 'flag-removed', thing.id)
    return ok({ undoId })
  })

async function lockFlagged(
  ctx: MemberTransactionCtx,
  { thing, version }: DecideFlags,
): Promise<Result<Pick<LockedThing, 'postId'>>> {
  if (!can(ctx.actor, 'flag.decide')) return missing()
  const locked =
    thing.what === 'allied-post' ? await lockAlliedPost(ctx, thing) : await lockWaiting(ctx, thing, version)
  if (!locked.ok) return locked
  // Asked after the lock: whoever came first has decided by now.
  return (await isFlagged(ctx, thing)) ? locked : decidedAlready(ctx, thing)
}

async function lockAlliedPost(
  ctx: MemberTransactionCtx,
  thing: Exclude<Flaggable, Written>,
): Promise<Result<Pick<LockedThing, 'postId'>>> {
  const post = await ctx.db
    .selectFrom('alliedPosts')
    .select('id')
    .where('id', '=', thing.id)
    .where('withdrawnAt', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  return post ? ok({ postId: null }) : decidedAlready(ctx, thing)
}

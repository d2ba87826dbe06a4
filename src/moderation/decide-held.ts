import type { MemberCtx, MemberTransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { notifyAlert } from '../notifications/notify.ts'
import { can } from '../policy/permissions.ts'
import { tellThread } from '../posts/tell-thread.ts'
import { missing, ok, type Result } from '../result.ts'
import type { FlagCategory } from './categories.ts'
import { decidedAlready } from './decided.ts'
import { lockWaiting } from './lock-waiting.ts'
import { recordAct } from './record-act.ts'
import { removeThing, tellAuthor } from './remove-thing.ts'
import type { LockedThing, Written } from './things.ts'
import { rememberUndo } from './undoable.ts'

export interface DecideHeld {
  readonly thing: Written
  /** Of the words that she read (`versionOf`). */
  readonly version: string
}

type Held = LockedThing & { readonly heldAt: Date }

/**
 * A moderator lets stand what the watch-list kept back: everybody who can read there sees it from now on. Its author
 * is told, and whoever would have been told when it was written. Gives the id that takes it back. Refuses: missing,
 * conflict (decided already, or with the field `version` edited meanwhile), forbidden (her own).
 */
export const releaseHeld = (ctx: MemberCtx, input: DecideHeld): Promise<Result<{ undoId: string }>> =>
  inTransaction(ctx, async (trx) => {
    const held = await lockHeld(trx, input)
    if (!held.ok) return held
    const { what, id } = input.thing
    await trx.db
      .updateTable(what === 'post' ? 'posts' : 'comments')
      .set({ heldAt: null })
      .where('id', '=', id)
      .execute()
    await tellAuthor(trx, input.thing, held.value.postId, 'post-released')
    if (what === 'comment') await tellThread(trx, id)
    else if (held.value.isAlert) await notifyAlert(trx, id)
    await recordAct(trx, what === 'post' ? 'post-released' : 'comment-released', id)
    const heldAt = held.value.heldAt.toISOString()
    return ok({ undoId: await rememberUndo(trx, { act: 'released', thing: input.thing, heldAt }) })
  })

/** A moderator removes what the watch-list kept back, as `removeThing` says. Refuses as `releaseHeld`. */
export const removeHeld = (
  ctx: MemberCtx,
  input: DecideHeld & { readonly category: FlagCategory },
): Promise<Result<{ undoId: string }>> =>
  inTransaction(ctx, async (trx) => {
    const held = await lockHeld(trx, input)
    if (!held.ok) return held
    const { thing, category } = input
    const undoId = await removeThing(trx, thing, held.value, { category, reason: '' })
    await recordAct(trx, thing.what === 'post' ? 'post-removed' : 'comment-removed', thing.id)
    return ok({ undoId })
  })

async function lockHeld(ctx: MemberTransactionCtx, { thing, version }: DecideHeld): Promise<Result<Held>> {
  if (!can(ctx.actor, 'held.decide')) return missing()
  const locked = await lockWaiting(ctx, thing, version)
  if (!locked.ok) return locked
  const { heldAt } = locked.value
  return heldAt === null ? decidedAlready(ctx, thing) : ok({ ...locked.value, heldAt })
}

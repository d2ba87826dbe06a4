import type { MemberCtx, TransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { emit } from '../events/outbox.ts'
import { recordAct } from '../moderation/record-act.ts'
import { ok, type Refusal, type Result, refuse } from '../result.ts'
import { deleteShareImages } from './delete-share-images.ts'
import { insertEdition, insertVersion } from './insert-edition.ts'
import { judgeChannel } from './posting.ts'
import { readPreview, type SharePreview } from './preview.ts'
import { lockProposedShare, type ProposedShare } from './proposed-share.ts'
import { publishedTables } from './published.ts'
import { findAnswered } from './thread.ts'

export interface PublishShare {
  readonly shareId: string
  /** The hash of the preview that the moderator saw. */
  readonly previewHash: string
}

/**
 * Publishes a share: a first edition, or the next version of one. In one transaction it makes sure that what goes
 * out now is, to the byte, what the author consented to and what the moderator saw (P5); otherwise, or if the
 * consent was taken back, nothing happens. What is unlinked keeps no row that leads from the edition to her (P4).
 */
export async function publishShare(
  ctx: MemberCtx,
  { shareId, previewHash }: PublishShare,
): Promise<Result<{ editionId: string; version: number }>> {
  return inTransaction(ctx, async (trx) => {
    const locked = await lockProposedShare(trx, shareId)
    if (!locked.ok) return locked
    const share = locked.value
    const { authorId } = share
    const preview = await readPreview(trx, shareId)
    if (authorId === null || !preview || !(await isConsented(trx, preview))) {
      return refuse(conflict('shares.errors.noConsent'))
    }
    if (preview.hash !== previewHash) return refuse(conflict('shares.errors.changed'))
    const closed = await closedTarget(trx, share, authorId)
    if (closed) return refuse(closed)
    const published =
      share.editionId === null
        ? await publishFirst(trx, share, preview, authorId)
        : await publishNext(trx, share.editionId, preview)
    if (preview.isUnlinked) {
      await recordAct(trx, 'share-published', shareId)
      await forgetShare(trx, shareId)
      return ok(published)
    }
    await trx.db
      .updateTable('shares')
      .set({ state: 'published', decidedAt: trx.clock.now(), withdrawalCodeHash: null })
      .set({ editionId: published.editionId })
      .where('id', '=', shareId)
      .execute()
    await recordAct(trx, 'share-published', shareId)
    return ok(published)
  })
}

async function isConsented(ctx: TransactionCtx, preview: SharePreview): Promise<boolean> {
  const consent = await ctx.db
    .selectFrom('consents')
    .innerJoin('members as author', 'author.id', 'consents.memberId')
    .select(['previewHash', 'revokedAt'])
    .where('shareId', '=', preview.shareId)
    // What is frozen speaks for nobody, and nobody speaks for it.
    .where('author.status', '=', 'active')
    .executeTakeFirst()
  return consent !== undefined && consent.revokedAt === null && consent.previewHash === preview.hash
}

/**
 * Why nothing can go there any more, if so: taken back meanwhile, a channel that is no longer followed, or one of ours
 * that is closed or not for her any more. What is out already may get new versions as long as its channel is there.
 */
async function closedTarget(
  ctx: TransactionCtx,
  share: ProposedShare,
  authorId: string,
): Promise<Refusal | undefined> {
  if (share.editionId !== null) {
    const edition = await ctx.db
      .selectFrom('editions')
      .select('withdrawnOn')
      .where('id', '=', share.editionId)
      .forUpdate()
      .executeTakeFirst()
    if (edition?.withdrawnOn !== null) return conflict('shares.errors.withdrawn')
  }
  if (share.followedChannelId !== null) {
    const followed = await ctx.db
      .selectFrom('followedChannels')
      .select('state')
      .where('id', '=', share.followedChannelId)
      .executeTakeFirst()
    if (followed?.state !== 'following') return conflict('shares.errors.channelLeft')
  }
  const isNew = share.channelId !== null && share.editionId === null
  if (isNew && share.inReplyTo !== null && !(await findAnswered(publishedTables(ctx.db), share.inReplyTo)))
    return conflict('shares.errors.answeredGone')
  if (share.channelId !== null) return judgeChannel(ctx, share.channelId, authorId, share.editionId === null)
  return undefined
}

async function publishFirst(
  ctx: TransactionCtx,
  share: ProposedShare,
  preview: SharePreview,
  authorId: string,
): Promise<{ editionId: string; version: number }> {
  const { target, author, inReplyTo } = preview
  const { editionId } = await insertEdition(
    ctx,
    {
      target: target.place === 'own' ? { channelId: target.id } : { followedChannelId: target.id },
      actorId: author.actorId,
      inReplyTo,
      withdrawalCodeHash: share.withdrawalCodeHash ?? undefined,
    },
    preview,
  )
  // Of what is unlinked her withdrawal code alone speaks from now on.
  if (!preview.isUnlinked) {
    await ctx.db.insertInto('editionAuthors').values({ editionId, memberId: authorId }).execute()
  }
  await emit(ctx, { type: 'edition-published', editionId, version: 1 })
  return { editionId, version: 1 }
}

/** Cuts the link (P4): the proposal, her consent and what it came from are gone with the share. */
async function forgetShare(ctx: TransactionCtx, shareId: string): Promise<void> {
  await deleteShareImages(ctx, [shareId])
  await ctx.db.deleteFrom('shares').where('id', '=', shareId).execute()
  await ctx.db.deleteFrom('queueClaims').where('itemId', '=', shareId).execute()
}

async function publishNext(
  ctx: TransactionCtx,
  editionId: string,
  preview: SharePreview,
): Promise<{ editionId: string; version: number }> {
  const version = await insertVersion(ctx, editionId, preview)
  await emit(ctx, { type: 'edition-updated', editionId, version })
  return { editionId, version }
}

const conflict = (message: Refusal['message']): Refusal => ({ kind: 'conflict', message })

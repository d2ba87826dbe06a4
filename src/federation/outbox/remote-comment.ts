import { publishedTables } from '../../channels/published.ts'
import type { Ctx, TransactionCtx } from '../../context.ts'
import { activity, type Fragment, foreignFragment } from '../builder.ts'
import { followerInboxes } from '../gateway.ts'
import { dropKept, findKept } from '../kept-messages.ts'
import { activityUri, publicAddress, stableId } from '../uris.ts'
import { send } from './outgoing.ts'

/**
 * Passes a comment on that moderators of an open channel accepted: an Announce of its id, which everybody fetches
 * from where it was written, and an Announce around the very bytes of its Create for those who only know that.
 */
export async function remoteCommentAccepted(
  ctx: Ctx,
  { remoteCommentId }: { readonly remoteCommentId: string },
): Promise<void> {
  await ctx.db.transaction().execute(async (db) => {
    const trx = { ...ctx, db }
    const comment = await readComment(trx, remoteCommentId)
    if (comment?.state !== 'accepted') return
    await announce(trx, comment, { about: 'comment', object: comment.objectUri })
    const kept = { host: comment.host, type: 'Create', objectUri: comment.objectUri } as const
    const create = await findKept(trx, kept)
    if (create) await announce(trx, comment, { about: 'create', object: foreignFragment(create) })
    await dropKept(trx, kept)
  })
}

/** Takes an accepted comment out of an open channel again: its author's own Delete is passed on, and our Announce undone. */
export async function remoteCommentWithdrawn(
  ctx: Ctx,
  { remoteCommentId }: { readonly remoteCommentId: string },
): Promise<void> {
  await ctx.db.transaction().execute(async (db) => {
    const trx = { ...ctx, db }
    const comment = await readComment(trx, remoteCommentId)
    if (comment?.state !== 'withdrawn') return
    const wrapped = await stableId('announce', 'create', comment.id)
    await db.updateTable('activities').set({ body: new Uint8Array() }).where('id', '=', wrapped).execute()
    const kept = { host: comment.host, type: 'Delete', objectUri: comment.objectUri } as const
    const deletion = await findKept(trx, kept)
    if (deletion) await announce(trx, comment, { about: 'delete', object: foreignFragment(deletion) })
    await dropKept(trx, kept)
    await undo(trx, comment)
  })
}

type Comment = NonNullable<Awaited<ReturnType<typeof readComment>>>

const readComment = (ctx: TransactionCtx, id: string) =>
  publishedTables(ctx.db)
    .selectFrom('remoteComments as comment')
    .innerJoin('channels as channel', 'channel.id', 'comment.channelId')
    .innerJoin('actors as actor', 'actor.id', 'channel.actorId')
    .select(['comment.id', 'comment.objectUri', 'comment.host', 'comment.state', 'comment.channelId'])
    .select(['actor.id as actorId', 'actor.uri as group'])
    .where('comment.id', '=', id)
    .where('channel.kind', '=', 'open')
    .where('comment.passedOnEditionId', 'is', null)
    .forShare('comment')
    .executeTakeFirst()

const addressing = (group: string) => ({
  to: [publicAddress, group],
  cc: [`${group}/followers`],
  audience: group,
})

async function announce(
  ctx: TransactionCtx,
  comment: Comment,
  { about, object }: { readonly about: 'comment' | 'create' | 'delete'; readonly object: string | Fragment },
): Promise<void> {
  const id = await stableId('announce', about, comment.id)
  await sendToFollowers(ctx, comment, { id, type: 'Announce', object })
}

async function undo(ctx: TransactionCtx, comment: Comment): Promise<void> {
  const announced = await stableId('announce', 'comment', comment.id)
  const object = activity({
    id: activityUri(ctx.origin, announced),
    type: 'Announce',
    actor: comment.group,
    object: comment.objectUri,
    addressing: addressing(comment.group),
  })
  await sendToFollowers(ctx, comment, { id: await stableId('undo', announced), type: 'Undo', object })
}

async function sendToFollowers(
  ctx: TransactionCtx,
  { actorId, channelId, group }: Comment,
  { id, type, object }: { readonly id: string; readonly type: string; readonly object: string | Fragment },
): Promise<void> {
  const body = activity({
    id: activityUri(ctx.origin, id),
    type,
    actor: group,
    object,
    addressing: addressing(group),
  })
  const recipients = await followerInboxes(publishedTables(ctx.db), channelId)
  await send(ctx, { id, actorId, type, channelId, body, recipients })
}

import { activity, type Fragment, foreignFragment } from '../builder.ts'
import { followerInboxes, type OutboundCtx, publishedOf } from '../gateway.ts'
import { dropKept, findKeptDelete, findKeptWords } from '../kept-messages.ts'
import { activityUri, publicAddress, stableId } from '../uris.ts'
import { hasten } from './hasten.ts'
import { send } from './outgoing.ts'

/**
 * Passes a comment on that moderators of an open channel accepted: an Announce of its id, which everybody fetches
 * from where it was written, and an Announce around the very bytes of its Create for those who only know that.
 */
export async function remoteCommentAccepted(
  ctx: OutboundCtx,
  { remoteCommentId }: { readonly remoteCommentId: string },
): Promise<void> {
  await ctx.db.transaction().execute(async (db) => {
    const trx = { ...ctx, db }
    const comment = await readComment(trx, remoteCommentId)
    if (comment?.state !== 'accepted') return
    await announce(trx, comment, { id: await bareId(comment), object: comment.objectUri })
    // Newer words were accepted meanwhile: they go out with an event of their own.
    if (comment.version === 1) await announceWords(trx, comment, 'Create')
  })
}

/**
 * Passes newer words of an accepted comment on, as its author's own Update, once moderators accepted them. Without its
 * bytes nothing is sent: who fetches the comment from where it was written gets them from there. Older words are not
 * served or delivered any more.
 */
export async function remoteCommentChanged(
  ctx: OutboundCtx,
  { remoteCommentId, version }: { readonly remoteCommentId: string; readonly version: number },
): Promise<void> {
  await ctx.db.transaction().execute(async (db) => {
    const trx = { ...ctx, db }
    const comment = await readComment(trx, remoteCommentId)
    if (comment?.state !== 'accepted' || comment.version !== version) return
    await emptyWords(trx, comment.id, comment.version - 1)
    await announceWords(trx, comment, 'Update')
  })
}

/** The words that moderators accepted, in the bytes that they came in. */
async function announceWords(ctx: OutboundCtx, comment: Comment, type: 'Create' | 'Update'): Promise<void> {
  const kept = { host: comment.host, type, objectUri: comment.objectUri }
  const found = await findKeptWords(ctx, { ...kept, words: comment.html })
  if (found) await announce(ctx, comment, { id: await wordsId(comment), object: foreignFragment(found) })
  await dropKept(ctx, kept)
}

/** The Announce that carries a version of the words. */
const wordsId = ({ id, version }: Pick<Comment, 'id' | 'version'>): Promise<string> =>
  stableId('announce', 'words', id, String(version))

/** Empties whatever carries words of it, up to a version. */
async function emptyWords(ctx: OutboundCtx, id: string, newest: number): Promise<void> {
  const ids: string[] = []
  for (let version = 1; version <= newest; version += 1) ids.push(await wordsId({ id, version }))
  await ctx.db.updateTable('activities').set({ body: new Uint8Array() }).where('id', 'in', ids).execute()
}

/** Takes an accepted comment out of an open channel again: its author's own Delete is passed on, and our Announce undone. */
export async function remoteCommentWithdrawn(
  ctx: OutboundCtx,
  { remoteCommentId }: { readonly remoteCommentId: string },
): Promise<void> {
  await ctx.db.transaction().execute(async (db) => {
    const trx = { ...ctx, db }
    const comment = await readComment(trx, remoteCommentId)
    if (comment?.state !== 'withdrawn') return
    await emptyWords(trx, comment.id, comment.version)
    await hasten(trx, await followerInboxes(publishedOf(trx), comment.channelId))
    const kept = { host: comment.host, objectUri: comment.objectUri }
    const deletion = await findKeptDelete(trx, kept)
    if (deletion) {
      const id = await stableId('announce', 'delete', comment.id)
      await announce(trx, comment, { id, object: foreignFragment(deletion), countsAs: 'Delete' })
    }
    await dropKept(trx, { ...kept, type: 'Delete' })
    await undo(trx, comment)
  })
}

type Comment = NonNullable<Awaited<ReturnType<typeof readComment>>>

const readComment = (ctx: OutboundCtx, id: string) =>
  publishedOf(ctx)
    .selectFrom('remoteComments as comment')
    .innerJoin('channels as channel', 'channel.id', 'comment.channelId')
    .innerJoin('actors as actor', 'actor.id', 'channel.actorId')
    .select(['comment.id', 'comment.objectUri', 'comment.host', 'comment.state', 'comment.channelId'])
    .select(['comment.html', 'comment.version'])
    .select(['actor.id as actorId', 'actor.uri as group'])
    .where('comment.id', '=', id)
    .where('channel.kind', '=', 'open')
    .where('comment.passedOnEditionId', 'is', null)
    .forShare('comment')
    .executeTakeFirst()

/** The Announce of the comment's id. */
const bareId = ({ id }: Pick<Comment, 'id'>): Promise<string> => stableId('announce', 'comment', id)

const addressing = (group: string) => ({
  to: [publicAddress, group],
  cc: [`${group}/followers`],
  audience: group,
})

async function announce(
  ctx: OutboundCtx,
  comment: Comment,
  { id, object, countsAs }: Pick<Announced, 'id' | 'object' | 'countsAs'>,
): Promise<void> {
  await sendToFollowers(ctx, comment, { id, type: 'Announce', object, ...(countsAs ? { countsAs } : {}) })
}

async function undo(ctx: OutboundCtx, comment: Comment): Promise<void> {
  const announced = await bareId(comment)
  const object = activity({
    id: activityUri(ctx.origin, announced),
    type: 'Announce',
    actor: comment.group,
    object: comment.objectUri,
    addressing: addressing(comment.group),
  })
  await sendToFollowers(ctx, comment, { id: await stableId('undo', announced), type: 'Undo', object })
}

interface Announced {
  readonly id: string
  readonly type: string
  readonly object: string | Fragment
  /** In the ledger, where it differs from the type: a Delete that is passed on is tried as long as our own. */
  readonly countsAs?: string
}

async function sendToFollowers(
  ctx: OutboundCtx,
  { actorId, channelId, group }: Comment,
  { id, type, object, countsAs = type }: Announced,
): Promise<void> {
  const body = activity({
    id: activityUri(ctx.origin, id),
    type,
    actor: group,
    object,
    addressing: addressing(group),
  })
  const recipients = await followerInboxes(publishedOf(ctx), channelId)
  await send(ctx, { id, actorId, type: countsAs, channelId, body, recipients })
}

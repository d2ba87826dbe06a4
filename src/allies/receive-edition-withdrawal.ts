import { forbidden, ok, type Result } from '../result.ts'
import { forgetOffered } from '../translations/take-back-offered.ts'
import { deleteExtras } from './allied-extras.ts'
import { deleteImages } from './allied-images.ts'
import { deleteTexts } from './allied-texts.ts'
import { takeCarriedBack } from './carry-post.ts'
import { type RemoteTransaction, receiveActivity } from './receive-activity.ts'
import type { RemoteActivity, RemoteCtx } from './remote.ts'
import { hostOf } from './rules.ts'
import { rememberWithdrawal } from './withdrawn-objects.ts'

export interface ReceiveEditionWithdrawal {
  readonly activity: RemoteActivity
  readonly objectUri: string
}

/**
 * Something is taken back, by its author's host, or out of a channel by the channel that brought it. Its words, names
 * and pictures are deleted at once, whether we still follow the channel or not; what members said below it here are
 * their own words and stay. What we passed on of it is taken back everywhere. Known or not, it is remembered, so that nothing brings it back. Refuses: forbidden.
 */
export async function receiveEditionWithdrawal(
  ctx: RemoteCtx,
  { activity, objectUri }: ReceiveEditionWithdrawal,
): Promise<Result<undefined>> {
  return receiveActivity(ctx, activity, async (trx) => {
    const post = await trx.db
      .selectFrom('alliedPosts as p')
      .innerJoin('followedChannels as f', 'f.id', 'p.followedChannelId')
      .select(['p.id', 'f.actorUri as broughtBy'])
      .where('p.objectUri', '=', objectUri)
      .forUpdate('p')
      .executeTakeFirst()
    const isTheirs = hostOf(objectUri) === trx.actor.host || post?.broughtBy === trx.actor.uri
    if (!isTheirs) return forbidden()
    await rememberWithdrawal(trx, objectUri, trx.actor.host)
    await takeCarriedBack(trx, objectUri)
    if (post) await emptyPost(trx, post.id)
    if (post) await forgetOffered(trx, objectUri)
    return ok()
  })
}

/** The same for an object that is also a comment below an edition of ours. Its own host must have asked. */
export async function emptyPostOf(ctx: RemoteTransaction, objectUri: string): Promise<void> {
  const post = await ctx.db
    .selectFrom('alliedPosts')
    .select('id')
    .where('objectUri', '=', objectUri)
    .forUpdate()
    .executeTakeFirst()
  await takeCarriedBack(ctx, objectUri)
  if (post) await emptyPost(ctx, post.id)
  if (post) await forgetOffered(ctx, objectUri)
}

async function emptyPost(ctx: RemoteTransaction, alliedPostId: string): Promise<void> {
  await ctx.db
    .updateTable('alliedPosts')
    .set({
      title: '',
      html: '',
      authorName: '',
      authorUri: '',
      passedOnFrom: null,
      pinned: false,
      withdrawnAt: ctx.clock.now(),
    })
    .where('id', '=', alliedPostId)
    .where('withdrawnAt', 'is', null)
    .execute()
  await deleteTexts(ctx, alliedPostId)
  await deleteImages(ctx, alliedPostId)
  await deleteExtras(ctx, alliedPostId)
  await ctx.db.deleteFrom('alliedReactions').where('alliedPostId', '=', alliedPostId).execute()
}

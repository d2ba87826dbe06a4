import { acceptComment } from '../../src/allies/accept-comment.ts'
import { acceptFollower } from '../../src/allies/accept-follower.ts'
import { readRemoteComment } from '../../src/allies/moderator-queries.ts'
import { receiveComment } from '../../src/allies/receive-comment.ts'
import { receiveCommentUpdate } from '../../src/allies/receive-comment-update.ts'
import { receiveCommentWithdrawal } from '../../src/allies/receive-comment-withdrawal.ts'
import { type AlliedCommunity, done, publish, remoteObject } from './support.ts'

const instance = 'https://valley.example/ap/actors/instance'
export const writer = 'https://valley.example/ap/actors/wayra'
export const mallory = 'https://mallory.example/ap/actors/1'
export const uri = 'https://valley.example/ap/objects/9'

/** What somebody in the valley says below an edition. */
export const comment = (inReplyTo: string, changes: Parameters<typeof remoteObject>[1] = {}) =>
  remoteObject(uri, {
    inReplyTo,
    title: '',
    html: '<p>Here too</p>',
    authorUri: writer,
    authorName: 'Wayra',
    ...changes,
  })

/** Answers from elsewhere to what a community published. */
export function commentTools(community: AlliedCommunity) {
  /** An edition of ours in a channel, with a follower from the valley. */
  async function edition(slug: 'aliadas' | 'boletin') {
    const { editionId } = await publish(community, { slug })
    done(await community.askToFollow(slug, instance))
    const follower = (await community.followers()).find(({ actorUri }) => actorUri === instance)
    if (slug === 'aliadas')
      done(await acceptFollower(community.moderator.ctx, { followerId: follower?.id ?? '' }))
    const { uri: editionUri } = await community.db
      .selectFrom('editions')
      .select('uri')
      .where('id', '=', editionId)
      .executeTakeFirstOrThrow()
    return { editionId, editionUri, slug, followerId: follower?.id ?? '' }
  }

  async function send(slug: string, object: ReturnType<typeof remoteObject>, actorUri = writer) {
    const { ctx, activity } = community.remoteAs(actorUri)
    return receiveComment(ctx, { activity, channelActorUri: await community.channelUri(slug), object })
  }

  const row = (objectUri = uri) =>
    community.db
      .selectFrom('remoteComments')
      .selectAll()
      .where('objectUri', '=', objectUri)
      .executeTakeFirst()

  /** A comment that waits, or was accepted. */
  async function received(slug: 'aliadas' | 'boletin', { accepted = false } = {}) {
    const answered = await edition(slug)
    done(await send(slug, comment(answered.editionUri)))
    const remoteCommentId = (await row())?.id ?? ''
    if (accepted) done(await acceptComment(community.moderator.ctx, await seen(remoteCommentId)))
    return { ...answered, remoteCommentId }
  }

  /** What a moderator decides on, as she sees it now. */
  const seen = async (remoteCommentId: string) => {
    const { seen: words = '' } = (await readRemoteComment(community.moderator.ctx, remoteCommentId)) ?? {}
    return { remoteCommentId, seen: words }
  }

  const change = () => community.db.selectFrom('remoteCommentChanges').selectAll().executeTakeFirst()

  const withdraw = (actorUri: string, objectUri = uri) => {
    const { ctx, activity } = community.remoteAs(actorUri)
    return receiveCommentWithdrawal(ctx, { activity, objectUri })
  }

  const update = (actorUri: string, html: string) => {
    const { ctx, activity } = community.remoteAs(actorUri)
    return receiveCommentUpdate(ctx, { activity, object: comment('', { html }) })
  }

  return { edition, send, row, received, seen, change, withdraw, update }
}

import { followChannel } from '../../src/allies/follow-channel.ts'
import { receiveEdition } from '../../src/allies/receive-edition.ts'
import { receiveFollow } from '../../src/allies/receive-follow.ts'
import { receiveFollowAnswer } from '../../src/allies/receive-follow-answer.ts'
import type { RemoteChannel, RemoteObject } from '../../src/allies/remote.ts'
import { createSharingCommunity, done, type SharingCommunity } from '../channels/support.ts'
import type { TestCommunity } from '../support/community.ts'

export { done, events, publish, refusalOf } from '../channels/support.ts'

/** A channel of a community elsewhere, as it would be found. */
export const remoteChannel = (host: string, kind: RemoteChannel['kind'] = 'allied'): RemoteChannel => ({
  actorUri: `https://${host}/ap/actors/${kind}`,
  host,
  actorType: 'Group',
  handle: `${kind}@${host}`,
  name: `Channel of ${host}`,
  summary: '<p>What we share</p>',
  kind,
  inbox: `https://${host}/ap/actors/${kind}/inbox`,
  sharedInbox: `https://${host}/ap/inbox`,
})

export const remoteObject = (uri: string, changes: Partial<RemoteObject> = {}): RemoteObject => ({
  uri,
  authorUri: `https://${new URL(uri).host}/ap/actors/voice`,
  authorName: 'Valley',
  title: 'A flyer',
  html: '<p>Walk together</p>',
  language: 'es',
  publishedOn: '2030-05-19',
  images: [],
  ...changes,
})

/** A community with everything to speak to others, and others that speak to it; a new one unless given. */
export async function createAlliedCommunity(given?: TestCommunity) {
  const community = await createSharingCommunity(given)
  let sent = 0
  /** A new activity of a host. */
  const activityOf = (host: string) => {
    sent += 1
    return { uri: `https://${host}/ap/activities/${sent}`, host }
  }
  const remote = (uri: string) => ({ ctx: community.remote(uri), activity: activityOf(new URL(uri).host) })

  /** Asks to follow, and gives back the Follow that was sent. */
  const request = async (channel: RemoteChannel) => {
    const { followedChannelId } = done(await followChannel(community.moderator.ctx, { channel }))
    const { followUri } = await community.db
      .selectFrom('followedChannels')
      .select('followUri')
      .where('id', '=', followedChannelId)
      .executeTakeFirstOrThrow()
    return { followedChannelId, followUri }
  }

  const answer = async (channel: RemoteChannel, followUri: string, accepted: boolean) => {
    const { ctx, activity } = remote(channel.actorUri)
    return receiveFollowAnswer(ctx, { activity, followUri, accepted })
  }

  /** Follows a channel that lets us in at once. */
  const follow = async (channel: RemoteChannel) => {
    const asked = await request(channel)
    done(await answer(channel, asked.followUri, true))
    return asked
  }

  /** A channel brings an object. */
  const bring = (channel: RemoteChannel, object: RemoteObject) => {
    const { ctx, activity } = remote(channel.actorUri)
    return receiveEdition(ctx, { activity, channelUri: channel.actorUri, object })
  }

  const channelUri = async (slug: string) => {
    const { uri } = await community.db
      .selectFrom('channels')
      .innerJoin('actors', 'actors.id', 'channels.actorId')
      .select('actors.uri')
      .where('channels.slug', '=', slug)
      .executeTakeFirstOrThrow()
    return uri
  }

  /** An actor as the server of the community remembers it from verifying its signature. */
  const rememberActor = async (uri: string, acknowledgesWithdrawals: boolean) => {
    const { host } = new URL(uri)
    await community.db
      .insertInto('remoteActors')
      .values({
        ...{ uri, host, name: 'Women of the valley' },
        ...{ inbox: `${uri}/inbox`, keyUri: `${uri}#main-key`, publicKeyPem: 'none' },
        ...{ acknowledgesWithdrawals, fetchedAt: community.clock.now() },
      })
      .onConflict((conflict) => conflict.column('uri').doUpdateSet({ acknowledgesWithdrawals }))
      .execute()
  }

  /** Somebody asks to follow a channel of ours, from a community like ours unless told. */
  const askToFollow = async (
    slug: string,
    uri: string,
    changes: { activity?: string; inbox?: string; acknowledgesWithdrawals?: boolean } = {},
  ) => {
    const { ctx, activity } = remote(uri)
    const { host } = ctx.actor
    await rememberActor(uri, changes.acknowledgesWithdrawals ?? true)
    return receiveFollow(ctx, {
      activity: changes.activity === undefined ? activity : { uri: changes.activity, host },
      channelActorUri: await channelUri(slug),
      follower: {
        uri,
        host,
        name: 'Women of the valley',
        inbox: changes.inbox ?? `https://${host}/ap/inbox`,
      },
    })
  }

  const followers = () => community.db.selectFrom('followers').selectAll().orderBy('requestedAt').execute()

  const alliedPost = (objectUri: string) =>
    community.db.selectFrom('alliedPosts').selectAll().where('objectUri', '=', objectUri).executeTakeFirst()

  /** Pictures as they are once they were fetched. */
  const storePictures = async (alliedPostId: string) => {
    const images = await community.db
      .selectFrom('alliedImages')
      .select('id')
      .where('alliedPostId', '=', alliedPostId)
      .execute()
    const mediaIds: string[] = []
    for (const { id } of images) {
      const mediaId = community.random.id()
      mediaIds.push(mediaId)
      await community.db
        .insertInto('media')
        .values({
          id: mediaId,
          mediaType: 'image/webp',
          ...{ width: 20, height: 10, byteLength: 1, createdAt: community.clock.now() },
        })
        .execute()
      await community.db
        .insertInto('mediaFiles')
        .values({ mediaId, bytes: new Uint8Array([1]) })
        .execute()
      await community.db.updateTable('alliedImages').set({ mediaId }).where('id', '=', id).execute()
    }
    return mediaIds
  }

  const acts = async () => {
    const rows = await community.db.selectFrom('moderationActs').select('act').orderBy('sequence').execute()
    return rows.map(({ act }) => act)
  }

  return {
    ...community,
    ...{ remoteAs: remote, request, answer, follow, bring, askToFollow, channelUri },
    ...{ followers, alliedPost, storePictures, acts },
  }
}

export type AlliedCommunity = Awaited<ReturnType<typeof createAlliedCommunity>> & SharingCommunity

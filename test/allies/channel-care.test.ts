import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readChannelView } from '../../src/allies/channel-queries.ts'
import { confirmMove, dismissMove } from '../../src/allies/decide-move.ts'
import { followChannel } from '../../src/allies/follow-channel.ts'
import { muteChannel, muteChannelForAll } from '../../src/allies/mute-channel.ts'
import { placeChannel } from '../../src/allies/place-channel.ts'
import { readAlliedFeed, readAlliedPinned, readAlliedPost, readPlaced } from '../../src/allies/queries.ts'
import { receiveEditionUpdate } from '../../src/allies/receive-edition-update.ts'
import { receiveEditionWithdrawal } from '../../src/allies/receive-edition-withdrawal.ts'
import { receiveMove } from '../../src/allies/receive-move.ts'
import { receivePin } from '../../src/allies/receive-pin.ts'
import { purgeExpired } from '../../src/community/purge-expired.ts'
import type { MemberCtx } from '../../src/context.ts'
import {
  type AlliedCommunity,
  createAlliedCommunity,
  done,
  refusalOf,
  remoteChannel,
  remoteObject,
} from './support.ts'

const valley = { ...remoteChannel('valley.example'), featuredUri: 'https://valley.example/ap/featured' }
const lake = { ...remoteChannel('lake.example'), alsoKnownAs: [valley.actorUri] }
const uri = 'https://valley.example/ap/objects/1'

let community: AlliedCommunity
let channelId: string
beforeEach(async () => {
  community = await createAlliedCommunity()
  channelId = (await community.follow(valley)).followedChannelId
})
afterEach(() => community.close())

const titles = async (ctx: MemberCtx, wanted = {}) =>
  (await readAlliedFeed(ctx, wanted)).posts.map(({ title }) => title)

describe('muting a channel', () => {
  beforeEach(async () => {
    done(await community.bring(valley, remoteObject(uri)))
  })

  it('for herself hides it from her feed and from nobody else’s, until she ends it', async () => {
    const { author, moderator } = community
    const one = { followedChannelId: channelId }
    done(await muteChannel(author.ctx, { ...one, muted: true }))
    done(await muteChannel(author.ctx, { ...one, muted: true }))
    expect(await titles(author.ctx)).toEqual([])
    expect(await titles(moderator.ctx)).toEqual(['A flyer'])
    expect(await titles(author.ctx, { channelId })).toEqual(['A flyer'])
    expect(await readChannelView(author.ctx, channelId)).toMatchObject({ isMutedByHer: true })
    done(await muteChannel(author.ctx, { ...one, muted: false }))
    expect(await titles(author.ctx)).toEqual(['A flyer'])
    expect(
      refusalOf(await muteChannel(author.ctx, { followedChannelId: 'x'.repeat(24), muted: true }))?.kind,
    ).toBe('missing')
  })

  it('for everybody is for moderators, and recorded once', async () => {
    const { author, moderator } = community
    const one = { followedChannelId: channelId, muted: true }
    expect(refusalOf(await muteChannelForAll(author.ctx, one))?.kind).toBe('forbidden')
    done(await muteChannelForAll(moderator.ctx, one))
    done(await muteChannelForAll(moderator.ctx, one))
    expect(await titles(author.ctx)).toEqual([])
    done(await muteChannelForAll(moderator.ctx, { ...one, muted: false }))
    expect(await titles(author.ctx)).toEqual(['A flyer'])
    expect((await community.acts()).slice(-2)).toEqual(['channel-muted', 'channel-unmuted'])
  })
})

describe('showing a channel in a group', () => {
  it('lets its posts stand there for whoever reads that group, and nowhere else', async () => {
    const { author, moderator, groups } = community
    done(await community.bring(valley, remoteObject(uri)))
    const place = (ctx: MemberCtx, groupId: string, placed = true) =>
      placeChannel(ctx, { followedChannelId: channelId, groupId, placed })
    expect(refusalOf(await place(author.ctx, groups.general))?.kind).toBe('forbidden')
    expect(refusalOf(await place(moderator.ctx, 'none'))?.message).toBe('allies.place.errors.group')
    done(await place(moderator.ctx, groups.general))
    done(await place(moderator.ctx, groups.moderators))
    const seen = async (ctx: MemberCtx, groupId: string) =>
      (await readPlaced(ctx, groupId, [])).map(({ title }) => title)
    expect(await seen(author.ctx, groups.general)).toEqual(['A flyer'])
    expect(await seen(author.ctx, groups.moderators)).toEqual([])
    expect(await seen(moderator.ctx, groups.moderators)).toEqual(['A flyer'])
    expect((await readChannelView(author.ctx, channelId))?.placedIn.map(({ id }) => id)).toEqual([
      groups.general,
    ])
    done(await place(moderator.ctx, groups.general, false))
    expect(await seen(author.ctx, groups.general)).toEqual([])
  })
})

describe('a channel that says it moved', () => {
  const tell = async (target = lake) => {
    const { ctx, activity } = community.remoteAs(valley.actorUri)
    return receiveMove(ctx, { activity, target })
  }

  it('waits for a moderator, who follows the new one, leaves the old one, and keeps the groups', async () => {
    const { author, moderator, groups } = community
    done(
      await placeChannel(moderator.ctx, {
        followedChannelId: channelId,
        groupId: groups.general,
        placed: true,
      }),
    )
    expect(refusalOf(await tell({ ...lake, alsoKnownAs: [] }))?.kind).toBe('forbidden')
    done(await tell())
    expect(await readChannelView(author.ctx, channelId)).toMatchObject({ state: 'following', hasMoved: true })
    const one = { followedChannelId: channelId }
    expect(refusalOf(await confirmMove(author.ctx, { ...one, target: lake }))?.kind).toBe('forbidden')
    const another = { ...remoteChannel('hill.example'), alsoKnownAs: [valley.actorUri] }
    expect(refusalOf(await confirmMove(moderator.ctx, { ...one, target: another }))?.kind).toBe('conflict')
    expect(
      refusalOf(await confirmMove(moderator.ctx, { ...one, target: { ...lake, alsoKnownAs: [] } }))?.kind,
    ).toBe('conflict')
    const { followedChannelId: newId } = done(await confirmMove(moderator.ctx, { ...one, target: lake }))
    expect(await readChannelView(author.ctx, channelId)).toMatchObject({ state: 'left', move: null })
    expect(await readChannelView(author.ctx, newId)).toMatchObject({
      state: 'requested',
      host: 'lake.example',
      placedIn: [{ id: groups.general }],
    })
    expect(refusalOf(await confirmMove(moderator.ctx, { ...one, target: lake }))?.kind).toBe('missing')
  })

  it('stays where it is when a moderator says so', async () => {
    done(await tell())
    const { author, moderator } = community
    expect(refusalOf(await dismissMove(author.ctx, { followedChannelId: channelId }))?.kind).toBe('forbidden')
    done(await dismissMove(moderator.ctx, { followedChannelId: channelId }))
    expect(await readChannelView(author.ctx, channelId)).toMatchObject({
      state: 'following',
      hasMoved: false,
    })
  })
})

describe('what a channel brings besides words', () => {
  const poll = {
    isMultiple: false,
    isClosed: true,
    options: [{ name: 'Bread', votes: 2 }, { name: 'Soup\u202E' }],
  }
  const read = async () =>
    readAlliedPost(community.author.ctx, (await community.alliedPost(uri))?.id ?? '').then(
      (post) => post?.extras,
    )

  it('is cleaned, changed with the post, and gone with it', async () => {
    const event = { startsAt: new Date('2030-06-01T10:00:00Z'), place: 'The\nsquare', isCancelled: false }
    const links = [
      { kind: 'video' as const, url: 'https://video.example/1', name: 'A film' },
      { kind: 'page' as const, url: 'http://plain.example/1', name: '' },
    ]
    done(await community.bring(valley, remoteObject(uri, { poll, event, links })))
    expect(await read()).toEqual({
      poll: {
        multiple: false,
        closed: true,
        endsAt: null,
        voters: null,
        options: [
          { name: 'Bread', votes: 2 },
          { name: 'Soup', votes: null },
        ],
      },
      event: { startsAt: event.startsAt, endsAt: null, place: 'The square', cancelled: false },
      links: [{ kind: 'video', url: 'https://video.example/1', name: 'A film' }],
      likes: 0,
      dislikes: 0,
    })
    const changed = community.remoteAs(valley.actorUri)
    done(await receiveEditionUpdate(changed.ctx, { activity: changed.activity, object: remoteObject(uri) }))
    expect(await read()).toEqual({ links: [], likes: 0, dislikes: 0 })
    const gone = community.remoteAs(valley.actorUri)
    done(await receiveEditionWithdrawal(gone.ctx, { activity: gone.activity, objectUri: uri }))
    for (const table of ['alliedPolls', 'alliedPollOptions', 'alliedEvents', 'alliedLinks'] as const)
      expect(await community.db.selectFrom(table).selectAll().execute()).toEqual([])
  })

  it('stands on top where the channel puts it, by its own list alone', async () => {
    done(await community.bring(valley, remoteObject(uri)))
    const pin = async (featuredUri: string, pinned: boolean) => {
      const { ctx, activity } = community.remoteAs(valley.actorUri)
      return receivePin(ctx, { activity, featuredUri, objectUri: uri, pinned })
    }
    expect(refusalOf(await pin('https://valley.example/other', true))?.kind).toBe('forbidden')
    done(await pin(valley.featuredUri, true))
    expect(await readAlliedPinned(community.author.ctx, channelId)).toHaveLength(1)
    expect(await titles(community.author.ctx, { channelId })).toEqual([])
    done(await pin(valley.featuredUri, false))
    expect(await readAlliedPinned(community.author.ctx, channelId)).toEqual([])
  })
})

describe('pictures of allies', () => {
  it('P10 go after 60 days, and the post says so', async () => {
    const images = [{ url: 'https://valley.example/ap/files/1', alt: 'A map' }]
    done(await community.bring(valley, remoteObject(uri, { images })))
    const id = (await community.alliedPost(uri))?.id ?? ''
    await community.storePictures(id)
    const look = async () => readAlliedPost(community.author.ctx, id)
    community.clock.moveDays(59)
    done(await purgeExpired(community.system()))
    expect(await look()).toMatchObject({ lostPictures: false, pictures: [{ alt: 'A map' }] })
    community.clock.moveDays(1)
    done(await purgeExpired(community.system()))
    expect(await look()).toMatchObject({ lostPictures: true, pictures: [] })
    expect(await community.db.selectFrom('media').select('id').execute()).toEqual([])
  })
})

describe('a blocked server', () => {
  it('cannot be followed', async () => {
    await community.db
      .insertInto('servers')
      .values({ domain: 'lake.example', standing: 'blocked', changedOn: '2030-05-20' })
      .execute()
    expect(refusalOf(await followChannel(community.moderator.ctx, { channel: lake }))?.message).toBe(
      'allies.errors.blockedServer',
    )
  })
})

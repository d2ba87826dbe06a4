import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { confirmWithdrawal } from '../../src/allies/confirm-withdrawal.ts'
import { followChannel } from '../../src/allies/follow-channel.ts'
import { leaveChannel } from '../../src/allies/leave-channel.ts'
import { takeBack } from '../../src/channels/take-back.ts'
import {
  type AlliedCommunity,
  createAlliedCommunity,
  done,
  events,
  publish,
  refusalOf,
  remoteChannel,
} from './support.ts'

const valley = remoteChannel('valley.example')

let community: AlliedCommunity
beforeEach(async () => {
  community = await createAlliedCommunity()
})
afterEach(() => community.close())

const channels = () => community.db.selectFrom('followedChannels').selectAll().execute()
const state = async () => (await channels())[0]?.state

describe('following a channel', () => {
  it('is asked for once, in plain words, and recorded', async () => {
    const { followedChannelId, followUri } = await community.request({ ...valley, name: 'Va\u202Elley' })
    const [channel] = await channels()
    expect(channel).toMatchObject({
      state: 'requested',
      name: 'Valley',
      summary: 'What we share',
      kind: 'allied',
    })
    expect(followUri).toMatch(/^https:\/\/harbour\.example\/ap\/activities\/[0-9a-z]{24}$/)
    expect(await events(community)).toEqual([{ type: 'channel-followed', followedChannelId }])
    expect(await community.acts()).toEqual(['channel-followed'])
    expect(refusalOf(await followChannel(community.otherModerator.ctx, { channel: valley }))).toEqual({
      kind: 'conflict',
      message: 'allies.errors.alreadyFollowed',
    })
  })

  it('is for moderators, for channels of others, and for channels that lie on one host', async () => {
    const { author, moderator } = community
    expect(refusalOf(await followChannel(author.ctx, { channel: valley }))?.kind).toBe('forbidden')
    const own = remoteChannel('harbour.example')
    expect(refusalOf(await followChannel(moderator.ctx, { channel: own }))?.message).toBe(
      'allies.errors.ownChannel',
    )
    const scattered = { ...valley, inbox: 'https://mallory.example/inbox' }
    expect(refusalOf(await followChannel(moderator.ctx, { channel: scattered }))?.message).toBe(
      'allies.errors.notChannel',
    )
    expect(await channels()).toEqual([])
  })

  it('begins when the channel says yes, ends when it says no, and a late yes does not undo a no', async () => {
    const { followUri } = await community.request(valley)
    done(await community.answer(valley, followUri, true))
    expect(await state()).toBe('following')
    done(await community.answer(valley, followUri, false))
    expect(await state()).toBe('refused')
    done(await community.answer(valley, followUri, true))
    expect(await state()).toBe('refused')
  })

  it('is answered by the channel only', async () => {
    const { followUri } = await community.request(valley)
    const others = [remoteChannel('mallory.example'), remoteChannel('valley.example', 'open')]
    for (const other of others)
      expect(refusalOf(await community.answer(other, followUri, true))?.kind).toBe('forbidden')
    const unknown = 'https://harbour.example/ap/activities/none'
    expect(refusalOf(await community.answer(valley, unknown, true))?.kind).toBe('missing')
    expect(await state()).toBe('requested')
  })

  it('can be ended and asked for again with a new Follow; the old one’s answer counts for nothing', async () => {
    const { followedChannelId, followUri } = await community.follow(valley)
    done(await leaveChannel(community.moderator.ctx, { followedChannelId }))
    expect(await state()).toBe('left')
    expect((await events(community)).at(-1)).toEqual({ type: 'channel-left', followedChannelId })
    expect(refusalOf(await leaveChannel(community.otherModerator.ctx, { followedChannelId }))?.kind).toBe(
      'conflict',
    )
    done(await community.answer(valley, followUri, true))
    expect(await state()).toBe('left')
    const again = await community.request(valley)
    expect(again).toMatchObject({ followedChannelId })
    expect(again.followUri).not.toBe(followUri)
    expect(refusalOf(await community.answer(valley, followUri, true))?.kind).toBe('missing')
    expect(await state()).toBe('requested')
    expect(refusalOf(await leaveChannel(community.author.ctx, { followedChannelId }))?.kind).toBe('forbidden')
  })
})

describe('the receipt of a withdrawal', () => {
  const deleteUri = 'https://harbour.example/ap/activities/delete'

  async function withdrawal({ withdrawn = true } = {}) {
    const { db, random, clock } = community
    const { editionId } = await publish(community, { slug: 'aliadas' })
    if (withdrawn) await db.transaction().execute((trx) => takeBack({ db: trx, clock }, editionId))
    const { id: actorId } = await db.selectFrom('actors').select('id').limit(1).executeTakeFirstOrThrow()
    const activityId = random.id()
    await db
      .insertInto('activities')
      .values({
        ...{ id: activityId, uri: deleteUri, actorId, type: 'Delete', editionId },
        ...{ body: new Uint8Array(), createdOn: '2030-05-20' },
      })
      .execute()
    const hosts = ['valley.example', 'river.example']
    await db
      .insertInto('deliveries')
      .values(
        hosts.map((host) => ({
          ...{ id: random.id(), activityId, editionId, host, inbox: `https://${host}/inbox` },
          ...{ state: 'asked' as const, attempts: 1 },
        })),
      )
      .execute()
  }
  const receipts = async () => {
    const rows = await community.db
      .selectFrom('deliveries')
      .select(['host', 'state'])
      .orderBy('host')
      .execute()
    return rows.map(({ host, state: known }) => `${host} ${known}`)
  }
  const confirm = (host: string) => {
    const { ctx, activity } = community.remoteAs(`https://${host}/ap/actors/instance`)
    return confirmWithdrawal(ctx, { activity, deleteActivityUri: deleteUri })
  }

  it('is confirmed for the host that says so and for no other', async () => {
    await withdrawal()
    done(await confirm('mallory.example'))
    expect(await receipts()).toEqual(['river.example asked', 'valley.example asked'])
    done(await confirm('valley.example'))
    expect(await receipts()).toEqual(['river.example asked', 'valley.example confirmed'])
  })

  it('is not confirmed by a word about something that was never taken back', async () => {
    await withdrawal({ withdrawn: false })
    done(await confirm('valley.example'))
    expect(await receipts()).toEqual(['river.example asked', 'valley.example asked'])
  })
})

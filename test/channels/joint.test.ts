import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { carryPictures } from '../../src/allies/carry-post.ts'
import { leaveChannel } from '../../src/allies/leave-channel.ts'
import { receiveEdition } from '../../src/allies/receive-edition.ts'
import { receiveEditionUpdate } from '../../src/allies/receive-edition-update.ts'
import { receiveEditionWithdrawal } from '../../src/allies/receive-edition-withdrawal.ts'
import type { RemoteObject } from '../../src/allies/remote.ts'
import { allowCarrying, chooseCarried, readCarried } from '../../src/channels/choose-carrying.ts'
import { publishShare } from '../../src/channels/publish-share.ts'
import { withdrawEdition } from '../../src/channels/withdraw-edition.ts'
import { removeAlliedPost } from '../../src/moderation/remove-allied-post.ts'
import { purgeHosts } from '../../src/servers/purge-hosts.ts'
import {
  type AlliedCommunity,
  createAlliedCommunity,
  remoteChannel,
  remoteObject,
} from '../allies/support.ts'
import { openPages } from './pages.ts'
import { consent, done, draft, events, previewOf, publish, refusalOf } from './support.ts'

let community: AlliedCommunity
let followedChannelId: string
beforeEach(async () => {
  community = await createAlliedCommunity()
  followedChannelId = (await community.follow(valley)).followedChannelId
})
afterEach(() => community.close())

const valley = remoteChannel('valley.example')
const uri = 'https://valley.example/ap/objects/1'
const allowed = { carriers: [`${valley.actorUri}/followers`] }
const allied = 'aliadas'

const moderator = () => community.moderator.ctx
const allow = (mayBeCarried: boolean) => allowCarrying(moderator(), { slug: allied, mayBeCarried })
const carry = (followedChannelIds: readonly string[] = [followedChannelId]) =>
  chooseCarried(moderator(), { slug: allied, followedChannelIds })

const bring = async (changes: Partial<RemoteObject> = allowed, object = uri) =>
  done(await community.bring(valley, remoteObject(object, changes)))

const change = async (changes: Partial<RemoteObject>) => {
  const { ctx, activity } = community.remoteAs('https://valley.example/ap/actors/voice')
  done(await receiveEditionUpdate(ctx, { activity, object: remoteObject(uri, changes) }))
}

const carried = () =>
  community.db
    .selectFrom('editions')
    .leftJoin('editionTexts as text', (join) =>
      join.onRef('text.editionId', '=', 'editions.id').onRef('text.version', '=', 'editions.version'),
    )
    .select(['editions.id', 'editions.version', 'originUri', 'passedOnFrom', 'withdrawnOn', 'mayBeCarried'])
    .select(['channelId', 'language', 'title', 'html'])
    .where('originUri', 'is not', null)
    .orderBy('language')
    .execute()

const stillOut = async () => (await carried()).filter(({ withdrawnOn }) => withdrawnOn === null)

describe('letting networks pass on what stands in a channel', () => {
  it('is for those who look after channels, and for allied ones', async () => {
    const member = await allowCarrying(community.author.ctx, { slug: allied, mayBeCarried: true })
    expect(refusalOf(member)?.kind).toBe('forbidden')
    const open = await allowCarrying(moderator(), { slug: 'boletin', mayBeCarried: true })
    expect(refusalOf(open)?.kind).toBe('missing')
    done(await allow(true))
    expect(await community.acts()).toContain('channel-changed')
  })

  it('is part of what an author agrees to', async () => {
    const { shareId } = await draft(community, { slug: allied })
    const { hash } = await consent(community, community.author.ctx, shareId)
    done(await allow(true))
    const changed = await publishShare(moderator(), { shareId, previewHash: hash })
    expect(refusalOf(changed)?.message).toBe('shares.errors.noConsent')
    const preview = await previewOf(community, shareId)
    expect(preview.mayBeCarried).toBe(true)
    expect(preview.hash).not.toBe(hash)
  })

  it('counts for what is agreed to from then on, and not for what is out', async () => {
    const before = await publish(community, { slug: allied })
    done(await allow(true))
    const after = await publish(community, { slug: allied })
    const rows = await community.db.selectFrom('editions').select(['id', 'mayBeCarried']).execute()
    const may = (id: string) => rows.find((row) => row.id === id)?.mayBeCarried
    expect([may(before.editionId), may(after.editionId)]).toEqual([false, true])
  })

  it('is told to the author before she agrees', async () => {
    const pages = openPages(community)
    const author = await pages.visitorOf(community.author.id)
    const { shareId } = await draft(community, { slug: allied })
    const told = 'Networks that follow this channel may pass it on.'
    expect((await author.get(`/share/${shareId}/preview`)).text).not.toContain(told)
    done(await allow(true))
    expect((await author.get(`/share/${shareId}/preview`)).text).toContain(told)
    expect(pages.faults).toEqual([])
  })
})

describe('a channel that passes on others', () => {
  it('is chosen by moderators, among allied channels that are followed, for an allied one', async () => {
    const member = await chooseCarried(community.author.ctx, { slug: allied, followedChannelIds: [] })
    expect(refusalOf(member)?.kind).toBe('forbidden')
    const open = await community.follow(remoteChannel('hill.example', 'open'))
    const invalid = { kind: 'invalid', message: 'channels.errors.carried' }
    expect(refusalOf(await carry([open.followedChannelId]))).toEqual(invalid)
    expect(refusalOf(await carry(['nothing']))).toEqual(invalid)
    const intoOpen = { slug: 'boletin', followedChannelIds: [followedChannelId] }
    expect(refusalOf(await chooseCarried(moderator(), intoOpen))?.kind).toBe('missing')
    done(await carry())
    expect(await readCarried(moderator(), community.channel(allied))).toMatchObject([
      { id: followedChannelId, isCarried: true, allows: null },
    ])
    expect(await community.acts()).toContain('channel-carries')
  })

  it('has what comes from there as editions of our voice, with every language and the name of the channel', async () => {
    done(await carry())
    await bring({ ...allowed, translations: [{ language: 'en', title: 'Flyer', html: '<p>Together</p>' }] })
    const passedOn = { channelId: community.channel(allied), mayBeCarried: false }
    const credit = { originUri: uri, passedOnFrom: 'Channel of valley.example (valley.example)' }
    expect(await carried()).toMatchObject([
      { ...passedOn, ...credit, language: 'en', title: 'Flyer', html: '<p>Together</p>' },
      { ...passedOn, ...credit, language: 'es', title: 'A flyer', html: '<p>Walk together</p>' },
    ])
    const [edition] = await carried()
    expect(await events(community)).toContainEqual({
      type: 'edition-published',
      editionId: edition?.id,
      version: 1,
    })
    expect(await readCarried(moderator(), community.channel(allied))).toMatchObject([{ allows: true }])
  })

  it.each<[string, Partial<RemoteObject>]>([
    ['its author did not allow', {}],
    ['its author allowed to others', { carriers: ['https://valley.example/ap/actors/other/followers'] }],
    ['somebody passed on already', { ...allowed, passedOnFrom: 'Somebody' }],
    ['answers something', { ...allowed, inReplyTo: 'https://valley.example/ap/objects/9' }],
  ])('leaves alone what %s', async (_what, changes) => {
    done(await carry())
    await bring(changes)
    expect(await community.alliedPost(uri)).toBeDefined()
    expect(await carried()).toEqual([])
  })

  it('leaves alone what was there before', async () => {
    await bring()
    done(await carry())
    await change({ ...allowed, title: 'Newer' })
    const { ctx, activity } = community.remoteAs(valley.actorUri)
    const earlier = remoteObject('https://valley.example/ap/objects/2', allowed)
    done(
      await receiveEdition(ctx, { activity, channelUri: ctx.actor.uri, object: earlier, isFromBefore: true }),
    )
    expect(await carried()).toEqual([])
  })

  it('follows each change, and takes back what may not be passed on any more', async () => {
    done(await carry())
    await bring()
    await change({ ...allowed, title: 'Newer', html: '<p>Later</p>' })
    expect(await carried()).toMatchObject([{ version: 2, title: 'Newer', html: '<p>Later</p>' }])
    await change({ title: 'Newer', html: '<p>Later</p>' })
    expect(await carried()).toMatchObject([{ title: null, withdrawnOn: expect.any(String) }])
  })

  it('brings pictures once they are here', async () => {
    done(await carry())
    await bring({ ...allowed, images: [{ url: 'https://valley.example/1.webp', alt: 'A table' }] })
    const { id = '' } = (await community.alliedPost(uri)) ?? {}
    await community.storePictures(id)
    const arrive = () =>
      community.db.transaction().execute((db) => carryPictures({ ...community.system(), db }, id))
    await arrive()
    await arrive()
    expect(await carried()).toMatchObject([{ version: 2 }])
    const images = await community.db.selectFrom('editionImages').select(['alt', 'version']).execute()
    expect(images).toEqual([{ alt: 'A table', version: 2 }])
  })

  it.each<[string, () => Promise<unknown>]>([
    [
      'its author takes it back',
      () => {
        const { ctx, activity } = community.remoteAs('https://valley.example/ap/actors/voice')
        return receiveEditionWithdrawal(ctx, { activity, objectUri: uri })
      },
    ],
    [
      'its channel takes it out',
      () => {
        const { ctx, activity } = community.remoteAs(valley.actorUri)
        return receiveEditionWithdrawal(ctx, { activity, objectUri: uri })
      },
    ],
    ['we leave the channel', () => leaveChannel(moderator(), { followedChannelId })],
    ['it does not let us follow any more', async () => community.answer(valley, await followUri(), false)],
    [
      'its server is blocked',
      () =>
        community.db
          .transaction()
          .execute((db) => purgeHosts({ ...community.system(), db }, ['valley.example'])),
    ],
    [
      'our moderators remove it',
      async () => {
        const { id = '' } = (await community.alliedPost(uri)) ?? {}
        return community.db
          .transaction()
          .execute((db) => removeAlliedPost({ ...moderator(), db }, { what: 'allied-post', id }))
      },
    ],
  ])('is asked back everywhere at once when %s', async (_why, end) => {
    done(await carry())
    await bring()
    const [edition] = await stillOut()
    expect(edition).toBeDefined()
    await end()
    expect(await carried()).toMatchObject([{ passedOnFrom: null, title: null, html: null }])
    expect(await stillOut()).toEqual([])
    expect(await events(community)).toContainEqual({ type: 'edition-withdrawn', editionId: edition?.id })
  })

  it('does not get back what our moderators took out of it', async () => {
    done(await carry())
    await bring()
    const [edition] = await stillOut()
    done(await withdrawEdition(moderator(), { editionId: edition?.id ?? '' }))
    await change({ ...allowed, title: 'Newer' })
    expect(await stillOut()).toEqual([])
    expect((await community.alliedPost(uri))?.title).toBe('Newer')
  })

  it('is no longer chosen once we left the other one', async () => {
    done(await carry())
    done(await leaveChannel(moderator(), { followedChannelId }))
    expect(await community.db.selectFrom('channelCarries').selectAll().execute()).toEqual([])
  })

  it('is settled on a page that says whether each allows it', async () => {
    await bring()
    const pages = openPages(community)
    const member = await pages.visitorOf(community.author.id)
    const here = `/channels/${allied}/manage/network`
    expect((await member.get(here)).status).toBe(404)
    const visitor = await pages.visitorOf(community.moderator.id)
    expect((await visitor.get('/channels/boletin/manage/network')).status).toBe(404)
    const form = await visitor.get(here)
    expect(form.text).toContain('Its newest text may be passed on.')
    const chosen = await visitor.submit(form.form(`${here}/carry`), { channels: followedChannelId })
    expect(chosen.text).toContain('What comes from now on is passed on.')
    const allowing = await visitor.submit(chosen.form(`${here}/allow`), { carried: 'yes' })
    expect(allowing.text).toContain('Saved.')
    const settled = await community.db
      .selectFrom('channels')
      .innerJoin('channelCarries as carries', 'carries.channelId', 'channels.id')
      .select(['slug', 'mayBeCarried', 'carries.followedChannelId'])
      .execute()
    expect(settled).toEqual([{ slug: allied, mayBeCarried: true, followedChannelId }])
    expect(pages.faults).toEqual([])
  })
})

async function followUri(): Promise<string> {
  const row = await community.db
    .selectFrom('followedChannels')
    .select('followUri')
    .where('id', '=', followedChannelId)
    .executeTakeFirstOrThrow()
  return row.followUri
}

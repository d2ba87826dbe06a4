import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { leaveChannel } from '../../src/allies/leave-channel.ts'
import { readAlliedFeed, readAlliedPost } from '../../src/allies/queries.ts'
import { receiveEdition } from '../../src/allies/receive-edition.ts'
import { receiveEditionUpdate } from '../../src/allies/receive-edition-update.ts'
import { readPicture } from '../../src/media/queries.ts'
import {
  type AlliedCommunity,
  createAlliedCommunity,
  done,
  events,
  refusalOf,
  remoteChannel,
  remoteObject,
} from './support.ts'

const valley = remoteChannel('valley.example')
const bulletin = remoteChannel('valley.example', 'open')
const uri = 'https://valley.example/ap/objects/1'

let community: AlliedCommunity
beforeEach(async () => {
  community = await createAlliedCommunity()
})
afterEach(() => community.close())

const feed = async () => (await readAlliedFeed(community.author.ctx)).posts
const titles = async () => (await feed()).map(({ title }) => title)

const update = (actorUri: string, changes: Parameters<typeof remoteObject>[1]) => {
  const { ctx, activity } = community.remoteAs(actorUri)
  return receiveEditionUpdate(ctx, { activity, object: remoteObject(uri, changes) })
}

describe('an edition of an ally', () => {
  it('appears to members with its pictures announced for fetching', async () => {
    await community.follow(valley)
    const image = { url: 'https://valley.example/ap/files/1', alt: 'A map' }
    done(await community.bring(valley, remoteObject(uri, { images: [image] })))
    const [post] = await feed()
    expect(post).toMatchObject({ title: 'A flyer', excerpt: '<p>Walk together</p>', authorName: 'Valley' })
    expect(await events(community)).toContainEqual({ type: 'allied-images-found', alliedPostId: post?.id })
  })

  it('is cleaned: markup, names, language, day, pictures and lengths', async () => {
    await community.follow(valley)
    const image = (url: string) => ({ url, alt: 'x' })
    const object = remoteObject(uri, {
      html: `<p onclick="x()">Hi\u0000<script>alert(1)</script><a href="javascript:x">there</a></p>${'a'.repeat(70_000)}`,
      title: `A\u202Eb\n${'c'.repeat(400)}\ud800`,
      authorName: '\u202E\u0007 Val\u2066ley ',
      passedOnFrom: '',
      language: 'not a language',
      publishedOn: '2099-01-01',
      inReplyTo: 'javascript:alert(1)',
      images: [
        image('javascript:alert(1)'),
        image('http://pictures.example/1'),
        image('https://pictures.example/ap/files/1'),
        ...[1, 2, 3, 4].map((number) => image(`https://valley.example/${number}`)),
      ],
    })
    done(await community.bring(valley, object))
    const post = await community.alliedPost(uri)
    expect(post).toMatchObject({
      authorName: 'Valley',
      language: 'en',
      publishedOn: '2030-05-20',
      inReplyTo: null,
    })
    expect(post?.passedOnFrom).toBeNull()
    expect(post?.title).toMatch(/^Ab c+…$/)
    expect(post?.title).toHaveLength(300)
    expect(post?.html).toMatch(/^<p>Hithere<\/p>a+<p>…<\/p>$/)
    expect(post?.html.length).toBeLessThan(60_100)
    const images = await community.db.selectFrom('alliedImages').select('url').orderBy('position').execute()
    expect(images.map(({ url }) => url)).toEqual(
      [1, 2, 3, 4].map((number) => `https://valley.example/${number}`),
    )
  })

  it('has a name without anything that cannot be seen, so that nobody can look like somebody else', async () => {
    await community.follow(valley)
    const invisible = '\u200B\u00AD\u2060\uFEFF\u{E0041}\u3164'
    const object = remoteObject(uri, {
      authorName: `Val${invisible}ley`,
      title: invisible,
      html: '<p>left\u2067right\u2069 &#x202E;and &#8294;back</p>',
    })
    done(await community.bring(valley, object))
    expect(await community.alliedPost(uri)).toMatchObject({
      ...{ authorName: 'Valley', title: '', html: '<p>leftright and back</p>' },
    })
  })

  it('is not changed when its activity is replayed with other words', async () => {
    await community.follow(valley)
    const { ctx, activity } = community.remoteAs(valley.actorUri)
    const send = (object = remoteObject(uri)) =>
      receiveEdition(ctx, { activity, channelUri: valley.actorUri, object })
    done(await send())
    const before = await community.alliedPost(uri)
    done(await send(remoteObject(uri, { title: 'Forged' })))
    done(await send(remoteObject('https://valley.example/ap/objects/2')))
    expect(await community.alliedPost(uri)).toEqual(before)
    expect(await feed()).toHaveLength(1)
  })

  it('cannot be kept out by somebody who uses its activity id up in advance', async () => {
    await community.follow(valley)
    await community.follow(remoteChannel('mallory.example'))
    const mallory = community.remote(remoteChannel('mallory.example').actorUri)
    const { ctx, activity } = community.remoteAs(valley.actorUri)
    const object = remoteObject('https://mallory.example/ap/objects/1')
    for (const host of ['mallory.example', 'valley.example']) {
      const poisoned = { activity: { uri: activity.uri, host }, channelUri: mallory.actor.uri, object }
      expect(refusalOf(await receiveEdition(mallory, poisoned))?.kind).toBe('forbidden')
    }
    const processed = await community.db.selectFrom('processedActivities').select('activityUri').execute()
    expect(processed.map(({ activityUri }) => activityUri)).not.toContain(activity.uri)
    done(await receiveEdition(ctx, { activity, channelUri: valley.actorUri, object: remoteObject(uri) }))
    expect(await titles()).toEqual(['A flyer'])
  })

  it('is brought by the channel itself and by nobody else', async () => {
    await community.follow(valley)
    for (const actorUri of [
      'https://valley.example/ap/actors/voice',
      'https://mallory.example/ap/actors/1',
    ]) {
      const { ctx, activity } = community.remoteAs(actorUri)
      const input = { activity, channelUri: valley.actorUri, object: remoteObject(uri) }
      expect(refusalOf(await receiveEdition(ctx, input))?.kind).toBe('forbidden')
    }
    expect(await feed()).toEqual([])
  })

  it('has an author of its own host, and in an allied channel the host is the channel’s', async () => {
    await community.follow(valley)
    await community.follow(bulletin)
    const foreign = 'https://river.example/ap/objects/1'
    const misattributed = remoteObject(uri, { authorUri: 'https://river.example/ap/actors/voice' })
    expect(refusalOf(await community.bring(valley, misattributed))?.kind).toBe('forbidden')
    expect(refusalOf(await community.bring(valley, remoteObject(foreign)))?.kind).toBe('forbidden')
    expect(await feed()).toEqual([])
    done(await community.bring(bulletin, remoteObject(foreign)))
    expect(await feed()).toHaveLength(1)
  })

  it('of a channel that is not followed, or not any more, is dropped', async () => {
    done(await community.bring(valley, remoteObject(uri)))
    const { followedChannelId } = await community.follow(valley)
    done(await leaveChannel(community.moderator.ctx, { followedChannelId }))
    done(await community.bring(valley, remoteObject(uri)))
    expect(await community.alliedPost(uri)).toBeUndefined()
  })

  it('that comes before the channel’s answer is seen once it lets us in', async () => {
    const { followUri } = await community.request(valley)
    done(await community.bring(valley, remoteObject(uri)))
    expect(await feed()).toEqual([])
    done(await community.answer(valley, followUri, true))
    expect(await titles()).toEqual(['A flyer'])
  })

  it('is not seen any more when the channel turns us away, nor are its pictures', async () => {
    const { followUri } = await community.follow(valley)
    const images = [{ url: 'https://valley.example/ap/files/1', alt: 'A map' }]
    done(await community.bring(valley, remoteObject(uri, { images })))
    const [post] = await feed()
    const [mediaId = ''] = await community.storePictures(post?.id ?? '')
    expect(await readPicture(community.author.ctx, mediaId, { isKnown: false })).toBeDefined()
    done(await community.answer(valley, followUri, false))
    expect(await feed()).toEqual([])
    expect(await readAlliedPost(community.author.ctx, post?.id ?? '')).toBeUndefined()
    expect(await readPicture(community.author.ctx, mediaId, { isKnown: false })).toBeUndefined()
  })

  it('comes back through another channel when the first one is left', async () => {
    const { followedChannelId } = await community.follow(valley)
    await community.follow(bulletin)
    done(await community.bring(valley, remoteObject(uri)))
    done(await community.bring(bulletin, remoteObject(uri, { title: 'Twice' })))
    expect(await titles()).toEqual(['A flyer'])
    done(await leaveChannel(community.moderator.ctx, { followedChannelId }))
    expect(await titles()).toEqual([])
    done(await community.bring(bulletin, remoteObject(uri, { title: 'Through the other' })))
    expect(await titles()).toEqual(['Through the other'])
  })
})

describe('a new version', () => {
  beforeEach(async () => {
    await community.follow(valley)
    const images = [{ url: 'https://valley.example/ap/files/1', alt: 'A map' }]
    done(await community.bring(valley, remoteObject(uri, { images })))
  })

  it('takes the place of the old one, pictures included', async () => {
    const [post] = await feed()
    const [mediaId = ''] = await community.storePictures(post?.id ?? '')
    const images = [{ url: 'https://valley.example/ap/files/2', alt: 'A better map' }]
    done(await update(valley.actorUri, { title: 'A better flyer', html: '<p>New</p>', images }))
    expect(await community.alliedPost(uri)).toMatchObject({
      title: 'A better flyer',
      updatedOn: '2030-05-20',
    })
    const kept = await community.db.selectFrom('alliedImages').select(['url', 'mediaId']).execute()
    expect(kept).toEqual([{ url: 'https://valley.example/ap/files/2', mediaId: null }])
    expect(await community.db.selectFrom('media').select('id').where('id', '=', mediaId).execute()).toEqual(
      [],
    )
    const found = (await events(community)).filter((event) => JSON.stringify(event).includes('images-found'))
    expect(found).toHaveLength(2)
  })

  it('from another host is refused, whatever it calls itself', async () => {
    const before = await community.alliedPost(uri)
    expect(refusalOf(await update('https://mallory.example/ap/actors/1', { title: 'Forged' }))?.kind).toBe(
      'forbidden',
    )
    const { ctx, activity } = community.remoteAs(valley.actorUri)
    const object = remoteObject(uri, { authorUri: 'https://mallory.example/ap/actors/1' })
    expect(refusalOf(await receiveEditionUpdate(ctx, { activity, object }))?.kind).toBe('forbidden')
    expect(await community.alliedPost(uri)).toEqual(before)
  })

  it('is applied once', async () => {
    const { ctx, activity } = community.remoteAs(valley.actorUri)
    const send = (title: string) =>
      receiveEditionUpdate(ctx, { activity, object: remoteObject(uri, { title }) })
    done(await send('Second'))
    done(await send('Replayed'))
    expect(await titles()).toEqual(['Second'])
  })
})

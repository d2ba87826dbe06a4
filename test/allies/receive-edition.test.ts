import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { leaveChannel } from '../../src/allies/leave-channel.ts'
import { readAlliedFeed, readAlliedPost, readAnswers } from '../../src/allies/queries.ts'
import { receiveEdition } from '../../src/allies/receive-edition.ts'
import { receiveEditionUpdate } from '../../src/allies/receive-edition-update.ts'
import { receiveEditionWithdrawal } from '../../src/allies/receive-edition-withdrawal.ts'
import { readPicture } from '../../src/media/queries.ts'
import { readComments } from '../../src/posts/comment-queries.ts'
import { createComment } from '../../src/posts/create-comment.ts'
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

const withdraw = (actorUri: string, objectUri = uri) => {
  const { ctx, activity } = community.remoteAs(actorUri)
  return receiveEditionWithdrawal(ctx, { activity, objectUri })
}

const update = (actorUri: string, changes: Parameters<typeof remoteObject>[1], objectUri = uri) => {
  const { ctx, activity } = community.remoteAs(actorUri)
  return receiveEditionUpdate(ctx, { activity, object: remoteObject(objectUri, changes) })
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
        image('http://127.0.0.1:4001/1'),
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
    expect(images.map(({ url }) => url)).toEqual([
      'http://127.0.0.1:4001/1',
      ...[1, 2, 3].map((number) => `https://valley.example/${number}`),
    ])
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

describe('an edition that is taken back', () => {
  const images = [{ url: 'https://valley.example/ap/files/1', alt: 'A map' }]

  it('is emptied at once, with its pictures, and stays away whatever comes after', async () => {
    await community.follow(valley)
    done(await community.bring(valley, remoteObject(uri, { images })))
    const [post] = await feed()
    await community.storePictures(post?.id ?? '')
    done(await withdraw(valley.actorUri))
    const emptied = await community.alliedPost(uri)
    expect(emptied).toMatchObject({ title: '', html: '', authorName: '', authorUri: '' })
    expect(emptied?.withdrawnAt).toEqual(community.clock.now())
    expect(await community.db.selectFrom('media').select('id').execute()).toEqual([])
    expect(await community.db.selectFrom('mediaFiles').select('mediaId').execute()).toEqual([])
    expect(await community.db.selectFrom('alliedImages').select('id').execute()).toEqual([])

    done(await update(valley.actorUri, { title: 'Risen', images }))
    done(await community.bring(valley, remoteObject(uri, { title: 'Risen', images })))
    await community.follow(bulletin)
    done(await community.bring(bulletin, remoteObject(uri, { title: 'Risen', images })))
    expect(await community.alliedPost(uri)).toEqual(emptied)
    expect(await community.db.selectFrom('alliedImages').select('id').execute()).toEqual([])
    expect(await feed()).toEqual([])
  })

  it('before it arrived never appears', async () => {
    await community.follow(valley)
    done(await withdraw('https://valley.example/ap/actors/voice'))
    done(await community.bring(valley, remoteObject(uri)))
    expect(await community.alliedPost(uri)).toBeUndefined()
  })

  it('cannot be taken back by others, known or in advance', async () => {
    await community.follow(valley)
    const mallory = 'https://mallory.example/ap/actors/allied'
    expect(refusalOf(await withdraw(mallory))?.kind).toBe('forbidden')
    done(await community.bring(valley, remoteObject(uri)))
    expect(refusalOf(await withdraw(mallory))?.kind).toBe('forbidden')
    await community.follow(remoteChannel('mallory.example'))
    expect(refusalOf(await withdraw(mallory))?.kind).toBe('forbidden')
    expect(await titles()).toEqual(['A flyer'])
  })

  it('is deleted here even when we left the channel', async () => {
    const { followedChannelId } = await community.follow(valley)
    done(await community.bring(valley, remoteObject(uri)))
    done(await leaveChannel(community.moderator.ctx, { followedChannelId }))
    done(await withdraw(valley.actorUri))
    expect(await community.alliedPost(uri)).toMatchObject({ html: '', title: '' })
  })

  it('out of one channel, by that channel, may come through another but not through the same', async () => {
    const foreign = 'https://river.example/ap/objects/1'
    const other = remoteChannel('river.example', 'open')
    await community.follow(bulletin)
    await community.follow(other)
    done(await community.bring(bulletin, remoteObject(foreign)))
    done(await withdraw(bulletin.actorUri, foreign))
    done(await community.bring(bulletin, remoteObject(foreign)))
    expect(await feed()).toEqual([])
    done(await community.bring(other, remoteObject(foreign)))
    expect(await titles()).toEqual(['A flyer'])
  })

  it('leaves what members said about it, readable but closed', async () => {
    await community.follow(valley)
    done(await community.bring(valley, remoteObject(uri)))
    const [post] = await feed()
    const target = { alliedPostId: post?.id ?? '' }
    const comment = (text: string) =>
      createComment(community.author.ctx, { target, submission: community.random.id(), text, language: 'en' })
    done(await comment('We should print it'))
    done(await withdraw(valley.actorUri))
    expect(await readAlliedPost(community.author.ctx, target.alliedPostId)).toMatchObject({ html: '' })
    const { comments } = await readComments(community.author.ctx, target)
    expect(comments.map(({ body }) => body)).toEqual(['We should print it'])
    expect(refusalOf(await comment('Too late'))?.kind).toBe('missing')
  })
})

describe('who sees what allies sent', () => {
  it('is not a newcomer for what came before her, answers of old threads included', async () => {
    await community.follow(valley)
    done(await community.bring(valley, remoteObject(uri)))
    community.clock.moveDays(1)
    const newcomer = await community.member({ name: 'Nina' })
    community.clock.moveDays(1)
    const answer = remoteObject('https://valley.example/ap/objects/2', { title: 'Answer', inReplyTo: uri })
    const later = remoteObject('https://valley.example/ap/objects/3', { title: 'Later' })
    done(await community.bring(valley, answer))
    done(await community.bring(valley, later))
    const idOf = async (objectUri: string) => (await community.alliedPost(objectUri))?.id ?? ''
    expect((await readAlliedFeed(newcomer.ctx)).posts.map(({ title }) => title)).toEqual(['Later'])
    expect(await readAlliedPost(newcomer.ctx, await idOf(uri))).toBeUndefined()
    expect(await readAlliedPost(newcomer.ctx, await idOf(answer.uri))).toBeUndefined()
    expect(await readAlliedPost(community.author.ctx, await idOf(answer.uri))).toBeDefined()
    community.clock.moveDays(14)
    expect(await readAlliedPost(newcomer.ctx, await idOf(uri))).toBeDefined()
  })

  it('reads answers below what they answer, in a tree, and pages the rest', async () => {
    await community.follow(valley)
    const object = (number: number, changes: Parameters<typeof remoteObject>[1] = {}) =>
      remoteObject(`https://valley.example/ap/objects/${number}`, { title: `${number}`, ...changes })
    for (let number = 1; number <= 21; number += 1) {
      community.clock.moveDays(0.01)
      done(await community.bring(valley, object(number)))
    }
    done(
      await community.bring(valley, object(30, { inReplyTo: object(1).uri, passedOnFrom: 'Wayra (River)' })),
    )
    community.clock.moveDays(0.01)
    done(await community.bring(valley, object(31, { inReplyTo: object(30).uri })))
    const first = await readAlliedFeed(community.author.ctx)
    expect(first.posts.map(({ title }) => title)).toEqual(
      Array.from({ length: 20 }, (_, index) => `${21 - index}`),
    )
    const second = await readAlliedFeed(community.author.ctx, { before: first.older })
    expect(second.posts.map(({ title, comments }) => ({ title, comments }))).toEqual([
      { title: '1', comments: 1 },
    ])
    expect(second.older).toBeUndefined()
    const [root] = second.posts
    const answers = await readAnswers(community.author.ctx, root?.id ?? '')
    expect(answers.map(({ passedOnFrom }) => passedOnFrom)).toEqual(['Wayra (River)', null])
    expect(answers.map(({ parentId }) => parentId)).toEqual([null, answers[0]?.id])
    expect(await readAlliedPost(community.author.ctx, answers[1]?.id ?? '')).toMatchObject({
      rootId: root?.id,
    })
  })

  it('is not led in circles by answers that answer each other', async () => {
    await community.follow(valley)
    const other = 'https://valley.example/ap/objects/2'
    done(await community.bring(valley, remoteObject(uri, { inReplyTo: other })))
    done(await community.bring(valley, remoteObject(other, { inReplyTo: uri })))
    const id = (await community.alliedPost(uri))?.id ?? ''
    const otherId = (await community.alliedPost(other))?.id
    expect(await readAlliedPost(community.author.ctx, id)).toMatchObject({ rootId: id })
    expect((await readAnswers(community.author.ctx, id)).map((answer) => answer.id)).toEqual([otherId])
  })
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readAlliedFeed, readAlliedPost, readAnswers } from '../../src/allies/queries.ts'
import { insertEdition } from '../../src/channels/insert-edition.ts'
import { markSafe } from '../../src/safe-html.ts'
import { type AlliedCommunity, createAlliedCommunity, done, remoteChannel, remoteObject } from './support.ts'

const valley = remoteChannel('valley.example')
const uri = 'https://valley.example/ap/objects/1'

let community: AlliedCommunity
beforeEach(async () => {
  community = await createAlliedCommunity()
})
afterEach(() => community.close())

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

  it('finds our own answers in an open channel, and what was answered to them', async () => {
    const { db, clock, random, origin, author } = community
    const open = remoteChannel('valley.example', 'open')
    const allied = (await community.follow(valley)).followedChannelId
    const { followedChannelId } = await community.follow(open)
    done(await community.bring(open, remoteObject(uri)))
    const voice = await db
      .selectFrom('actors')
      .select('id')
      .where('kind', '=', 'voice')
      .executeTakeFirstOrThrow()
    const answerIn = (target: { followedChannelId: string }, inReplyTo: string) =>
      db
        .transaction()
        .execute((trx) =>
          insertEdition(
            { db: trx, clock, random, origin },
            { target, actorId: voice.id, inReplyTo },
            { language: 'es', title: '', html: markSafe('<p>From the harbour</p>') },
          ),
        )
    const ours = await answerIn({ followedChannelId }, uri)
    await answerIn({ followedChannelId: allied }, uri)
    const reply = remoteObject('https://valley.example/ap/objects/2', { inReplyTo: ours.uri })
    done(await community.bring(open, reply))
    // Our own object, announced back to us, is not taken for somebody else's.
    done(await community.bring(open, remoteObject(ours.uri)))
    const id = (await community.alliedPost(uri))?.id ?? ''
    const answers = await readAnswers(author.ctx, id)
    expect(answers.map(({ authorName, host, html }) => ({ authorName, host, html }))).toEqual([
      { authorName: 'Harbour', host: null, html: '<p>From the harbour</p>' },
      { authorName: 'Valley', host: 'valley.example', html: '<p>Walk together</p>' },
    ])
    expect(answers[1]?.parentId).toBe(ours.editionId)
    expect((await readAlliedFeed(author.ctx)).posts.map((post) => post.id)).toEqual([id])
  })
})

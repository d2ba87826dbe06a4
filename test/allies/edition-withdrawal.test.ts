import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { leaveChannel } from '../../src/allies/leave-channel.ts'
import { readAlliedFeed, readAlliedPost } from '../../src/allies/queries.ts'
import { receiveEditionUpdate } from '../../src/allies/receive-edition-update.ts'
import { receiveEditionWithdrawal } from '../../src/allies/receive-edition-withdrawal.ts'
import { readComments } from '../../src/posts/comment-queries.ts'
import { createComment } from '../../src/posts/create-comment.ts'
import {
  type AlliedCommunity,
  createAlliedCommunity,
  done,
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

const update = (actorUri: string, changes: Parameters<typeof remoteObject>[1]) => {
  const { ctx, activity } = community.remoteAs(actorUri)
  return receiveEditionUpdate(ctx, { activity, object: remoteObject(uri, changes) })
}

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

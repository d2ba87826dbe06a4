import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readAlliedPost } from '../../src/allies/queries.ts'
import { readPicture } from '../../src/media/queries.ts'
import { keepFlagged, removeFlagged } from '../../src/moderation/decide-flags.ts'
import { readReviewed } from '../../src/moderation/review-queries.ts'
import { undoDecision } from '../../src/moderation/undo-decision.ts'
import { readPost } from '../../src/posts/queries.ts'
import { done, type Moderation, openModeration } from './support.ts'

let m: Moderation
beforeAll(async () => {
  m = await openModeration()
})
afterAll(() => m.close())
beforeEach(() => m.db.deleteFrom('flags').execute())

const refused = (kind: string) => ({ ok: false, refusals: [{ kind }] })

describe('a flagged post of a hidden group', () => {
  it('is read by moderators only while it is flagged, without the name of its group', async () => {
    const groupId = await m.hiddenGroup(m.luz, m.ana)
    const hidden = await m.write(m.luz, 'What nobody else should know', groupId)
    expect(await readReviewed(m.marta.ctx, hidden)).toBeUndefined()
    await m.flag(m.ana, hidden)
    const reviewed = await readReviewed(m.marta.ctx, hidden)
    expect(reviewed).toMatchObject({
      author: 'Luz',
      placeName: null,
      href: null,
      text: { markdown: 'What nobody else should know' },
    })
    expect(await readReviewed(m.ana.ctx, hidden)).toBeUndefined()
    expect(await readPost(m.marta.ctx, hidden.id)).toBeUndefined()
    done(await keepFlagged(m.marta.ctx, { thing: hidden, version: 'first' }))
    expect(await readReviewed(m.marta.ctx, hidden)).toBeUndefined()
  })

  it('shows its pictures to moderators exactly as long', async () => {
    const hidden = await m.write(m.luz, 'With a picture', await m.hiddenGroup(m.luz, m.ana))
    const mediaId = m.random.id()
    const picture = { mediaType: 'image/webp', width: 1, height: 1, byteLength: 1, createdAt: m.clock.now() }
    await m.db
      .insertInto('media')
      .values({ id: mediaId, ...picture })
      .execute()
    await m.db
      .insertInto('mediaFiles')
      .values({ mediaId, bytes: new Uint8Array([1]) })
      .execute()
    await m.db.insertInto('postImages').values({ postId: hidden.id, mediaId, position: 0 }).execute()
    const canSee = async () => (await readPicture(m.marta.ctx, mediaId, { isKnown: false })) !== undefined
    expect(await canSee()).toBe(false)
    await m.flag(m.ana, hidden)
    expect(await canSee()).toBe(true)
    done(await removeFlagged(m.marta.ctx, { thing: hidden, version: 'first', category: 'names' }))
    expect(await canSee()).toBe(false)
  })

  it('shows a flagged comment with what stands above it, naming nobody but who wrote it', async () => {
    const groupId = await m.hiddenGroup(m.luz, m.ana)
    const root = await m.write(m.luz, 'The beginning', groupId)
    const first = await m.comment(m.ana, root.id, 'Between')
    const second = await m.comment(m.luz, root.id, 'The worst', first.id)
    await m.flag(m.ana, second)
    const reviewed = await readReviewed(m.marta.ctx, second)
    expect(reviewed?.above.map(({ author, body }) => ({ author, body }))).toEqual([
      { author: null, body: 'The beginning' },
      { author: null, body: 'Between' },
    ])
    expect(reviewed?.author).toBe('Luz')
  })
})

describe('what an ally published', () => {
  const receive = async (): Promise<{ readonly what: 'allied-post'; readonly id: string }> => {
    const id = m.random.id()
    const followedChannelId = m.random.id()
    const uri = `https://ally.example/${id}`
    await m.db
      .insertInto('followedChannels')
      .values({
        ...{
          id: followedChannelId,
          actorUri: uri,
          host: 'ally.example',
          handle: 'a',
          name: 'Ally',
          summary: '',
        },
        ...{ kind: 'open', state: 'following', inbox: uri, followUri: uri, requestedAt: m.clock.now() },
      })
      .execute()
    await m.db
      .insertInto('alliedPosts')
      .values({
        ...{ id, followedChannelId, objectUri: uri, authorUri: uri, authorName: 'Far away', title: 'News' },
        ...{ html: '<p>Words</p>', language: 'en', publishedOn: '2030-05-20', receivedAt: m.clock.now() },
      })
      .execute()
    return { what: 'allied-post', id }
  }

  it('is flagged, removed here alone, and brought back whole', async () => {
    const thing = await receive()
    await m.flag(m.ana, thing, { category: 'hate' })
    expect(await m.waiting(m.marta.ctx)).toEqual([`flaggedAlliedPost ${thing.id}`])
    const decision = { thing, version: 'first', category: 'hate' } as const
    const { undoId } = done(await removeFlagged(m.marta.ctx, decision))
    expect(await readAlliedPost(m.ana.ctx, thing.id)).toMatchObject({ title: '', html: '' })
    expect(await removeFlagged(m.iria.ctx, decision)).toMatchObject(refused('conflict'))
    done(await undoDecision(m.marta.ctx, { undoId }))
    expect(await readAlliedPost(m.ana.ctx, thing.id)).toMatchObject({
      title: 'News',
      html: '<p>Words</p>',
      authorName: 'Far away',
      withdrawnAt: null,
    })
    expect(await m.waiting(m.marta.ctx)).toEqual([`flaggedAlliedPost ${thing.id}`])
  })

  it('does not come back when its author took it back meanwhile', async () => {
    const thing = await receive()
    await m.flag(m.ana, thing)
    const { undoId } = done(await removeFlagged(m.marta.ctx, { thing, version: 'first', category: 'danger' }))
    await m.db
      .insertInto('withdrawnObjects')
      .values({ uri: `https://ally.example/${thing.id}`, host: 'ally.example', withdrawnAt: m.clock.now() })
      .execute()
    expect(await undoDecision(m.marta.ctx, { undoId })).toMatchObject(refused('conflict'))
    expect(await readAlliedPost(m.ana.ctx, thing.id)).toMatchObject({ html: '' })
  })
})

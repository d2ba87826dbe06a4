import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acceptComment } from '../../src/allies/accept-comment.ts'
import { readReactions } from '../../src/channels/reactions.ts'
import type { ActorName } from '../support/peer/documents.ts'
import { type Peer, startPeer } from '../support/peer/peer.ts'
import { type CommunityServer, startCommunityServer } from './community-server.ts'
import { acceptAllFollowers } from './followers.ts'
import { seenBy } from './seen.ts'

type Kind = 'open' | 'allied'

describe('an account elsewhere that is deleted', () => {
  let community: CommunityServer
  let theirs: Peer
  let other: Peer
  const editions = { open: { editionId: '', uri: '' }, allied: { editionId: '', uri: '' } }

  beforeAll(async () => {
    community = await startCommunityServer()
    const now = () => community.clock.now()
    ;[theirs, other] = await Promise.all([startPeer({ now }), startPeer({ now })])
    for (const kind of ['open', 'allied'] as const) {
      const { uri } = community.channel(kind)
      await other.follow(uri)
      for (const as of ['reader', 'community'] as const) await theirs.follow(uri, { as })
      await community.work()
      await acceptAllFollowers(community)
      editions[kind] = await community.publish({ channel: kind })
    }
    await community.work()
  })
  afterAll(async () => {
    await Promise.all([theirs.stop(), other.stop()])
    await community.stop()
  })

  const answer = async (as: ActorName, kind: Kind, words: string) => {
    const fields = { inReplyTo: editions[kind].uri, content: `<p>${words}</p>` }
    const { note } = await theirs.createNote(fields, { as, deliverTo: community.inbox })
    await community.work()
    return String(note['id'])
  }
  const accepted = async (as: ActorName, kind: Kind, words: string) => {
    const uri = await answer(as, kind, words)
    const { ctx } = await community.member({ roles: ['moderator'] })
    const { id } = await community.db
      .selectFrom('remoteComments')
      .select('id')
      .where('objectUri', '=', uri)
      .executeTakeFirstOrThrow()
    expect((await acceptComment(ctx, await seenBy(ctx, id))).ok).toBe(true)
    await community.work()
    return uri
  }
  const tap = async (as: ActorName) => {
    await theirs.post(community.inbox, theirs.activity('Like', as, editions.open.uri), { as })
    await community.work()
  }
  /** By a channel that we follow, which may have brought it from any author. */
  const brought = async (objectUri: string, authorUri: string) => {
    const id = community.random.id()
    const actorUri = `https://group.example/${id}`
    await community.db
      .insertInto('followedChannels')
      .values({
        ...{ id, actorUri, name: 'Neighbours', kind: 'open', state: 'following', inbox: `${actorUri}/inbox` },
        ...{ handle: 'neighbours@group.example', host: 'group.example' },
        ...{ followUri: `${community.origin}/ap/activities/${id}`, requestedAt: community.clock.now() },
      })
      .execute()
    await community.db
      .insertInto('alliedPosts')
      .values({
        ...{ id, followedChannelId: id, objectUri, authorUri, authorName: 'Nadia', html: '<p>Tea</p>' },
        ...{ language: 'en', publishedOn: '2030-01-01', receivedAt: community.clock.now() },
      })
      .execute()
    return id
  }
  const deleteAccount = async (by: ActorName, of: ActorName) => {
    const { id } = theirs.actors[of]
    const { status } = await theirs.post(community.inbox, theirs.activity('Delete', by, id), { as: by })
    expect(status).toBe(202)
    await community.work()
  }
  const comments = () =>
    community.db.selectFrom('remoteComments').selectAll().orderBy('receivedAt').orderBy('id').execute()
  const followers = (uri: string) =>
    community.db.selectFrom('followers').select('state').where('actorUri', '=', uri).execute()
  const posts = async (ids: readonly string[]) => {
    const rows = await community.db
      .selectFrom('alliedPosts')
      .select(['id', 'html'])
      .where('id', 'in', ids)
      .execute()
    return ids.map((id) => rows.find((row) => row.id === id)?.html)
  }

  it('takes all that she wrote, her follows and her taps along, and nothing of anybody else', async () => {
    const [hers, friend] = [theirs.actors.reader.id, theirs.actors.community.id]
    const inOpen = await accepted('reader', 'open', 'Hers.')
    const inAllied = await accepted('reader', 'allied', 'Hers.')
    await answer('reader', 'open', 'Hers that waits.')
    const kept = await accepted('community', 'open', 'Of a friend.')
    await tap('reader')
    await tap('community')
    const ids = [await brought(`${theirs.origin}/o/1`, hers), await brought(`${theirs.origin}/o/2`, friend)]

    await deleteAccount('community', 'reader')
    expect((await comments()).map(({ state }) => state)).not.toContain('withdrawn')
    expect(await followers(hers)).toEqual([{ state: 'accepted' }, { state: 'accepted' }])

    await deleteAccount('reader', 'reader')
    const left = (await comments()).filter(({ state }) => state !== 'withdrawn')
    expect(left.map(({ objectUri }) => objectUri)).toEqual([kept])
    const withdrawn = (await comments()).filter(({ state }) => state === 'withdrawn')
    expect(withdrawn).toHaveLength(3)
    for (const { html, actorName, actorUri } of withdrawn) expect(html + actorName + actorUri).toBe('')
    expect(await followers(hers)).toEqual([{ state: 'left' }, { state: 'left' }])
    expect(await followers(friend)).toEqual([{ state: 'accepted' }, { state: 'accepted' }])
    expect(await posts(ids)).toEqual(['', '<p>Tea</p>'])
    expect((await readReactions(community.system(), editions.open.editionId)).like).toBe(1)

    await other.waitFor(({ type, object }) => type === 'Undo' && inside(object) === inOpen)
    const { uri: ours } = await community.db
      .selectFrom('editions')
      .select('uri')
      .where('originUri', '=', inAllied)
      .executeTakeFirstOrThrow()
    await other.waitFor(({ type, object }) => type === 'Delete' && idOf(object) === ours)
    const bytes = await community.db.selectFrom('inboxMessages').select('body').execute()
    expect(bytes.map(({ body }) => new TextDecoder().decode(body)).join()).not.toContain('Hers')
  })

  it('takes along also more than is taken back at a time', async () => {
    const { id: author } = theirs.actors.community
    const ids: string[] = []
    for (let number = 0; number < 120; number += 1)
      ids.push(await brought(`${theirs.origin}/many/${number}`, author))
    await deleteAccount('community', 'community')
    expect(new Set(await posts(ids))).toEqual(new Set(['']))
  })
})

const idOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'id' in value ? value.id : value
const inside = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'object' in value ? value.object : undefined

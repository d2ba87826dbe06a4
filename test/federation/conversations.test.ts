import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acceptComment } from '../../src/allies/accept-comment.ts'
import { removeComment } from '../../src/allies/remove-comment.ts'
import { readEditionReplies } from '../../src/channels/reading.ts'
import type { JsonObject } from '../support/peer/http.ts'
import { type Peer, startPeer } from '../support/peer/peer.ts'
import { type CommunityServer, startCommunityServer } from './community-server.ts'
import { acceptAllFollowers } from './followers.ts'
import { seenBy } from './seen.ts'

type Kind = 'open' | 'allied'

describe('a conversation below an edition of ours', () => {
  let community: CommunityServer
  let writer: Peer
  let reader: Peer
  let stranger: Peer
  const editions = { open: { editionId: '', uri: '' }, allied: { editionId: '', uri: '' } }

  beforeAll(async () => {
    community = await startCommunityServer()
    const now = () => community.clock.now()
    ;[writer, reader, stranger] = await Promise.all([
      startPeer({ now }),
      startPeer({ now }),
      startPeer({ now }),
    ])
    for (const kind of ['open', 'allied'] as const) {
      await writer.follow(community.channel(kind).uri)
      await reader.follow(community.channel(kind).uri)
      await community.work()
      await acceptAllFollowers(community)
      editions[kind] = await community.publish({ channel: kind })
    }
    await community.work()
  })
  afterAll(async () => {
    await Promise.all([writer.stop(), reader.stop(), stranger.stop()])
    await community.stop()
  })

  const comment = (objectUri: unknown) =>
    community.db
      .selectFrom('remoteComments')
      .selectAll()
      .where('objectUri', '=', String(objectUri))
      .executeTakeFirst()
  const answer = async (peer: Peer, inReplyTo: string, content: string, fields: object = {}) => {
    const { note } = await peer.createNote(
      { inReplyTo, content: `<p>${content}</p>`, ...fields },
      { deliverTo: community.inbox },
    )
    await community.work()
    return note
  }
  const decide = async (objectUri: unknown) => {
    const moderator = await community.member({ roles: ['moderator'] })
    const { id } = (await comment(objectUri)) ?? { id: '' }
    const result = await acceptComment(moderator.ctx, await seenBy(moderator.ctx, id))
    await community.work()
    return result.ok ? 'accepted' : result.refusals[0].message
  }
  const passedOn = async (objectUri: unknown) => {
    const { uri } = await community.db
      .selectFrom('editions')
      .select('uri')
      .where('originUri', '=', String(objectUri))
      .executeTakeFirstOrThrow()
    return uri
  }
  const trust = (peer: Peer, answers: 'held' | 'trusted') =>
    community.db
      .insertInto('servers')
      .values({ domain: new URL(peer.origin).hostname, answers, changedOn: '2030-01-01' })
      .onConflict((conflict) => conflict.column('domain').doUpdateSet({ answers }))
      .execute()
  const context = (kind: Kind, peer: Peer) => peer.get(`${editions[kind].uri}/context`)

  it('goes on below what was answered, in an open channel by the ids of everybody', async () => {
    const first = await answer(writer, editions.open.uri, 'So do we.')
    expect(await decide(first['id'])).toBe('accepted')
    const second = await answer(stranger, String(first['id']), 'Where is that?')
    expect(await comment(second['id'])).toMatchObject({
      state: 'waiting',
      editionId: editions.open.editionId,
      inReplyTo: first['id'],
      depth: 2,
    })
    expect(await decide(second['id'])).toBe('accepted')
    await reader.waitFor(({ type, object }) => type === 'Announce' && object === second['id'])
    const served = await context('open', stranger)
    expect(served.json).toMatchObject({
      id: `${editions.open.uri}/context`,
      type: 'OrderedCollection',
      attributedTo: community.channel('open').uri,
      orderedItems: [editions.open.uri, first['id'], second['id']],
    })
    const replies = await readEditionReplies(community.system(), {
      id: editions.open.editionId,
      uri: editions.open.uri,
    })
    expect(replies.map(({ uri }) => uri)).toEqual([first['id'], second['id']])
  })

  it('goes on in an allied channel below what our voice passed on, whichever of both ids was answered', async () => {
    const first = await answer(writer, editions.allied.uri, 'So do we.')
    expect(await decide(first['id'])).toBe('accepted')
    const ours = await passedOn(first['id'])
    const byOrigin = await answer(writer, String(first['id']), 'And on Fridays.')
    const byOurs = await answer(reader, ours, 'We come on Fridays.')
    for (const note of [byOrigin, byOurs]) {
      expect(await decide(note['id'])).toBe('accepted')
      const { activity } = await reader.waitFor(({ object }) => {
        const inner = isObject(object) && object['object']
        return isObject(inner) && String(inner['content']).includes(String(note['content']))
      })
      const object = (activity['object'] as JsonObject)['object'] as JsonObject
      expect(object).toMatchObject({ inReplyTo: ours, context: `${editions.allied.uri}/context` })
    }
    const served = await context('allied', reader)
    const items = (served.json as { orderedItems: string[] }).orderedItems
    expect(items.slice(0, 2)).toEqual([editions.allied.uri, ours])
    expect(new Set(items.slice(2))).toEqual(
      new Set([await passedOn(byOrigin['id']), await passedOn(byOurs['id'])]),
    )
  })

  it('P2: is listed for readers alone; for everybody else it is the same 404 as what never was', async () => {
    const [open, closed, unsigned, never] = await Promise.all([
      context('open', stranger),
      context('allied', stranger),
      fetch(`${editions.allied.uri}/context`),
      stranger.get(`${community.origin}/ap/objects/${'0'.repeat(24)}/context`),
    ])
    expect(open.status).toBe(200)
    expect([closed.status, unsigned.status, never.status]).toEqual([404, 404, 404])
    expect(closed.bytes.toString()).toBe(never.bytes.toString())
    expect(await unsigned.text()).toBe(never.bytes.toString())
  })

  it('waits below what waits, and cannot be published before that', async () => {
    const first = await answer(writer, editions.open.uri, 'First.')
    const second = await answer(writer, String(first['id']), 'Second.')
    expect((await comment(second['id']))?.state).toBe('waiting')
    expect(await decide(second['id'])).toBe('remoteComments.errors.answeredWaits')
    expect(await decide(first['id'])).toBe('accepted')
    expect(await decide(second['id'])).toBe('accepted')
  })

  it('does not go on below what was taken back, nor for ever', async () => {
    const first = await answer(writer, editions.open.uri, 'Not for long.')
    expect(await decide(first['id'])).toBe('accepted')
    const below = await answer(writer, String(first['id']), 'Below.')
    await writer.delete(first, { deliverTo: community.inbox })
    await community.work()
    expect(await decide(below['id'])).toBe('remoteComments.errors.takenBack')
    const late = await answer(writer, String(first['id']), 'Late.')
    expect(await comment(late['id'])).toBeUndefined()

    const deep = await answer(writer, editions.open.uri, 'Deep.')
    await community.db
      .updateTable('remoteComments')
      .set({ depth: 50 })
      .where('objectUri', '=', String(deep['id']))
      .execute()
    const deeper = await answer(writer, String(deep['id']), 'Deeper.')
    expect(await comment(deeper['id'])).toBeUndefined()
  })

  it('of a server that is trusted stands at once, with its changes, and can be taken out', async () => {
    await trust(writer, 'trusted')
    for (const kind of ['open', 'allied'] as const) {
      const note = await answer(writer, editions[kind].uri, `At once in ${kind}.`)
      expect((await comment(note['id']))?.state).toBe('accepted')
      const isIt =
        (text: string) =>
        (_: JsonObject, { request }: { request: { body: Buffer } }) =>
          request.body.toString().includes(text)
      await reader.waitFor(isIt(`At once in ${kind}.`))
      await writer.update(note, { content: `<p>Changed in ${kind}.</p>` }, { deliverTo: community.inbox })
      await community.work()
      expect(await comment(note['id'])).toMatchObject({ html: `<p>Changed in ${kind}.</p>`, version: 2 })
      await reader.waitFor(isIt(`Changed in ${kind}.`))
      const moderator = await community.member({ roles: ['moderator'] })
      const remoteCommentId = (await comment(note['id']))?.id ?? ''
      expect((await removeComment(moderator.ctx, { remoteCommentId })).ok).toBe(true)
      expect(await comment(note['id'])).toMatchObject({ state: 'withdrawn', html: '' })
    }
    await trust(writer, 'held')
    const held = await answer(writer, editions.open.uri, 'Waits again.')
    expect((await comment(held['id']))?.state).toBe('waiting')
  })

  it('of a server that is trusted waits all the same with a word that is watched for', async () => {
    await trust(writer, 'trusted')
    await community.db.insertInto('watchedWords').values({ id: 'w', word: 'lantern' }).execute()
    const watched = await answer(writer, editions.open.uri, 'Take the lantern.')
    expect((await comment(watched['id']))?.state).toBe('waiting')
    const harmless = await answer(writer, editions.open.uri, 'Take the tea.')
    expect((await comment(harmless['id']))?.state).toBe('accepted')
    await writer.update(harmless, { content: '<p>Take the lantern.</p>' }, { deliverTo: community.inbox })
    await community.work()
    expect((await comment(harmless['id']))?.html).toBe('<p>Take the tea.</p>')
    await trust(writer, 'held')
  })

  it('takes no more answers once its thread is locked', async () => {
    const { editionId, uri } = await community.publish({ channel: 'open' })
    await community.work()
    const before = await answer(writer, uri, 'Still open.')
    expect((await comment(before['id']))?.state).toBe('waiting')
    await community.db
      .updateTable('editions')
      .set({ lockedOn: '2030-01-01', lockId: 'locked' })
      .where('id', '=', editionId)
      .execute()
    const after = await answer(writer, uri, 'Too late.')
    const below = await answer(writer, String(before['id']), 'Too late, too.')
    expect([await comment(after['id']), await comment(below['id'])]).toEqual([undefined, undefined])
  })

  it('drops what is said to a voice or the moderators alone', async () => {
    for (const name of ['voice', 'moderation']) {
      const to = [community.actor(name).uri]
      const { note } = await writer.createNote(
        { content: '<p>Who are you?</p>', to, cc: [] },
        { deliverTo: `${community.actor(name).uri}/inbox` },
      )
      await community.work()
      expect(await comment(note['id'])).toBeUndefined()
    }
    const kept = await community.db.selectFrom('inboxMessages').select('body').execute()
    expect(kept.map(({ body }) => new TextDecoder().decode(body)).join()).not.toContain('Who are you?')
  })
})

const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null

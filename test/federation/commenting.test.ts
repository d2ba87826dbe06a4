import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acceptComment } from '../../src/allies/accept-comment.ts'
import { isPublic } from '../../src/federation/trust.ts'
import type { JsonObject } from '../support/peer/http.ts'
import { type Peer, startPeer } from '../support/peer/peer.ts'
import { type CommunityServer, startCommunityServer } from './community-server.ts'
import { acceptAllFollowers } from './followers.ts'
import { seenBy } from './seen.ts'

describe('an answer from elsewhere to an edition of ours', () => {
  let community: CommunityServer
  let writer: Peer
  let reader: Peer
  let stranger: Peer
  const editions = { open: '', allied: '' }

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
      editions[kind] = (await community.publish({ channel: kind })).uri
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
  const write = async (peer: Peer, inReplyTo: string, fields: object = {}) => {
    const done = await peer.createNote(
      { inReplyTo, content: '<p>So do we.</p>', ...fields },
      { deliverTo: community.inbox },
    )
    await community.work()
    return done
  }
  const accept = async (objectUri: unknown) => {
    const moderator = await community.member({ roles: ['moderator'] })
    const { id } = (await comment(objectUri)) ?? { id: '' }
    const result = await acceptComment(moderator.ctx, await seenBy(moderator.ctx, id))
    expect(result.ok).toBe(true)
    await community.work()
  }

  it('waits for the moderators, from anybody in an open channel, from allies only in an allied one', async () => {
    const cases = [
      [writer, 'open', 'waiting'],
      [stranger, 'open', 'waiting'],
      [writer, 'allied', 'waiting'],
      [stranger, 'allied', undefined],
    ] as const
    for (const [peer, kind, state] of cases) {
      const { note } = await write(peer, editions[kind])
      expect((await comment(note['id']))?.state).toBe(state)
    }
  })

  it('is dropped in an open channel when it was said to few', async () => {
    const { note } = await write(writer, editions.open, { to: [community.actor('voice').uri] })
    expect(isPublic(note)).toBe(false)
    expect(await comment(note['id'])).toBeUndefined()
  })

  it('is dropped when it is said to be by somebody else', async () => {
    const { note } = await writer.createNote({ inReplyTo: editions.open })
    const forged = stranger.activity('Create', 'reader', { ...note, '@context': undefined })
    await stranger.post(community.inbox, forged, { as: 'reader' })
    await community.work()
    expect(await comment(note['id'])).toBeUndefined()
    const neighbour = await writer.createNote({ inReplyTo: editions.open })
    const inOtherName = writer.activity('Create', 'community', { ...neighbour.note, '@context': undefined })
    await writer.post(community.inbox, inOtherName, { as: 'community' })
    await community.work()
    expect(await comment(neighbour.note['id'])).toBeUndefined()
  })

  it('goes out of an open channel as its author wrote it, byte for byte, once it is accepted', async () => {
    const { note, activity } = await write(writer, editions.open)
    await accept(note['id'])
    const bare = await reader.waitFor(({ type, object }) => type === 'Announce' && object === note['id'])
    expect(bare.activity['actor']).toBe(community.channel('open').uri)
    const wrapped = await reader.waitFor(({ object }) => idOf(object) === activity['id'])
    expect(wrapped.request.body.toString()).toContain(JSON.stringify(activity))
    expect(await community.db.selectFrom('inboxMessages').select('id').execute()).toHaveLength(2)
  })

  it('goes out of an open channel anew when its author changed it, but not before the newer words were accepted', async () => {
    const { note } = await write(writer, editions.open)
    await accept(note['id'])
    const seen = reader.deliveries.length
    const change = async (content: string) => {
      const { activity } = await writer.update(note, { content }, { deliverTo: community.inbox })
      await community.work()
      return activity
    }
    await change('<p>Not yet.</p>')
    const update = await change('<p>So do we all.</p>')
    expect(reader.deliveries).toHaveLength(seen)
    await accept(note['id'])
    const wrapped = await reader.waitFor(({ object }) => idOf(object) === update['id'])
    expect(wrapped.activity['actor']).toBe(community.channel('open').uri)
    expect(wrapped.request.body.toString()).toContain(JSON.stringify(update))
    const kept = await community.db.selectFrom('inboxMessages').select('body').execute()
    const bodies = await community.db.selectFrom('activities').select('body').execute()
    const text = [...kept, ...bodies].map(({ body }) => new TextDecoder().decode(body)).join()
    expect(text).not.toContain('Not yet.')
    expect(text).not.toContain(
      `${note['id']}","type":"Note","attributedTo":"${note['attributedTo']}","content":"<p>So do we.`,
    )
  })

  it('never leaves in newer words than those that were accepted, though they came before it left', async () => {
    const { note } = await write(writer, editions.open)
    await accept(note['id'])
    await writer.update(note, { content: '<p>Read by a moderator.</p>' }, { deliverTo: community.inbox })
    await community.work()
    const moderator = await community.member({ roles: ['moderator'] })
    const { id } = (await comment(note['id'])) ?? { id: '' }
    const decision = await acceptComment(moderator.ctx, await seenBy(moderator.ctx, id))
    expect(decision.ok).toBe(true)
    await writer.update(note, { content: '<p>Read by nobody.</p>' }, { deliverTo: community.inbox })
    const before = reader.deliveries.length
    await community.work()
    const sent = reader.deliveries.slice(before).map(({ request }) => request.body.toString())
    expect(sent.join()).not.toContain('Read by nobody.')
    expect((await comment(note['id']))?.html).toBe('<p>Read by a moderator.</p>')
  })

  it('is taken out of an open channel again when its author takes it back', async () => {
    const { note } = await write(writer, editions.open)
    await accept(note['id'])
    const { activity: deletion } = await writer.delete(note, { deliverTo: community.inbox })
    await community.work()
    const undo = await reader.waitFor(
      ({ type, object }) => type === 'Undo' && isObject(object) && object['object'] === note['id'],
    )
    expect(undo.activity['actor']).toBe(community.channel('open').uri)
    const relayed = await reader.waitFor(({ object }) => idOf(object) === deletion['id'])
    expect(relayed.request.body.toString()).toContain(JSON.stringify(deletion))
    const wrapped = await community.db
      .selectFrom('activities')
      .select('body')
      .where('type', '=', 'Announce')
      .execute()
    expect(wrapped.map(({ body }) => new TextDecoder().decode(body)).join()).not.toContain(
      `${note['id']}","type":"Note`,
    )
  })

  it('goes out of an allied channel as an edition of our own voice, with its credit, and back again', async () => {
    const { note } = await write(writer, editions.allied)
    await accept(note['id'])
    const { activity } = await reader.waitFor(
      ({ object }) =>
        isObject(object) && isObject(object['object']) && object['object']['inReplyTo'] === editions.allied,
    )
    const object = (activity['object'] as JsonObject)['object'] as JsonObject
    expect(object).toMatchObject({
      type: 'Note',
      attributedTo: community.actor('voice').uri,
      inReplyTo: editions.allied,
      passedOnFrom: expect.any(String),
    })
    const sent = reader.deliveries.length
    await writer.update(note, { content: '<p>So do we all.</p>' }, { deliverTo: community.inbox })
    await community.work()
    expect(reader.deliveries).toHaveLength(sent)
    await accept(note['id'])
    await reader.waitFor(({ object: inner }) => {
      const changed = isObject(inner) && inner['type'] === 'Update' && inner['object']
      return (
        isObject(changed) && changed['id'] === object['id'] && String(changed['content']).includes('we all')
      )
    })
    await writer.delete(note, { deliverTo: community.inbox })
    await community.work()
    await reader.waitFor(({ type, object: gone }) => type === 'Delete' && idOf(gone) === object['id'])
    expect((await reader.get(String(object['id']))).status).toBe(410)
  })
})

const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null

const idOf = (value: unknown): unknown => (isObject(value) ? value['id'] : value)

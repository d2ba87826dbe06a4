import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Peer, startPeer } from '../support/peer/peer.ts'
import { type CommunityServer, startCommunityServer } from './community-server.ts'
import { acceptAllFollowers } from './followers.ts'

const everybody = 'https://www.w3.org/ns/activitystreams#Public'

describe('what a channel sends', () => {
  let community: CommunityServer
  let peer: Peer
  beforeAll(async () => {
    community = await startCommunityServer()
    peer = await startPeer({ now: () => community.clock.now() })
    for (const kind of ['open', 'allied'] as const) await peer.follow(community.channel(kind).uri)
    await community.work()
    await acceptAllFollowers(community)
    await community.work()
  })
  afterAll(async () => {
    await peer.stop()
    await community.stop()
  })

  it('answers a Follow with an Accept that repeats no more of it than id, actor and object', () => {
    const answers = peer.received('Accept')
    expect(answers.map(({ activity }) => activity['actor']).sort()).toEqual(
      [community.channel('open').uri, community.channel('allied').uri].sort(),
    )
    const inner = answers[0]?.activity['object']
    expect(Object.keys(inner as object).sort()).toEqual(['actor', 'id', 'object', 'type'])
  })

  it('is in an allied channel an Announce around the Create, to the group and its followers, never to Public', async () => {
    const { uri } = await community.publish({ channel: 'allied', title: 'Desayuno' })
    await community.work()
    const { activity, scheme } = await peer.waitFor(
      ({ type, object }) => type === 'Announce' && uriOf(object) === uri,
    )
    const group = community.channel('allied').uri
    const voice = community.actor('voice').uri
    const addresses = { to: [group, `${group}/followers`], cc: [], audience: group }
    expect(scheme).toBe('rfc9421')
    expect(activity).toEqual({
      '@context': expect.any(Array),
      id: expect.stringMatching(new RegExp(`^${community.origin}/ap/activities/[0-9a-f]{32}$`)),
      type: 'Announce',
      actor: group,
      ...addresses,
      object: {
        id: expect.stringMatching(new RegExp(`^${community.origin}/ap/activities/[0-9a-f]{32}$`)),
        type: 'Create',
        actor: voice,
        ...addresses,
        object: {
          id: uri,
          type: 'Page',
          attributedTo: voice,
          ...addresses,
          context: `${uri}/context`,
          name: 'Desayuno',
          nameMap: { es: 'Desayuno' },
          content: '<p>Soup at noon.</p>',
          contentMap: { es: '<p>Soup at noon.</p>' },
          mediaType: 'text/html',
          published: '2030-05-20T00:00:00Z',
          attachment: [],
          interactionPolicy: { canQuote: { automaticApproval: [voice] } },
        },
      },
    })
    expect(JSON.stringify(activity)).not.toContain('#Public')
  })

  it('is in an open channel both forms of Announce, to Public, and the untitled post is a Note', async () => {
    const { uri } = await community.publish({ channel: 'open' })
    await community.work()
    const group = community.channel('open').uri
    const addresses = { to: [everybody, group], cc: [`${group}/followers`], audience: group }
    const wrapped = await peer.waitFor(({ object }) => uriOf(object) === uri)
    const bare = await peer.waitFor(({ object }) => object === uri)
    expect(wrapped.activity).toMatchObject({ type: 'Announce', actor: group, ...addresses })
    expect(wrapped.activity['object']).toMatchObject({ type: 'Create', ...addresses })
    expect(bare.activity).toMatchObject({ type: 'Announce', actor: group, ...addresses })
    expect((wrapped.activity['object'] as Record<string, unknown>)['object']).toMatchObject({
      type: 'Note',
      ...addresses,
    })
  })

  it('wraps the very bytes that it serves', async () => {
    const { uri } = await community.publish({ channel: 'open', title: 'Bytes' })
    await community.work()
    const { request, activity } = await peer.waitFor(({ object }) => uriOf(object) === uri)
    const create = await peer.get(String(idOf(activity['object'])))
    const sent = request.body.toString()
    for (const { bytes } of [await peer.get(uri), create]) {
      const fragment = bytes.toString().slice(bytes.indexOf('"id":'))
      expect(fragment.length).toBeGreaterThan(300)
      expect(sent).toContain(fragment)
    }
  })

  it('brings a new version as an Update, with the day it changed', async () => {
    const { editionId, uri } = await community.publish({ channel: 'allied' })
    await community.work()
    await community.change(editionId, '<p>Soup at one.</p>')
    await community.work()
    const { activity } = await peer.waitFor(
      ({ object }) => typeOf(object) === 'Update' && uriOf(object) === uri,
    )
    expect((activity['object'] as Record<string, unknown>)['object']).toMatchObject({
      content: '<p>Soup at one.</p>',
      updated: '2030-05-20T00:00:00Z',
    })
  })

  it('calls an edition the same for life, whatever later versions are titled, and so when it is gone', async () => {
    for (const [first, later, type] of [
      ['Desayuno', '', 'Page'],
      ['', 'Desayuno', 'Note'],
    ] as const) {
      const { editionId, uri } = await community.publish({ channel: 'open', title: first })
      await community.change(editionId, '<p>Soup at one.</p>', later)
      await community.work()
      const changed = await peer.get(uri)
      expect(changed.json).toMatchObject({ type, content: '<p>Soup at one.</p>' })
      expect(changed.json?.['name']).toBe(later || undefined)
      await community.withdraw(editionId)
      await community.work()
      const { activity } = await peer.waitFor(
        ({ type: kind, object }) => kind === 'Delete' && idOf(object) === uri,
      )
      expect(activity['object']).toEqual({ id: uri, type: 'Tombstone', formerType: type })
      expect((await peer.get(uri)).json).toMatchObject({ formerType: type })
    }
  })

  it('never sends words that were replaced or taken back before they left', async () => {
    await peer.pause()
    const replaced = await community.publish({ channel: 'allied', html: '<p>First words.</p>' })
    const withdrawn = await community.publish({ channel: 'allied', html: '<p>Words to forget.</p>' })
    await community.work()
    await community.change(replaced.editionId, '<p>Second words.</p>')
    await community.withdraw(withdrawn.editionId)
    await community.work()
    await peer.resume()
    community.clock.moveDays(1)
    await community.work()
    const bodies = peer.deliveries.map(({ request }) => request.body.toString()).join('\n')
    expect(bodies).toContain('Second words.')
    expect(bodies).not.toContain('First words.')
    expect(bodies).not.toContain('Words to forget.')
    const deletion = await peer.waitFor(
      ({ type, object }) => type === 'Delete' && idOf(object) === withdrawn.uri,
    )
    expect(deletion.activity['object']).toEqual({ id: withdrawn.uri, type: 'Tombstone', formerType: 'Note' })
  })

  it('changes nothing when an event is worked off twice', async () => {
    const { editionId, uri } = await community.publish({ channel: 'allied' })
    await community.work()
    const event = { type: 'edition-published', editionId, version: 1 } as const
    await community.federation.handlers.event(community.system(), event, { attempts: 2 })
    await community.work()
    expect(
      peer.received('Announce').filter(({ activity }) => uriOf(activity['object']) === uri),
    ).toHaveLength(1)
  })
})

const idOf = (object: unknown): unknown =>
  typeof object === 'object' && object !== null && 'id' in object ? object.id : object

const typeOf = (object: unknown): unknown =>
  typeof object === 'object' && object !== null && 'type' in object ? object.type : undefined

/** The id of the object inside a wrapped activity. */
const uriOf = (object: unknown): unknown =>
  typeof object === 'object' && object !== null && 'object' in object ? idOf(object.object) : undefined

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RemoteChannel } from '../../src/allies/remote.ts'
import { closeChannel } from '../../src/channels/close-channel.ts'
import { describeChannel } from '../../src/channels/describe-channel.ts'
import { lockThread, unlockThread } from '../../src/channels/lock-thread.ts'
import { moveChannels } from '../../src/channels/move-channels.ts'
import { pinEdition, unpinEdition } from '../../src/channels/pin-edition.ts'
import { addFormerAddress } from '../../src/channels/set-former-addresses.ts'
import type { MemberCtx } from '../../src/context.ts'
import type { Result } from '../../src/result.ts'
import { type Peer, startPeer } from '../support/peer/peer.ts'
import { type CommunityServer, startCommunityServer } from './community-server.ts'
import { acceptAllFollowers } from './followers.ts'

const everybody = 'https://www.w3.org/ns/activitystreams#Public'

describe('a channel as others see it', () => {
  let community: CommunityServer
  let peer: Peer
  let admin: MemberCtx
  beforeAll(async () => {
    community = await startCommunityServer()
    peer = await startPeer({ now: () => community.clock.now() })
    for (const kind of ['open', 'allied'] as const) await peer.follow(community.channel(kind).uri)
    await community.work()
    await acceptAllFollowers(community)
    await community.work()
    admin = (await community.member({ roles: ['moderator', 'admin'] })).ctx
  })
  afterAll(async () => {
    await peer.stop()
    await community.stop()
  })

  const act = async (result: Promise<Result<unknown>>) => {
    const { ok } = await result
    expect(ok).toBe(true)
    await community.work()
  }

  it('names the moderation actor alone as its moderators, in every place that peers look (P1)', async () => {
    for (const kind of ['open', 'allied'] as const) {
      const { uri } = community.channel(kind)
      const { json } = await peer.get(uri)
      expect(json).toMatchObject({
        type: 'Group',
        attributedTo: `${uri}/moderators`,
        moderators: `${uri}/moderators`,
        featured: `${uri}/featured`,
        followers: `${uri}/followers`,
        // With `true` NodeBB and Lemmy take nothing from the voice.
        postingRestrictedToMods: false,
        manuallyApprovesFollowers: kind === 'allied',
        accessType: kind === 'allied' ? 'closed' : 'open',
        discoverable: false,
        indexable: false,
        endpoints: { sharedInbox: community.inbox },
      })
      const signed = await peer.get(`${uri}/moderators`)
      expect(signed.json?.['orderedItems']).toEqual([community.actor('moderation').uri])
      const counted = await peer.get(`${uri}/followers`)
      expect(counted.json).not.toHaveProperty('totalItems')
    }
  })

  it('tells its followers its new name and words, the original language first', async () => {
    const { uri } = community.channel('open')
    await act(
      describeChannel(admin, {
        slug: 'boletin',
        name: 'Sopa <& pan>',
        texts: [
          { language: 'en', description: 'Soup for **all**.', rules: '' },
          { language: 'es', description: 'Sopa para <todas>.', rules: 'Sin nombres.' },
        ],
      }),
    )
    const { activity } = await peer.waitFor(
      ({ type, actor, object }) => type === 'Update' && actor === uri && idOf(object) === uri,
    )
    const { json } = await peer.get(uri)
    expect(activity).toMatchObject({ to: [everybody, uri], cc: [`${uri}/followers`], audience: uri })
    expect(activity['object']).toEqual(without(json ?? {}, '@context'))
    expect(json).toMatchObject({
      name: 'Sopa <& pan>',
      preferredUsername: 'boletin',
      summary: '<p>Sopa para &lt;todas&gt;.</p>\n<p>Sin nombres.</p>\n',
      source: { content: 'Sopa para <todas>.\n\nSin nombres.', mediaType: 'text/markdown' },
    })
    expect(Object.keys(Object(json?.['summaryMap']))).toEqual(['es', 'en'])
  })

  it('pins as Lemmy does, and shows what is pinned to those who may read it', async () => {
    for (const kind of ['open', 'allied'] as const) {
      const { uri } = community.channel(kind)
      const edition = await community.publish({ channel: kind, title: `Pinned ${kind}` })
      await act(pinEdition(admin, edition))
      const added = await peer.waitFor(
        ({ object }) => typeOf(object) === 'Add' && partOf(object) === edition.uri,
      )
      expect(added.activity).toMatchObject({ type: 'Announce', actor: uri })
      expect(added.activity['object']).toMatchObject({
        actor: community.actor('moderation').uri,
        target: `${uri}/featured`,
        audience: uri,
      })
      const unsigned = await peer.get(`${uri}/featured`, { as: 'unsigned' })
      const signed = await peer.get(`${uri}/featured`)
      if (kind === 'open') {
        expect(unsigned.json).toMatchObject({
          totalItems: 1,
          orderedItems: [{ id: edition.uri, type: 'Page' }],
        })
      } else {
        expect(unsigned.status).toBe(404)
        expect(signed.json?.['orderedItems']).toEqual([edition.uri])
      }
      await act(unpinEdition(admin, edition))
      await peer.waitFor(({ object }) => typeOf(object) === 'Remove' && partOf(object) === edition.uri)
      const after = await peer.get(`${uri}/featured`)
      expect(after.json?.['orderedItems']).toEqual([])
    }
  })

  it('pins again with another activity, which nobody takes for the first', async () => {
    const edition = await community.publish({ channel: 'open', title: 'Twice' })
    for (const work of [pinEdition, unpinEdition, pinEdition]) await act(work(admin, edition))
    const ids = peer
      .received('Announce')
      .map(({ activity }) => activity['object'])
      .filter((object) => typeOf(object) === 'Add' && partOf(object) === edition.uri)
      .map(idOf)
    expect(new Set(ids).size).toBe(2)
  })

  it('is silent about a pin of what was taken back', async () => {
    const edition = await community.publish({ channel: 'open', title: 'Gone' })
    await act(pinEdition(admin, edition))
    await community.withdraw(edition.editionId)
    await community.work()
    const { json } = await peer.get(`${community.channel('open').uri}/featured`)
    expect(JSON.stringify(json)).not.toContain(edition.uri)
  })

  it('locks a thread: the object says so, and what is answered afterwards is turned away', async () => {
    const edition = await community.publish({ channel: 'open', title: 'Locked' })
    await act(lockThread(admin, edition))
    const told = await peer.waitFor(
      ({ object }) => typeOf(object) === 'Lock' && partOf(object) === edition.uri,
    )
    expect(told.activity).toMatchObject({ type: 'Announce', actor: community.channel('open').uri })
    expect((await peer.get(edition.uri)).json).toMatchObject({
      commentsEnabled: false,
      interactionPolicy: { canReply: { automaticApproval: [community.actor('voice').uri] } },
    })
    const comments = () => community.db.selectFrom('remoteComments').select('id').execute()
    await peer.createNote({ inReplyTo: edition.uri }, { deliverTo: community.inbox })
    await community.work()
    expect(await comments()).toEqual([])
    await act(unlockThread(admin, edition))
    const undone = await peer.waitFor(
      ({ object }) => typeOf(object) === 'Undo' && typeOf(partOf(object, true)) === 'Lock',
    )
    expect(partOf(partOf(undone.activity['object'], true))).toBe(edition.uri)
    expect((await peer.get(edition.uri)).json).not.toHaveProperty('commentsEnabled')
    await peer.createNote({ inReplyTo: edition.uri }, { deliverTo: community.inbox })
    await community.work()
    expect(await comments()).toHaveLength(1)
  })

  it('says where it was before, and followers hear of it', async () => {
    const { uri } = community.channel('open')
    const former = { ...remoteGroup(peer), actorUri: 'https://old.example/ap/actors/x' }
    await act(addFormerAddress(admin, { slug: 'boletin', former }))
    expect((await peer.get(uri)).json?.['alsoKnownAs']).toEqual(['https://old.example/ap/actors/x'])
  })

  it('moves only to a channel that names it, then tells its followers where to go', async () => {
    const { uri } = community.channel('allied')
    const edition = await community.publish({ channel: 'allied', title: 'Stays' })
    const target: RemoteChannel = { ...remoteGroup(peer), kind: 'allied' }
    const moves = (found: RemoteChannel) =>
      moveChannels(admin, { moves: [{ slug: 'aliadas', target: found }], understood: true })
    for (const wrong of [target, { ...target, kind: 'open' as const, alsoKnownAs: [uri] }]) {
      expect((await moves(wrong)).ok).toBe(false)
    }
    await act(moves({ ...target, alsoKnownAs: [uri] }))
    const { activity } = await peer.waitFor(({ type }) => type === 'Move')
    expect(activity).toMatchObject({
      actor: uri,
      object: uri,
      target: target.actorUri,
      to: [uri, `${uri}/followers`],
      cc: [],
    })
    expect((await peer.get(uri)).json).toMatchObject({ type: 'Group', movedTo: target.actorUri })
    expect((await peer.get(edition.uri)).status).toBe(200)
    // Nobody begins to follow what is not there any more.
    const before = await community.db.selectFrom('followers').select('id').execute()
    await peer.follow(uri, { as: 'reader' })
    await community.work()
    expect(await community.db.selectFrom('followers').select('id').execute()).toHaveLength(before.length)
  })

  it('is gone when it is closed: first every withdrawal, then its own Delete, and then a Tombstone', async () => {
    const { uri, slug } = community.channel('open')
    const host = new URL(community.origin).host
    const webFinger = `${community.origin}/.well-known/webfinger?resource=acct:${slug}@${host}`
    const editions = [
      await community.publish({ channel: 'open', title: 'One' }),
      await community.publish({ channel: 'open', title: 'Two' }),
    ]
    await community.work()
    expect((await peer.get(webFinger)).status).toBe(200)
    await act(closeChannel(admin, { slug, editions: 'take-back', understood: true }))
    await peer.waitFor(({ type, object }) => type === 'Delete' && object === uri)
    const deleted = peer.received('Delete').map(({ activity }) => idOf(activity['object']))
    expect(deleted.at(-1)).toBe(uri)
    expect(deleted).toEqual(expect.arrayContaining(editions.map((edition) => edition.uri)))
    const gone = await peer.get(uri)
    expect(gone.status).toBe(410)
    expect(without(gone.json ?? {}, '@context')).toEqual({ id: uri, type: 'Tombstone', formerType: 'Group' })
    expect((await peer.get(webFinger)).status).toBe(404)
    for (const name of ['outbox', 'followers', 'moderators', 'featured']) {
      expect((await peer.get(`${uri}/${name}`)).status).toBe(404)
    }
    // There is no open channel any more, so nothing is said about the program either.
    expect((await peer.get(`${community.origin}/nodeinfo/2.1`)).status).toBe(404)
  })
})

const idOf = (value: unknown): unknown => (typeof value === 'object' ? Object(value)['id'] : value)
const typeOf = (value: unknown): unknown => Object(value)['type']
/** The object of an activity: its address, or all of it. */
const partOf = (value: unknown, whole = false): unknown => {
  const object: unknown = Object(value)['object']
  return whole ? object : idOf(object)
}

const without = (object: object, name: string) =>
  Object.fromEntries(Object.entries(object).filter(([key]) => key !== name))

const remoteGroup = (peer: Peer): RemoteChannel => ({
  actorUri: `${peer.origin}/actors/moved`,
  host: new URL(peer.origin).host,
  actorType: 'Group',
  handle: `moved@${new URL(peer.origin).host}`,
  name: 'Moved',
  summary: '',
  kind: 'open',
  inbox: `${peer.origin}/inbox`,
})

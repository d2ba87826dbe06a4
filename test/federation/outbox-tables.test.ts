import type { KyselyPlugin } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acceptComment } from '../../src/allies/accept-comment.ts'
import { followChannel } from '../../src/allies/follow-channel.ts'
import { leaveChannel } from '../../src/allies/leave-channel.ts'
import type { RemoteChannel } from '../../src/allies/remote.ts'
import { removeComment } from '../../src/allies/remove-comment.ts'
import { sendFlag } from '../../src/allies/send-flag.ts'
import { closeChannel } from '../../src/channels/close-channel.ts'
import { describeChannel } from '../../src/channels/describe-channel.ts'
import { lockThread, unlockThread } from '../../src/channels/lock-thread.ts'
import { moveChannels } from '../../src/channels/move-channels.ts'
import { pinEdition, unpinEdition } from '../../src/channels/pin-edition.ts'
import type { DomainEvent } from '../../src/events/events.ts'
import { emit } from '../../src/events/outbox.ts'
import { type Peer, startPeer } from '../support/peer/peer.ts'
import { type CommunityServer, startCommunityServer } from './community-server.ts'
import { acceptAllFollowers, removeFollowers } from './followers.ts'
import { seenBy } from './seen.ts'

/** All that may be touched to tell others what happened: no table here leads to a member (P3). */
const outboundTables = [
  ...['activities', 'actor_keys', 'actors', 'channels', 'deliveries', 'edition_fetches', 'edition_images'],
  ...['edition_texts', 'edition_versions', 'editions', 'followed_channels', 'followers', 'inbox_messages'],
  // The rule for servers and the list of them: no words of anybody stand there.
  ...['community', 'servers'],
  ...['edition_notes', 'offered_translations', 'received_translations'],
  ...['channel_aliases', 'channel_pins', 'channel_texts'],
  ...['jobs', 'outgoing_flags', 'published_files', 'remote_comments'],
  // Hosts and days, and nothing of anybody here.
  'server_health',
]

describe('what tells others of an event', () => {
  let community: CommunityServer
  let peer: Peer
  beforeAll(async () => {
    community = await startCommunityServer()
    peer = await startPeer({ now: () => community.clock.now() })
  })
  afterAll(async () => {
    await peer.stop()
    await community.stop()
  })

  it('touches published tables, the ledger and the queue, and nothing that leads to a member (P3)', async () => {
    const touched = new Set<string>()
    const told: DomainEvent['type'][] = []
    const tell = async () => {
      const events = await community.db
        .selectFrom('jobs')
        .select('payload')
        .where('kind', '=', 'event')
        .execute()
      for (const { payload } of events) {
        const event = payload as DomainEvent
        // It asks for what others published, and tells nobody anything.
        if (event.type === 'channel-backfill') continue
        told.push(event.type)
        const ctx = { ...community.system(), db: community.db.withPlugin(recordTables(touched)) }
        expect(await community.federation.handlers.event(ctx, event, { attempts: 1 })).toEqual({ done: true })
      }
      await community.work()
    }
    const moderator = await community.member({ roles: ['moderator'] })
    /** An answer that is let in, changed and taken out again. */
    const answer = async (inReplyTo: string) => {
      const { note } = await peer.createNote({ inReplyTo }, { deliverTo: community.inbox })
      await community.work()
      const { id } = await community.db
        .selectFrom('remoteComments')
        .select('id')
        .where('objectUri', '=', String(note['id']))
        .executeTakeFirstOrThrow()
      expect((await acceptComment(moderator.ctx, await seenBy(moderator.ctx, id))).ok).toBe(true)
      await tell()
      await peer.update(note, { content: '<p>Changed.</p>' }, { deliverTo: community.inbox })
      await community.work()
      expect((await acceptComment(moderator.ctx, await seenBy(moderator.ctx, id))).ok).toBe(true)
      await tell()
      expect((await removeComment(moderator.ctx, { remoteCommentId: id })).ok).toBe(true)
      await tell()
    }
    for (const kind of ['open', 'allied'] as const) await peer.follow(community.channel(kind).uri)
    await community.work()
    await acceptAllFollowers(community)
    await tell()
    for (const channel of ['open', 'allied'] as const) {
      const { editionId, uri } = await community.publish({ channel, title: 'Breakfast' })
      await tell()
      await answer(uri)
      await community.change(editionId, '<p>At one.</p>')
      await tell()
      await community.withdraw(editionId)
      await tell()
    }
    const { id: actorUri } = peer.actors.community
    const { host } = new URL(peer.origin)
    const names = { handle: `community@${host}`, name: 'Neighbours', summary: '' }
    const channel = {
      actorUri,
      host,
      ...names,
      kind: 'open',
      actorType: 'Group',
      inbox: `${actorUri}/inbox`,
    } as const
    const followed = await followChannel(moderator.ctx, { channel })
    if (!followed.ok) throw new Error('not followed')
    await tell()
    const flagged = {
      id: '0123456789abcdefghjkmnpq',
      objectUri: `${actorUri}/1`,
      authorUri: actorUri,
      authorName: 'Neighbours',
    }
    await community.db
      .insertInto('alliedPosts')
      .values({
        ...flagged,
        ...followed.value,
        html: '',
        language: 'en',
        publishedOn: '2030-01-01',
        receivedAt: community.clock.now(),
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await community.db.updateTable('followedChannels').set({ state: 'following' }).execute()
    expect((await sendFlag(moderator.ctx, { alliedPostId: flagged.id, words: 'Spam' })).ok).toBe(true)
    await tell()
    const offered = { id: 't0123456789abcdefghjkmn', uri: `${community.origin}/ap/activities/t` }
    await community.db
      .insertInto('offeredTranslations')
      .values({
        ...{
          ...offered,
          ...followed.value,
          objectUri: flagged.objectUri,
          language: 'es',
          html: '<p>Pan</p>',
        },
        ...{ state: 'offered', seen: '', waitingSince: community.clock.now() },
      })
      .execute()
    for (const type of ['translation-offered', 'translation-taken-back'] as const) {
      await community.db.transaction().execute(async (db) => {
        const state = type === 'translation-offered' ? 'offered' : 'withdrawn'
        await db.updateTable('offeredTranslations').set({ state }).execute()
        await emit({ ...community.system(), db }, { type, translationId: offered.id })
      })
      await tell()
    }
    expect((await leaveChannel(moderator.ctx, followed.value)).ok).toBe(true)
    await tell()
    await removeFollowers(community, new URL(peer.origin).host)
    await tell()
    const { ctx: admin } = await community.member({ roles: ['admin', 'moderator'] })
    const { slug } = community.channel('open')
    const edition = await community.publish({ channel: 'open', title: 'On top' })
    const target = { ...remoteChannel(peer), alsoKnownAs: [community.channel('allied').uri] }
    for (const act of [
      () => describeChannel(admin, { slug, name: 'Sopa', texts: [] }),
      () => pinEdition(admin, edition),
      () => unpinEdition(admin, edition),
      () => lockThread(admin, edition),
      () => unlockThread(admin, edition),
      () => moveChannels(admin, { moves: [{ slug: 'aliadas', target }], understood: true }),
      () => closeChannel(admin, { slug, editions: 'take-back', understood: true }),
    ]) {
      expect((await act()).ok).toBe(true)
      await tell()
    }
    expect(new Set(told)).toEqual(
      new Set([
        ...['follower-accepted', 'follower-rejected', 'edition-published', 'edition-updated'],
        ...['edition-withdrawn', 'channel-followed', 'channel-left'],
        ...['channel-changed', 'channel-moved', 'channel-closed'],
        ...['translation-offered', 'translation-taken-back'],
        ...['edition-pinned', 'edition-unpinned', 'edition-locked', 'edition-unlocked'],
        ...['remote-comment-accepted', 'remote-comment-changed', 'remote-comment-withdrawn', 'flag-sent'],
      ]),
    )
    expect(touched.size).toBeGreaterThan(8)
    expect([...touched].filter((table) => !outboundTables.includes(table))).toEqual([])
  })
})

const remoteChannel = ({ origin }: Peer): RemoteChannel => ({
  actorUri: `${origin}/actors/moved`,
  host: new URL(origin).host,
  actorType: 'Group',
  handle: `moved@${new URL(origin).host}`,
  name: 'Moved',
  summary: '',
  kind: 'allied',
  inbox: `${origin}/inbox`,
})

/** Notes every table that a statement reads or writes, in whatever part of it. */
const recordTables = (touched: Set<string>): KyselyPlugin => ({
  transformQuery({ node }) {
    note(node, touched)
    return node
  },
  transformResult: async ({ result }) => result,
})

function note(node: unknown, touched: Set<string>): void {
  if (typeof node !== 'object' || node === null || node instanceof Uint8Array || node instanceof Date) return
  // Columns and locks name the alias of a table that is noted where it is joined.
  if ('kind' in node && (node.kind === 'ReferenceNode' || node.kind === 'SelectModifierNode')) return
  if ('kind' in node && node.kind === 'SchemableIdentifierNode' && 'identifier' in node) {
    const { identifier } = node
    if (typeof identifier === 'object' && identifier !== null && 'name' in identifier)
      touched.add(String(identifier.name))
  }
  for (const part of Object.values(node)) note(part, touched)
}

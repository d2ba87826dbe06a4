import type { KyselyPlugin } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acceptComment } from '../../src/allies/accept-comment.ts'
import { followChannel } from '../../src/allies/follow-channel.ts'
import { leaveChannel } from '../../src/allies/leave-channel.ts'
import { removeComment } from '../../src/allies/remove-comment.ts'
import type { DomainEvent } from '../../src/events/events.ts'
import { type Peer, startPeer } from '../support/peer/peer.ts'
import { type CommunityServer, startCommunityServer } from './community-server.ts'
import { acceptAllFollowers, removeFollowers } from './followers.ts'
import { seenBy } from './seen.ts'

/** All that may be touched to tell others what happened: no table here leads to a member (P3). */
const outboundTables = [
  ...['activities', 'actor_keys', 'actors', 'channels', 'deliveries', 'edition_fetches', 'edition_images'],
  ...['edition_texts', 'edition_versions', 'editions', 'followed_channels', 'followers', 'inbox_messages'],
  ...['jobs', 'published_files', 'remote_comments'],
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
    const channel = { actorUri, host, ...names, kind: 'open', inbox: `${actorUri}/inbox` } as const
    const followed = await followChannel(moderator.ctx, { channel })
    if (!followed.ok) throw new Error('not followed')
    await tell()
    expect((await leaveChannel(moderator.ctx, followed.value)).ok).toBe(true)
    await tell()
    await removeFollowers(community, new URL(peer.origin).host)
    await tell()
    expect(new Set(told)).toEqual(
      new Set([
        ...['follower-accepted', 'follower-rejected', 'edition-published', 'edition-updated'],
        ...['edition-withdrawn', 'channel-followed', 'channel-left'],
        ...['remote-comment-accepted', 'remote-comment-changed', 'remote-comment-withdrawn'],
      ]),
    )
    expect(touched.size).toBeGreaterThan(8)
    expect([...touched].filter((table) => !outboundTables.includes(table))).toEqual([])
  })
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

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { decideRemoteFlags } from '../../src/allies/decide-remote-flags.ts'
import { readRemoteFlagged } from '../../src/allies/remote-flag-queries.ts'
import { sendFlag } from '../../src/allies/send-flag.ts'
import type { MemberCtx } from '../../src/context.ts'
import { flagThing } from '../../src/moderation/flag-thing.ts'
import { readQueue } from '../../src/moderation/queries.ts'
import { markSafe } from '../../src/safe-html.ts'
import type { JsonObject } from '../support/peer/http.ts'
import { type Peer, startPeer } from '../support/peer/peer.ts'
import { type CommunityServer, startCommunityServer } from './community-server.ts'
import { acceptAllFollowers } from './followers.ts'

describe('flags between communities', () => {
  let community: CommunityServer
  let ally: Peer
  let stranger: Peer
  let moderator: MemberCtx

  beforeAll(async () => {
    community = await startCommunityServer()
    const now = () => community.clock.now()
    ;[ally, stranger] = await Promise.all([startPeer({ now }), startPeer({ now })])
    await ally.follow(community.channel('allied').uri)
    await community.work()
    await acceptAllFollowers(community)
    await community.work()
    moderator = (await community.member({ roles: ['moderator'] })).ctx
  })
  beforeEach(async () => {
    await community.db.deleteFrom('remoteFlags').execute()
  })
  afterAll(async () => {
    await Promise.all([ally.stop(), stranger.stop()])
    await community.stop()
  })

  const flag = async (peer: Peer, object: unknown, extra: JsonObject = {}) => {
    const sent = peer.activity('Flag', 'reader', object as JsonObject, extra)
    await peer.post(community.inbox, sent, { as: 'reader' })
    await community.work()
  }
  const publish = async (channel: 'open' | 'allied' = 'open') => {
    const edition = await community.publish({ channel, title: 'Breakfast' })
    await community.work()
    return edition
  }
  const waiting = async () =>
    (await readQueue(moderator)).entries.filter(({ kind }) => kind === 'remoteFlag').map(({ id }) => id)

  describe('that come in', () => {
    it('wait for the moderators: as Lemmy sends them, as Mastodon does, and as bare as can be', async () => {
      const { editionId, uri } = await publish()
      await flag(stranger, uri, { summary: 'It names a street.', content: 'It names a street.' })
      await flag(stranger, [community.actor('voice').uri, uri], { content: 'Spam' })
      await flag(stranger, { id: uri, type: 'Page' })
      expect(await waiting()).toEqual([editionId])
      expect(await readRemoteFlagged(moderator, editionId)).toMatchObject({
        what: 'edition',
        title: 'Breakfast',
        flags: ['', 'It names a street.', 'Spam'].map((words) => ({
          words,
          host: new URL(stranger.origin).host,
        })),
      })
    })

    it('wait below the edition when they are about a Note of one of its languages', async () => {
      const { id } = community.channel('open')
      await community.db.updateTable('channels').set({ languageNotes: true }).where('id', '=', id).execute()
      const texts = [{ language: 'ru', title: '', html: markSafe('<p>Суп</p>') }]
      const { editionId } = await community.publish({ channel: 'open', texts })
      await community.work()
      const { uri } = await community.db
        .selectFrom('editionNotes')
        .select('uri')
        .where('editionId', '=', editionId)
        .executeTakeFirstOrThrow()
      await flag(stranger, uri, { content: 'Spam' })
      expect(await waiting()).toEqual([editionId])
    })

    it('the flagger is never named: not in the tables, not to moderators', async () => {
      const { editionId, uri } = await publish()
      await flag(stranger, uri, { content: 'Spam' })
      const { id } = stranger.actors.reader
      const rows = await community.db.selectFrom('remoteFlags').selectAll().execute()
      const kept = await community.db.selectFrom('inboxMessages').selectAll().execute()
      expect(rows).toHaveLength(1)
      expect(JSON.stringify([rows, kept])).not.toContain(id)
      expect(JSON.stringify(await readRemoteFlagged(moderator, editionId))).not.toContain(id)
    })

    it('are never forwarded, and nobody is answered', async () => {
      const { uri } = await publish()
      const [before, after] = [ally.deliveries.length, stranger.deliveries.length]
      await flag(stranger, uri, { content: 'Spam' })
      expect([ally.deliveries.length, stranger.deliveries.length]).toEqual([before, after])
    })

    it('count only from servers that may read the thing, and for what is ours', async () => {
      const { editionId, uri } = await publish('allied')
      await flag(stranger, uri)
      await flag(stranger, 'https://elsewhere.example/notes/1')
      await flag(stranger, community.channel('open').uri)
      expect(await waiting()).toEqual([])
      await flag(ally, uri)
      expect(await waiting()).toEqual([editionId])
    })

    it('cannot flood the moderators from one server', async () => {
      const { uri } = await publish()
      for (let number = 0; number < 22; number += 1) await flag(stranger, uri, { content: `${number}` })
      expect(await community.db.selectFrom('remoteFlags').select('id').execute()).toHaveLength(20)
      await community.db.deleteFrom('jobs').execute()
    })

    it('are decided once: it stays, and what they said is deleted', async () => {
      const { editionId, uri } = await publish()
      await flag(stranger, uri, { content: 'Spam' })
      const decide = () => decideRemoteFlags(moderator, { thingId: editionId, decision: 'keep' })
      expect((await decide()).ok).toBe(true)
      expect(await community.db.selectFrom('remoteFlags').select('id').execute()).toEqual([])
      expect((await decide()).ok).toBe(false)
      expect((await stranger.get(uri)).status).toBe(200)
    })

    it('are decided once: the edition is taken back everywhere', async () => {
      const { editionId, uri } = await publish('allied')
      await flag(ally, uri)
      expect((await decideRemoteFlags(moderator, { thingId: editionId, decision: 'remove' })).ok).toBe(true)
      await community.work()
      await ally.waitFor(({ type, object }) => type === 'Delete' && idOf(object) === uri)
      expect((await ally.get(uri)).status).toBe(410)
      expect(await waiting()).toEqual([])
    })

    it('are decided once: an answer from elsewhere is taken out, whether it waits or not', async () => {
      const { uri } = await publish()
      const { note } = await ally.createNote({ inReplyTo: uri }, { deliverTo: community.inbox })
      await community.work()
      await flag(stranger, note['id'], { content: 'Rude' })
      const [thingId = ''] = await waiting()
      expect(await readRemoteFlagged(moderator, thingId)).toMatchObject({ what: 'comment' })
      expect((await decideRemoteFlags(moderator, { thingId, decision: 'remove' })).ok).toBe(true)
      const comment = await community.db
        .selectFrom('remoteComments')
        .select(['state', 'html'])
        .where('id', '=', thingId)
        .executeTakeFirst()
      expect(comment).toEqual({ state: 'refused', html: '' })
    })

    it('are none of a member’s business', async () => {
      const { editionId, uri } = await publish()
      await flag(stranger, uri)
      const { ctx } = await community.member()
      expect(await readRemoteFlagged(ctx, editionId)).toBeUndefined()
      expect((await decideRemoteFlags(ctx, { thingId: editionId, decision: 'remove' })).ok).toBe(false)
    })
  })

  describe('that go out', () => {
    /** A post of an ally, brought by a channel that is followed. */
    const brought = async (actorType: 'Group' | 'Person') => {
      const id = community.random.id()
      const { id: actorUri } = ally.actors.community
      await community.db.deleteFrom('followedChannels').where('actorUri', '=', actorUri).execute()
      await community.db
        .insertInto('followedChannels')
        .values({
          ...{ id, actorUri, actorType, name: 'Neighbours', summary: '', kind: 'open', state: 'following' },
          ...{ handle: 'community@neighbours.example', host: new URL(ally.origin).host },
          ...{ inbox: `${actorUri}/inbox`, followUri: `${community.origin}/ap/activities/${id}` },
          requestedAt: community.clock.now(),
        })
        .execute()
      const objectUri = `${ally.origin}/objects/${id}`
      await community.db
        .insertInto('alliedPosts')
        .values({
          ...{ id, followedChannelId: id, objectUri, authorUri: actorUri, authorName: 'Neighbours' },
          ...{ html: '<p>Buy now</p>', language: 'en', publishedOn: '2030-01-01' },
          receivedAt: community.clock.now(),
        })
        .execute()
      return { alliedPostId: id, objectUri, actorUri }
    }

    it.each(['Group', 'Person'] as const)(
      'are said by the moderation actor to one %s, in the moderator’s own words',
      async (actorType) => {
        const { alliedPostId, objectUri, actorUri } = await brought(actorType)
        const words = `This is an advert (${actorType}).`
        expect((await sendFlag(moderator, { alliedPostId, words })).ok).toBe(true)
        await community.work()
        const { activity } = await ally.waitFor(({ type, content }) => type === 'Flag' && content === words)
        expect(activity).toMatchObject({
          actor: community.actor('moderation').uri,
          to: [actorUri],
          object: actorType === 'Group' ? objectUri : [actorUri, objectUri],
          summary: words,
        })
      },
    )

    it('say nothing of the member who flagged it here, nor of the moderator', async () => {
      const { alliedPostId } = await brought('Group')
      const { ctx, id } = await community.member({ name: 'Melati' })
      const thing = { what: 'allied-post', id: alliedPostId } as const
      const note = 'He lives next door to me'
      expect((await flagThing(ctx, { thing, category: 'danger', note })).ok).toBe(true)
      await community.work()
      expect(ally.received('Flag').map(({ activity }) => JSON.stringify(activity))).not.toContainEqual(
        expect.stringContaining(alliedPostId),
      )
      expect((await sendFlag(moderator, { alliedPostId, words: 'Dangerous.' })).ok).toBe(true)
      await community.work()
      const { request } = await ally.waitFor(({ content }) => content === 'Dangerous.')
      for (const secret of [id, 'Melati', 'next door', moderator.actor.memberId])
        expect(request.body.toString()).not.toContain(secret)
      const rows = await community.db.selectFrom('outgoingFlags').selectAll().execute()
      expect(JSON.stringify(rows)).not.toContain(moderator.actor.memberId)
    })

    it('need words, and a moderator', async () => {
      const { alliedPostId } = await brought('Group')
      const { ctx } = await community.member()
      expect((await sendFlag(ctx, { alliedPostId, words: 'Spam' })).ok).toBe(false)
      expect((await sendFlag(moderator, { alliedPostId, words: ' ' })).ok).toBe(false)
      expect((await sendFlag(moderator, { alliedPostId: 'nothing', words: 'Spam' })).ok).toBe(false)
    })
  })
})

const idOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null ? (value as JsonObject)['id'] : value

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readReactions } from '../../src/channels/reactions.ts'
import { sha256 } from '../../src/hashing.ts'
import { markSafe } from '../../src/safe-html.ts'
import type { JsonObject } from '../support/peer/http.ts'
import { type Peer, startPeer } from '../support/peer/peer.ts'
import { type CommunityServer, startCommunityServer } from './community-server.ts'
import { acceptAllFollowers } from './followers.ts'

const none = { like: 0, dislike: 0, emoji: 0, boost: 0 }

describe('a tap elsewhere on an edition of ours', () => {
  let community: CommunityServer
  let ally: Peer
  let stranger: Peer
  let edition: { editionId: string; uri: string }

  beforeAll(async () => {
    community = await startCommunityServer()
    const now = () => community.clock.now()
    ;[ally, stranger] = await Promise.all([startPeer({ now }), startPeer({ now })])
    await ally.follow(community.channel('allied').uri)
    await community.work()
    await acceptAllFollowers(community)
    await community.work()
  })
  beforeEach(async () => {
    edition = await community.publish({ channel: 'open' })
    await community.work()
  })
  afterAll(async () => {
    await Promise.all([ally.stop(), stranger.stop()])
    await community.stop()
  })

  const tap = async (peer: Peer, type: string, object: JsonObject | string, extra: JsonObject = {}) => {
    const sent = peer.activity(type, 'reader', object, extra)
    await peer.post(community.inbox, sent, { as: 'reader' })
    await community.work()
    return sent
  }
  const counts = (editionId = edition.editionId) => readReactions(community.system(), editionId)

  it.each([
    ['Like', {}, 'like'],
    ['Dislike', {}, 'dislike'],
    ['Like', { content: '🌱' }, 'emoji'],
    ['EmojiReact', { content: '🌱' }, 'emoji'],
    ['Announce', {}, 'boost'],
  ] as const)(
    '%s %o is counted as %s, once, and can be taken back by its id and by what it says',
    async (type, extra, kind) => {
      await tap(stranger, type, edition.uri, extra)
      const again = await tap(stranger, type, edition.uri, extra)
      expect(await counts()).toEqual({ ...none, [kind]: 1 })
      await tap(stranger, 'Undo', { ...again, '@context': undefined })
      expect(await counts()).toEqual(none)
      const once = await tap(stranger, type, edition.uri, extra)
      await tap(stranger, 'Undo', String(once['id']))
      expect(await counts()).toEqual(none)
    },
  )

  it('takes the place of its opposite, as a vote does', async () => {
    await tap(stranger, 'Like', edition.uri)
    await tap(stranger, 'Dislike', edition.uri)
    expect(await counts()).toEqual({ ...none, dislike: 1 })
  })

  it.each([
    ['Like', 'like'],
    ['Announce', 'boost'],
  ] as const)(
    '%s of a Note in one language counts for its edition, and is taken back by it',
    async (type, kind) => {
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
      await tap(stranger, type, uri)
      expect(await counts(editionId)).toEqual({ ...none, [kind]: 1 })
      await tap(stranger, 'Undo', { type, actor: stranger.actors.reader.id, object: uri })
      expect(await counts(editionId)).toEqual(none)
    },
  )

  it('is taken back by nobody else', async () => {
    const like = await tap(stranger, 'Like', edition.uri)
    await tap(ally, 'Undo', { ...like, '@context': undefined })
    await tap(ally, 'Undo', String(like['id']))
    expect(await counts()).toEqual({ ...none, like: 1 })
  })

  it('counts in an allied channel only from servers that may read it', async () => {
    const { editionId, uri } = await community.publish({ channel: 'allied' })
    await community.work()
    await tap(stranger, 'Like', uri)
    expect(await counts(editionId)).toEqual(none)
    await tap(ally, 'Like', uri)
    expect(await counts(editionId)).toEqual({ ...none, like: 1 })
  })

  it('P3: is nowhere on the wire, and kept without a name', async () => {
    await tap(stranger, 'Like', edition.uri)
    const served = await stranger.get(edition.uri)
    for (const word of ['likes', 'shares', 'dislikes', 'replies'])
      expect(Object.keys(served.json ?? {})).not.toContain(word)
    const [row] = await community.db.selectFrom('remoteReactions').selectAll().execute()
    expect(JSON.stringify(row)).not.toContain(stranger.actors.reader.id)
    expect(row?.actorHash).not.toBe(await sha256(stranger.actors.reader.id))
  })

  it('P3: does not tell that the same woman reacted twice in different places', async () => {
    const other = await community.publish({ channel: 'open' })
    await community.work()
    await tap(stranger, 'Like', edition.uri)
    await tap(stranger, 'Like', other.uri)
    const rows = await community.db
      .selectFrom('remoteReactions')
      .select('actorHash')
      .where('editionId', 'in', [edition.editionId, other.editionId])
      .execute()
    expect(rows).toHaveLength(2)
    expect(new Set(rows.map(({ actorHash }) => actorHash)).size).toBe(2)
  })

  it('goes with the edition', async () => {
    await tap(stranger, 'Like', edition.uri)
    await community.withdraw(edition.editionId)
    expect(await counts()).toEqual(none)
    await tap(stranger, 'Dislike', edition.uri)
    expect(await counts()).toEqual(none)
  })

  it('cannot be counted without end from one server', async () => {
    const host = new URL(stranger.origin).host
    await community.db
      .insertInto('remoteReactions')
      .values(
        Array.from({ length: 1_000 }, (_, number) => ({
          ...{ editionId: edition.editionId, actorHash: String(number), host, kind: 'like' as const },
          activityHash: String(number),
        })),
      )
      .execute()
    await tap(stranger, 'Like', edition.uri)
    expect((await counts()).like).toBe(1_000)
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCommunityActors } from '../../src/channels/create-community-actors.ts'
import { purgeExpired } from '../../src/community/purge-expired.ts'
import { dayOf, daysFrom } from '../../src/days.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'

let community: TestCommunity
beforeAll(async () => {
  community = await createTestCommunity()
})
afterAll(() => community.close())

const bytes = new TextEncoder().encode('{"content":"Spam"}')

const past = (days: number) => daysFrom(community.clock.now(), -days)

describe('P10: what is over its time is deleted', () => {
  it('of private messages after the days that the community has set', async () => {
    const { db } = community
    await db.updateTable('community').set({ messageDays: 40 }).execute()
    for (const [id, days] of [
      ['over', 41],
      ['young', 39],
    ] as const) {
      const { id: memberId } = await community.member()
      const conversation = { id, kind: 'moderators' as const, memberId }
      await db
        .insertInto('conversations')
        .values({ ...conversation, createdAt: past(days), lastMessageAt: past(days) })
        .execute()
      const message = { id, conversationId: id, authorId: memberId, fromModerators: false, body: 'Tea?' }
      await db
        .insertInto('messages')
        .values({ ...message, createdAt: past(days) })
        .execute()
    }
    await purgeExpired(community.system())
    expect(await db.selectFrom('messages').select('id').execute()).toEqual([{ id: 'young' }])
  })

  it('of flags from elsewhere and to elsewhere, with the bytes that carried their words', async () => {
    const { db } = community
    await createCommunityActors(community.system(), {
      newKeyPair: async () => ({ publicKeyPem: 'public', privateKeyPem: 'private' }),
      names: { voice: { username: 'voice', name: 'Harbour' }, channels: [] },
    })
    const { id: actorId } = await db.selectFrom('actors').select('id').limit(1).executeTakeFirstOrThrow()
    const uri = 'https://harbour.example/ap/objects/flagged'
    const followed = { id: 'f', actorUri: uri, handle: 'a@b', host: 'b', name: '', summary: '', inbox: uri }
    await db
      .insertInto('followedChannels')
      .values({ ...followed, kind: 'open', state: 'following', followUri: uri, requestedAt: past(0) })
      .execute()
    const edition = { id: 'e', uri, actorId, followedChannelId: 'f', objectType: 'Note', version: 1 } as const
    await db
      .insertInto('editions')
      .values({ ...edition, publishedOn: dayOf(past(0)) })
      .execute()
    for (const [id, incoming, outgoing] of [
      ['over', 91, 31],
      ['young', 89, 29],
    ] as const) {
      await db
        .insertInto('remoteFlags')
        .values({ id, editionId: 'e', host: 'b', words: 'Spam', receivedAt: past(incoming) })
        .execute()
      await db
        .insertInto('outgoingFlags')
        .values({
          ...{ id, objectUris: [uri], recipientUri: uri, inbox: uri, words: 'Spam' },
          createdOn: dayOf(past(outgoing)),
        })
        .execute()
      await db
        .insertInto('activities')
        .values({ id, uri: `${uri}/${id}`, actorId, type: 'Flag', body: bytes, createdOn: dayOf(past(0)) })
        .execute()
    }
    await purgeExpired(community.system())
    for (const table of ['remoteFlags', 'outgoingFlags'] as const)
      expect(await db.selectFrom(table).select('id').execute()).toEqual([{ id: 'young' }])
    const kept = await db.selectFrom('activities').select(['id', 'body']).orderBy('id').execute()
    expect(kept.map(({ id, body }) => [id, body.byteLength])).toEqual([
      ['over', 0],
      ['young', bytes.byteLength],
    ])
  })

  it('of translations that were settled 90 days ago, but not of those that stand', async () => {
    const { db } = community
    const rows = [
      ['over', 91, 'withdrawn'],
      ['refused', 91, 'refused'],
      ['young', 89, 'withdrawn'],
      ['stands', 91, 'accepted'],
      ['waiting', null, 'waiting'],
    ] as const
    for (const [id, days, state] of rows) {
      const settledOn = days === null ? null : dayOf(past(days))
      const shared = { id, language: 'ru', html: '', state, settledOn }
      await db
        .insertInto('offeredTranslations')
        .values({
          ...{ ...shared, uri: id, followedChannelId: 'f', objectUri: 'o', seen: '' },
          waitingSince: past(200),
        })
        .execute()
      await db
        .insertInto('receivedTranslations')
        .values({
          ...{ ...shared, offerUri: id, editionId: 'e', actorUri: 'a', host: 'b', inbox: 'i' },
          ...{ translatedBy: 'B', receivedAt: past(200) },
        })
        .execute()
    }
    const version = { editionId: 'e', version: 1, approvedOn: dayOf(past(200)) }
    await db.insertInto('editionVersions').values(version).execute()
    await db
      .insertInto('editionTexts')
      .values({
        ...{ editionId: 'e', version: 1, language: 'ru', original: false, title: '', html: '' },
        ...{ translatedBy: 'B', offerUri: 'stands' },
      })
      .execute()
    await purgeExpired(community.system())
    for (const table of ['offeredTranslations', 'receivedTranslations'] as const) {
      const left = await db.selectFrom(table).select('id').orderBy('id').execute()
      expect(left.map(({ id }) => id)).toEqual(['stands', 'waiting', 'young'])
    }
  })

  it('of asking to come into a group when it was decided 90 days ago, with the answers', async () => {
    const { db } = community
    const { id: memberId } = await community.member()
    for (const [id, decidedAt] of [
      ['over', past(91)],
      ['young', past(89)],
      ['waiting', null],
    ] as const) {
      const request = { id, groupId: community.groups.general, memberId, createdAt: past(89) }
      const state = decidedAt === null ? 'waiting' : 'declined'
      await db
        .insertInto('groupRequests')
        .values({ ...request, state, decidedAt })
        .execute()
    }
    await purgeExpired(community.system())
    const left = await db.selectFrom('groupRequests').select('id').orderBy('id').execute()
    expect(left).toEqual([{ id: 'waiting' }, { id: 'young' }])
  })
})

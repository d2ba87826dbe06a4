import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { publishedTables, readEdition } from '../../src/channels/published.ts'
import { readAddressed, readReceivers, readWithdrawalReceipts } from '../../src/channels/receipts.ts'
import { renewWithdrawalCode } from '../../src/channels/renew-withdrawal-code.ts'
import { readWithdrawable } from '../../src/channels/review-queries.ts'
import { startNewVersion } from '../../src/channels/start-new-version.ts'
import { readByCode, withdrawByCode } from '../../src/channels/withdraw-by-code.ts'
import { withdrawEdition } from '../../src/channels/withdraw-edition.ts'
import type { Database } from '../../src/context.ts'
import { sha256 } from '../../src/hashing.ts'
import {
  consent,
  createSharingCommunity,
  done,
  events,
  publish,
  refusalOf,
  type SharingCommunity,
} from './support.ts'

let community: SharingCommunity
beforeEach(async () => {
  community = await createSharingCommunity()
})
afterEach(() => community.close())

/** What federation writes when an activity about an edition leaves. */
async function sent(
  editionId: string,
  type: string,
  deliveries: readonly {
    host: string
    state: 'waiting' | 'asked' | 'confirmed' | 'failed'
    attempts?: number
    nextAttemptAt?: Date
    settledOn?: string
  }[],
) {
  const { db, random } = community
  const id = random.id()
  const { actorId } = await db
    .selectFrom('editions')
    .select('actorId')
    .where('id', '=', editionId)
    .executeTakeFirstOrThrow()
  await db
    .insertInto('activities')
    .values({
      id,
      uri: `https://harbour.example/ap/activities/${id}`,
      ...{ actorId, type, editionId, body: new TextEncoder().encode('Breakfast'), createdOn: '2030-05-20' },
    })
    .execute()
  for (const delivery of deliveries) {
    await db
      .insertInto('deliveries')
      .values({
        ...delivery,
        ...{ id: random.id(), activityId: id, editionId, inbox: `https://${delivery.host}/${random.id()}` },
      })
      .execute()
  }
  return id
}

describe('taking back', () => {
  it('deletes words and pictures at once and everywhere here, and keeps the tombstone and the ledger', async () => {
    const { author } = community
    const { editionId, shareId } = await publish(community, { pictures: [{ bytes: new Uint8Array([1]) }] })
    const activityId = await sent(editionId, 'Create', [{ host: 'one.example', state: 'asked' }])
    const next = done(await startNewVersion(author.ctx, { shareId }))
    await consent(community, author.ctx, next.shareId)
    community.clock.moveDays(1)
    done(await withdrawEdition(author.ctx, { editionId }))

    const { db } = community
    for (const table of ['editionTexts', 'editionImages', 'publishedFiles', 'shareImages'] as const) {
      expect(await db.selectFrom(table).selectAll().execute(), table).toEqual([])
    }
    const shares = await db.selectFrom('shares').select(['id', 'state', 'title', 'body']).execute()
    expect(shares).toHaveLength(2)
    expect(shares).toContainEqual({ id: shareId, state: 'published', title: '', body: '' })
    expect(shares).toContainEqual({ id: next.shareId, state: 'revoked', title: '', body: '' })
    const consents = await db.selectFrom('consents').select('revokedAt').execute()
    for (const { revokedAt } of consents) expect(revokedAt).toEqual(community.clock.now())
    const activity = await db
      .selectFrom('activities')
      .select(['id', 'body'])
      .where('editionId', '=', editionId)
      .executeTakeFirstOrThrow()
    expect(activity.id).toBe(activityId)
    expect(activity.body).toHaveLength(0)
    expect(await db.selectFrom('deliveries').select('host').execute()).toEqual([{ host: 'one.example' }])
    expect(await readEdition(publishedTables(db), editionId)).toMatchObject({
      withdrawnOn: '2030-05-21',
      texts: [],
      images: [],
    })
    expect(await events(community)).toEqual([
      { type: 'edition-published', editionId, version: 1 },
      { type: 'edition-withdrawn', editionId },
    ])
  })

  it('leaves the group post and its pictures alone', async () => {
    const { editionId, postId } = await publish(community, { pictures: [{ bytes: new Uint8Array([1]) }] })
    done(await withdrawEdition(community.author.ctx, { editionId }))
    const posts = await community.db.selectFrom('posts').select(['id', 'body', 'deletedAt']).execute()
    expect(posts).toEqual([{ id: postId, body: 'Breakfast on **Friday**', deletedAt: null }])
    expect(await community.db.selectFrom('mediaFiles').selectAll().execute()).toHaveLength(1)
  })

  it('happens once, however many ask at the same time', async () => {
    const { editionId, withdrawalCode } = await publish(community)
    const results = await Promise.all([
      withdrawEdition(community.author.ctx, { editionId }),
      withdrawEdition(community.moderator.ctx, { editionId }),
      withdrawByCode(community.guest(), { code: withdrawalCode }),
    ])
    for (const result of results) expect(result.ok).toBe(true)
    const withdrawals = (await events(community)).filter((event) =>
      JSON.stringify(event).includes('edition-withdrawn'),
    )
    expect(withdrawals).toHaveLength(1)
  })

  it('leaves no words and pictures behind in a new version that begins at the same moment', async () => {
    const { author, db } = community
    for (let round = 0; round < 8; round += 1) {
      const { editionId, shareId } = await publish(community, { pictures: [{ bytes: new Uint8Array([1]) }] })
      await Promise.all([
        startNewVersion(author.ctx, { shareId }),
        withdrawEdition(author.ctx, { editionId }),
        startNewVersion(author.ctx, { shareId }),
      ])
    }
    expect(await db.selectFrom('shareImages').selectAll().execute()).toEqual([])
    const open = db.selectFrom('shares').select('id').where('state', '=', 'draft')
    expect(await open.execute()).toEqual([])
  })
})

describe('P14: a withdrawal code that does not fit', () => {
  const wrong = ['', 'x', '0'.repeat(32), 'a'.repeat(5_000), '\u0000', 'ñandú']

  /** Counts the answers of the database. */
  const counting = (db: Database) => {
    const counter = { statements: 0 }
    const counted = db.withPlugin({
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        counter.statements += 1
        return result
      },
    })
    return { db: counted, counter }
  }

  it('gets the same answer by the same work, whatever is wrong with it', async () => {
    const { editionId, withdrawalCode } = await publish(community)
    const { shareId } = await community.db
      .selectFrom('shares')
      .select('id as shareId')
      .executeTakeFirstOrThrow()
    const renewed = done(await renewWithdrawalCode(community.author.ctx, { shareId }))
    const answers = new Set<string>()
    for (const code of [...wrong, withdrawalCode, editionId]) {
      for (const use of [
        readByCode,
        (ctx: typeof guest, typed: string) => withdrawByCode(ctx, { code: typed }),
      ]) {
        const guest = community.guest()
        const { db, counter } = counting(community.db)
        const result = await use({ ...guest, db }, code)
        answers.add(JSON.stringify([refusalOf(result), counter.statements]))
      }
    }
    const guest = community.guest()
    expect([...answers]).toEqual([
      JSON.stringify([{ kind: 'invalid', message: 'withdrawal.errors.code' }, 1]),
    ])
    expect(done(await readByCode(guest, renewed.withdrawalCode)).editionId).toBe(editionId)
  })

  it('is never stored as it is', async () => {
    const { withdrawalCode } = await publish(community)
    const { withdrawalCodeHash } = await community.db
      .selectFrom('editions')
      .select('withdrawalCodeHash')
      .executeTakeFirstOrThrow()
    expect(withdrawalCodeHash).toBe(await sha256(withdrawalCode))
    const shares = await community.db.selectFrom('shares').select('withdrawalCodeHash').execute()
    expect(shares).toEqual([{ withdrawalCodeHash: null }])
  })
})

describe('P5: receipts say only what is known', () => {
  it('with a row for every server that got it, fetched it or was asked', async () => {
    const { editionId } = await publish(community)
    await sent(editionId, 'Create', [
      { host: 'asked.example', state: 'asked' },
      { host: 'confirmed.example', state: 'asked' },
      { host: 'down.example', state: 'asked' },
      { host: 'later.example', state: 'asked' },
      { host: 'lost.example', state: 'asked' },
      { host: 'never-reached.example', state: 'failed', attempts: 3 },
    ])
    const fetched = {
      editionId,
      host: 'fetched.example',
      inbox: 'https://fetched.example/inbox',
      fetchedOn: '2030-05-20',
    }
    await community.db.insertInto('editionFetches').values(fetched).execute()
    expect(await readReceivers(community.guest(), editionId)).toEqual([
      'asked.example',
      'confirmed.example',
      'down.example',
      'fetched.example',
      'later.example',
      'lost.example',
    ])
    expect(await readAddressed(community.guest(), editionId)).toEqual([
      ...(await readReceivers(community.guest(), editionId)),
      'never-reached.example',
    ])
    done(await withdrawEdition(community.author.ctx, { editionId }))
    const nextTry = new Date('2030-05-20T11:00:00Z')
    await sent(editionId, 'Delete', [
      { host: 'asked.example', state: 'asked', attempts: 1, settledOn: '2030-05-20' },
      { host: 'confirmed.example', state: 'confirmed', attempts: 1, settledOn: '2030-05-21' },
      { host: 'down.example', state: 'failed', attempts: 2, nextAttemptAt: nextTry },
      { host: 'later.example', state: 'waiting' },
      { host: 'lost.example', state: 'failed', attempts: 40, settledOn: '2030-05-30' },
    ])
    expect(await readWithdrawalReceipts(community.guest(), editionId)).toEqual([
      { server: 'asked.example', state: 'asked', on: '2030-05-20' },
      { server: 'confirmed.example', state: 'confirmed', on: '2030-05-21' },
      { server: 'down.example', state: 'unreachable', nextTry },
      { server: 'fetched.example', state: 'waiting' },
      { server: 'later.example', state: 'waiting' },
      { server: 'lost.example', state: 'given-up' },
    ])
  })

  it('and for a server with several inboxes as little as is known of any of them', async () => {
    const { editionId } = await publish(community)
    done(await withdrawEdition(community.author.ctx, { editionId }))
    await sent(editionId, 'Delete', [
      { host: 'one.example', state: 'confirmed', attempts: 1, settledOn: '2030-05-20' },
      { host: 'one.example', state: 'waiting' },
    ])
    expect(await readWithdrawalReceipts(community.guest(), editionId)).toEqual([
      { server: 'one.example', state: 'waiting' },
    ])
  })

  it('to the author and to moderators', async () => {
    const { editionId, shareId } = await publish(community)
    done(await withdrawEdition(community.author.ctx, { editionId }))
    const withdrawn = { id: editionId, title: '', withdrawnOn: '2030-05-20' }
    expect(await readWithdrawable(community.author.ctx, editionId)).toEqual({
      ...withdrawn,
      ownShareId: shareId,
    })
    expect(await readWithdrawable(community.moderator.ctx, editionId)).toEqual(withdrawn)
    const stranger = await community.member()
    expect(await readWithdrawable(stranger.ctx, editionId)).toBeUndefined()
  })
})

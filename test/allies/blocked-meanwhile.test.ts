import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { holdActivities, recordActivity } from '../../src/allies/remote.ts'
import { decideServer } from '../../src/servers/decide-server.ts'
import {
  type AlliedCommunity,
  createAlliedCommunity,
  refusalOf,
  remoteChannel,
  remoteObject,
} from './support.ts'

const host = 'valley.example'
const valley = remoteChannel(host)

describe('a server that is blocked while what it sent is worked off', () => {
  let community: AlliedCommunity
  beforeAll(async () => {
    community = await createAlliedCommunity()
    await community.follow(valley)
  })
  afterAll(() => community.close())

  const bring = (number: number) => community.bring(valley, remoteObject(`https://${host}/${number}`))
  const posts = async () =>
    (await community.db.selectFrom('alliedPosts').select('objectUri').execute()).map((row) => row.objectUri)
  const somebodyWaits = async () => {
    const { rows } = await sql`select 1 from pg_locks where not granted
      and relation = 'processed_activities'::regclass`.execute(community.db)
    return rows.length > 0
  }
  const set = (db: AlliedCommunity['db'], standing: 'blocked' | 'known') =>
    db
      .insertInto('servers')
      .values({ domain: host, standing, changedOn: '2030-05-20' })
      .onConflict((conflict) => conflict.column('domain').doUpdateSet({ standing }))
      .execute()

  it('says nothing any more, and leaves no trace of having tried', async () => {
    await set(community.db, 'blocked')
    expect(refusalOf(await bring(1))).toMatchObject({ kind: 'forbidden' })
    expect(await posts()).toEqual([])
    await set(community.db, 'known')
    expect((await bring(1)).ok).toBe(true)
    expect(await posts()).toHaveLength(1)
  })

  it('says nothing either when the block is about to be decided', async () => {
    const bringing = await community.db.transaction().execute(async (db) => {
      await holdActivities({ db })
      await set(db, 'blocked')
      const result = bring(2)
      await expect.poll(somebodyWaits).toBe(true)
      return { result }
    })
    expect(refusalOf(await bringing.result)).toMatchObject({ kind: 'forbidden' })
    expect(await posts()).toHaveLength(1)
    await set(community.db, 'known')
  })

  it('leaves nothing that it was saying when the block was decided, and is trusted no more', async () => {
    await community.db.updateTable('servers').set({ answers: 'trusted' }).execute()
    const moderator = await community.member({ roles: ['moderator'] })
    const deciding = await community.db.transaction().execute(async (db) => {
      const ctx = { ...community.system(), db }
      expect(await recordActivity(ctx, { uri: `https://${host}/activities/3`, host })).toBe('new')
      const result = decideServer(moderator.ctx, { domain: host, decision: 'block' })
      await expect.poll(somebodyWaits).toBe(true)
      await db
        .insertInto('inboxMessages')
        .values({
          ...{ id: 'late', host, actorUri: `https://${host}/1`, body: new Uint8Array() },
          receivedAt: ctx.clock.now(),
        })
        .execute()
      return { result }
    })
    expect((await deciding.result).ok).toBe(true)
    expect(await posts()).toEqual([])
    expect(await community.db.selectFrom('inboxMessages').select('id').execute()).toEqual([])
    const server = await community.db.selectFrom('servers').selectAll().executeTakeFirstOrThrow()
    expect(server).toMatchObject({ standing: 'blocked', answers: 'held' })
  })
})

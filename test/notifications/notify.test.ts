import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { inTransaction } from '../../src/db/transaction.ts'
import {
  isAlwaysInApp,
  isQuietedByMutes,
  topicColumn,
  topicOf,
  topics,
} from '../../src/notifications/kinds.ts'
import { notify, notifyAlert } from '../../src/notifications/notify.ts'
import { ok } from '../../src/result.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'
import { choose, comment, device, everyKind, forget, group, jobsOf, post, tell, toldTo } from './support.ts'

let community: TestCommunity
let luz: Awaited<ReturnType<TestCommunity['member']>>
let ana: Awaited<ReturnType<TestCommunity['member']>>

beforeAll(async () => {
  community = await createTestCommunity()
  luz = await community.member({ name: 'Luz' })
  ana = await community.member({ name: 'Ana' })
})
beforeEach(() => forget(community))
afterAll(() => community.close())

describe('every kind of notice', () => {
  it('is one that the table takes, and all of them are known here', async () => {
    const { rows } = await sql<{ definition: string }>`select pg_get_constraintdef(oid) as definition
      from pg_constraint where conname = 'notifications_kind_check'`.execute(community.db)
    const kinds = Array.from(rows[0]?.definition.matchAll(/'([a-z-]+)'/g) ?? [], ([, kind]) => kind)
    expect(kinds.sort()).toEqual([...everyKind].sort())
  })

  it('has the same topic in a query as in the program', async () => {
    for (const kind of everyKind) {
      const { rows } = await sql<{ topic: string }>`
        select ${topicColumn(sql<string>`${kind}::text`)} as topic`.execute(community.db)
      expect(rows[0]?.topic).toBe(topicOf(kind))
      expect(topics).toContain(topicOf(kind))
    }
  })

  it.each(everyKind)('%s reaches her as long as she chose nothing, by the app alone', async (kind) => {
    await device(community, luz.id, 'https://push.example/luz')
    await tell(community, { kind, memberIds: [luz.id, luz.id] })
    expect(await toldTo(community, luz.id)).toEqual([kind])
    expect(await jobsOf(community)).toEqual([])
  })

  it.each(everyKind)(
    '%s stays away from the app when she does not want its topic, unless it is about her safety',
    async (kind) => {
      await choose(luz.ctx, topicOf(kind), { inApp: false })
      await tell(community, { kind, memberIds: [luz.id] })
      expect(await toldTo(community, luz.id)).toEqual(isAlwaysInApp(kind) ? [kind] : [])
      expect(await jobsOf(community)).toEqual([])
    },
  )

  it.each(everyKind)(
    '%s wakes her devices when she chose a sign for its topic, and no others',
    async (kind) => {
      await choose(luz.ctx, topicOf(kind), { push: true, inApp: false })
      const other = topics.find((topic) => topic !== topicOf(kind)) ?? 'threads'
      await choose(ana.ctx, other, { push: true })
      const phone = await device(community, luz.id, 'https://push.example/luz')
      await device(community, ana.id, 'https://push.example/ana')
      await tell(community, { kind, memberIds: [luz.id, ana.id] })
      // What a sign points to stands in the app, whatever she ticked.
      expect(await toldTo(community, luz.id)).toEqual([kind])
      expect(await jobsOf(community)).toMatchObject([{ kind: 'push', payload: { subscriptionId: phone } }])
    },
  )

  it('of safety is exactly what her account depends on', () => {
    expect(everyKind.filter(isAlwaysInApp).sort()).toEqual(
      [
        ...['appeal-decided', 'recovery-asked', 'recovery-started', 'role-changed', 'sanction', 'unmasked'],
        'vouch-asked',
      ].sort(),
    )
  })
})

describe('a muted thread, a muted group, a group she turned away from', () => {
  it.each(everyKind)('keep %s away exactly when it is about what others wrote', async (kind) => {
    const postId = await post(community, community.groups.general)
    const commentId = await comment(community, postId)
    const expected = isQuietedByMutes(kind) ? [] : [kind]
    const mutes = [
      { table: 'thread_mutes', column: 'post_id', id: postId },
      { table: 'group_mutes', column: 'group_id', id: community.groups.general },
      { table: 'group_departures', column: 'group_id', id: community.groups.general },
    ]
    for (const { table, column, id } of mutes) {
      await sql`insert into ${sql.table(table)} (member_id, ${sql.ref(column)}) values (${luz.id}, ${id})`.execute(
        community.db,
      )
      for (const about of [{ postId }, { commentId }]) {
        await tell(community, { kind, memberIds: [luz.id, ana.id], ...about })
        expect({ table, about, told: await toldTo(community, luz.id) }).toEqual({
          table,
          about,
          told: expected,
        })
        expect(await toldTo(community, ana.id)).toEqual([kind])
        await sql`delete from notifications`.execute(community.db)
      }
      await sql`delete from ${sql.table(table)}`.execute(community.db)
    }
  })

  it('say nothing about other threads and groups', async () => {
    const [muted, other] = [
      await post(community, community.groups.general),
      await post(community, community.groups.general),
    ]
    await community.db.insertInto('threadMutes').values({ memberId: luz.id, postId: muted }).execute()
    await tell(community, { kind: 'comment', memberIds: [luz.id], postId: other })
    expect(await toldTo(community, luz.id)).toEqual(['comment'])
  })
})

describe('a notice', () => {
  it('is kept with its thread, also when only the comment was named', async () => {
    const postId = await post(community, community.groups.general)
    const commentId = await comment(community, postId)
    await tell(community, { kind: 'reply', memberIds: [luz.id], commentId })
    const [row] = await community.db.selectFrom('notifications').selectAll().execute()
    expect(row).toMatchObject({ memberId: luz.id, postId, commentId, seen: false })
    expect(row?.id).toMatch(/^[0-9a-f]{24}$/)
  })

  it('reaches nobody who is frozen, suspended, expelled or erased', async () => {
    for (const status of ['frozen', 'suspended', 'expelled', 'erased'] as const) {
      const away = await community.member()
      await community.db.updateTable('members').set({ status }).where('id', '=', away.id).execute()
      await tell(community, { kind: 'sanction', memberIds: [away.id] })
      expect(await toldTo(community, away.id)).toEqual([])
    }
  })

  it('is gone with the transaction that made it', async () => {
    await community.db
      .transaction()
      .execute(async (db) => {
        await notify({ ...community.system(), db }, { kind: 'message', memberIds: [luz.id] })
        throw new Error('undone on purpose')
      })
      .catch(() => {})
    expect(await toldTo(community, luz.id)).toEqual([])
  })

  it('queues one sign for a device however much happens before it goes', async () => {
    await choose(luz.ctx, 'threads', { push: true })
    await device(community, luz.id, 'https://push.example/1')
    await device(community, luz.id, 'https://push.example/2')
    for (let count = 0; count < 5; count += 1) await tell(community, { kind: 'comment', memberIds: [luz.id] })
    expect(await jobsOf(community)).toHaveLength(2)
    expect(await toldTo(community, luz.id)).toHaveLength(5)
  })
})

describe('an alert', () => {
  const announce = (postId: string) =>
    inTransaction(community.system(), async (trx) => {
      await notifyAlert(trx, postId)
      return ok()
    })

  it('is told to all who read its group, but not to its author, in one statement', async () => {
    const inside = await community.member()
    const outside = await community.member()
    const closed = await group(community, 'Breakfast', 'hidden', [inside.id, luz.id])
    await announce(await post(community, closed, { by: luz.id, kind: 'alert' }))
    expect(await toldTo(community, inside.id)).toEqual(['alert'])
    expect(await toldTo(community, luz.id)).toEqual([])
    expect(await toldTo(community, outside.id)).toEqual([])
  })

  it('P8 is told to its author too if she wrote it without her name, so that no list lacks her', async () => {
    await announce(await post(community, community.groups.general, { unnamed: luz.id, kind: 'alert' }))
    expect(await toldTo(community, luz.id)).toEqual(['alert'])
    expect(await toldTo(community, ana.id)).toEqual(['alert'])
  })

  it('follows what each reader chose, muted and left', async () => {
    await choose(luz.ctx, 'alerts', { inApp: false })
    await community.db
      .insertInto('groupMutes')
      .values({ memberId: ana.id, groupId: community.groups.general })
      .execute()
    await announce(await post(community, community.groups.general, { kind: 'alert' }))
    expect(await toldTo(community, luz.id)).toEqual([])
    expect(await toldTo(community, ana.id)).toEqual([])
    await community.db.deleteFrom('groupMutes').execute()
  })
})

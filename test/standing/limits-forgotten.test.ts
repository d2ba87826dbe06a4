import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { purgeExpired } from '../../src/community/purge-expired.ts'
import type { MemberCtx } from '../../src/context.ts'
import { daysFrom } from '../../src/days.ts'
import { removeWritten } from '../../src/moderation/remove-written.ts'
import { createComment } from '../../src/posts/create-comment.ts'
import { appealLimit } from '../../src/standing/appeal-limit.ts'
import { decideLimitAppeal } from '../../src/standing/decide-limit-appeal.ts'
import { limitAnonymous } from '../../src/standing/limit-anonymous.ts'
import { openStanding, type Standing } from './pages.ts'

let standing: Standing
let mar: MemberCtx
let sol: MemberCtx

beforeAll(async () => {
  standing = await openStanding()
  mar = (await standing.member({ roles: ['moderator'] })).ctx
  sol = (await standing.member({ roles: ['moderator'] })).ctx
})
afterAll(() => standing.close())

const hour = 1 / 24

/** Somebody whose post was limited and removed in one go, as moderators do. */
async function limited(days: string) {
  const author = await standing.member()
  const postId = await standing.post(author.id, { anonymous: true })
  standing.clock.moveDays(hour)
  const limit = { postId, submission: standing.random.id(), days, reason: 'It named a street.' }
  expect((await limitAnonymous(mar, limit)).ok).toBe(true)
  const removedAt = standing.clock.now()
  await standing.db.updateTable('posts').set({ removedAt }).where('id', '=', postId).execute()
  await standing.db
    .insertInto('removals')
    .values({ id: standing.random.id(), postId, category: 'names', removedAt })
    .execute()
  return { ...author, postId }
}

const appeal = async ({ ctx, postId }: Awaited<ReturnType<typeof limited>>): Promise<string> => {
  expect((await appealLimit(ctx, { postId, appeal: 'Please.' })).ok).toBe(true)
  const rows = standing.db.selectFrom('postSanctions').select('id').where('postId', '=', postId)
  return (await rows.executeTakeFirstOrThrow()).id
}

const endOf = async (memberId: string): Promise<Date | undefined> => {
  const rows = standing.db.selectFrom('anonymousLimits').select('endsAt').where('memberId', '=', memberId)
  return (await rows.executeTakeFirst())?.endsAt
}

/** Every moment or day in a row that names a post, whatever its table; acts with what they were about. */
async function momentsAbout(postId: string): Promise<{ table: string; at: Date }[]> {
  const { rows: tables } = await sql<{ tableName: string }>`select table_name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE'`.execute(standing.db)
  const sources = [
    ...tables.map(({ tableName }) => ({ table: tableName, rows: sql`select * from ${sql.id(tableName)}` })),
    { table: 'acts', rows: sql`select * from moderation_acts join act_subjects using (token)` },
  ]
  const found: { table: string; at: Date }[] = []
  for (const { table, rows } of sources) {
    const read = await sql<{
      text: string
    }>`select row_to_json(one)::text as text from (${rows}) one`.execute(standing.db)
    for (const { text } of read.rows.filter((row) => row.text.includes(postId))) {
      for (const [moment] of text.matchAll(/(?<=")\d{4}-\d\d-\d\d[^"]*/g)) {
        found.push({ table, at: new Date(moment) })
      }
    }
  }
  return found
}

type Precision = 'millisecond' | 'second' | 'day'
const lengths: Readonly<Record<Precision, number>> = { millisecond: 1, second: 1_000, day: 86_400_000 }

/** Joins that lead from a post to exactly one of all members who are limited. */
async function joinsThatName(postId: string, afterDays: readonly number[]): Promise<string[]> {
  const limits = await standing.db.selectFrom('anonymousLimits').selectAll().execute()
  const joins: string[] = []
  for (const { table, at } of await momentsAbout(postId)) {
    for (const [precision, length] of Object.entries(lengths)) {
      for (const days of afterDays) {
        const cut = (moment: Date) => Math.ceil(moment.getTime() / length)
        const joined = limits.filter(({ endsAt }) => cut(endsAt) === cut(daysFrom(at, days)))
        if (joined.length === 1) joins.push(`${table} by ${precision} after ${days} days`)
      }
    }
  }
  return joins
}

describe('P8 a limit outlives the link', () => {
  it('P8: after 30 days no join of what is kept names who wrote a limited post', async () => {
    const [luz, ana] = [await limited('90'), await limited('90')]
    // The control: as long as the server knows, it finds the limits by the posts.
    expect(await momentsAbout(luz.postId)).not.toEqual([])
    standing.clock.moveDays(31)
    expect((await purgeExpired(standing.system())).ok).toBe(true)
    for (const { id, postId } of [luz, ana]) {
      expect(await endOf(id)).toBeInstanceOf(Date)
      expect(await joinsThatName(postId, [0, 7, 30, 90])).toEqual([])
    }
  })

  it('P8: the only one who was limited on a day is not found by the end of her limit either', async () => {
    const luz = await limited('90')
    const found = await joinsThatName(luz.postId, [0])
    expect(found).toContain('post_sanctions by day after 0 days')
    standing.clock.moveDays(31)
    expect((await purgeExpired(standing.system())).ok).toBe(true)
    expect(await endOf(luz.id)).toBeInstanceOf(Date)
    expect(await joinsThatName(luz.postId, [0])).toEqual([])
    const tables = (await momentsAbout(luz.postId)).map(({ table }) => table)
    expect(tables.filter((table) => table === 'post_sanctions' || table === 'acts')).toEqual([])
  })

  it('P8: ends for everybody of a day at the same midnight, and never early', async () => {
    const [first, second] = [await limited('30'), await limited('30')]
    const now = standing.clock.now()
    const [one, other] = [await endOf(first.id), await endOf(second.id)]
    expect(one).toEqual(other)
    expect(one?.getTime()).toBeGreaterThanOrEqual(daysFrom(now, 30).getTime())
    expect(one?.toISOString()).toContain('T00:00:00.000Z')
  })

  it('P8: that is lifted does not say at which moment', async () => {
    const luz = await limited('90')
    const sanctionId = await appeal(luz)
    const decided = await decideLimitAppeal(sol, { sanctionId, decision: 'lift', answer: 'Yes.' })
    expect(decided.ok).toBe(true)
    const end = await endOf(luz.id)
    expect(end?.toISOString()).toContain('T00:00:00.000Z')
    expect(end?.getTime()).toBeLessThanOrEqual(standing.clock.now().getTime())
  })

  it('P8: stays to be answered while an appeal waits, without the days of the limit', async () => {
    const luz = await limited('90')
    const sanctionId = await appeal(luz)
    standing.clock.moveDays(31)
    expect((await purgeExpired(standing.system())).ok).toBe(true)
    expect(await joinsThatName(luz.postId, [0])).toEqual([])
    expect((await momentsAbout(luz.postId)).filter(({ table }) => table === 'acts')).toEqual([])
    const decided = await decideLimitAppeal(sol, { sanctionId, decision: 'uphold', answer: 'It stays.' })
    expect(decided.ok).toBe(true)
    expect((await purgeExpired(standing.system())).ok).toBe(true)
    const left = standing.db.selectFrom('postSanctions').select('id').where('id', '=', sanctionId)
    expect(await left.execute()).toEqual([])
    expect((await momentsAbout(luz.postId)).filter(({ table }) => table === 'acts')).toEqual([])
  })

  it('P8: forgets of every act that it was about an anonymous post or comment of more than 30 days', async () => {
    const luz = await standing.member()
    const postId = await standing.post(luz.id, { anonymous: true })
    const namedPostId = await standing.post(luz.id)
    const about = { text: 'It was us.', language: 'en', submission: standing.random.id() }
    const comment = await createComment(luz.ctx, { ...about, target: { postId } })
    if (!comment.ok) throw new Error('no comment')
    const { commentId } = comment.value
    const things = [
      { what: 'comment', id: commentId },
      { what: 'post', id: postId },
      { what: 'post', id: namedPostId },
    ] as const
    for (const thing of things) {
      expect((await removeWritten(mar, { thing, category: 'rules', reason: '' })).ok).toBe(true)
    }
    const acts = async (subjectId: string) =>
      (await momentsAbout(subjectId)).filter(({ table }) => table === 'acts')
    expect(await acts(postId)).not.toEqual([])
    expect(await acts(commentId)).not.toEqual([])
    standing.clock.moveDays(31)
    expect((await purgeExpired(standing.system())).ok).toBe(true)
    expect(await acts(postId)).toEqual([])
    expect(await acts(commentId)).toEqual([])
    // The control: what she said under her name keeps its record for as long as the record says.
    expect(await acts(namedPostId)).not.toEqual([])
  })

  it('P8: keeps what came through a post that is younger', async () => {
    const luz = await limited('90')
    standing.clock.moveDays(29)
    expect((await purgeExpired(standing.system())).ok).toBe(true)
    const tables = (await momentsAbout(luz.postId)).map(({ table }) => table)
    expect(tables).toEqual(expect.arrayContaining(['post_sanctions', 'acts']))
  })
})

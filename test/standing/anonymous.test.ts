import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { inTransaction } from '../../src/db/transaction.ts'
import { ok } from '../../src/result.ts'
import { readPostSanction } from '../../src/standing/anonymous-queries.ts'
import { judgeStanding } from '../../src/standing/judge-standing.ts'
import { limitAnonymous } from '../../src/standing/limit-anonymous.ts'
import { openStanding, type Standing } from './pages.ts'

let standing: Standing
let mar: MemberCtx
let sol: MemberCtx

beforeAll(async () => {
  standing = await openStanding()
  mar = (await standing.member({ name: 'Mar', roles: ['moderator'] })).ctx
  sol = (await standing.member({ name: 'Sol', roles: ['moderator'] })).ctx
})
afterAll(() => standing.close())

/** An answer without the random ids in it, which differ whoever wrote what. */
const withoutIds = (text: string): string => text.replace(/[0-9a-hjkmnp-tv-z]{24}/g, 'id')

const limit = async (postId: string, days = '30') => {
  const visitor = await standing.visit(mar.actor.memberId)
  const form = (await visitor.get(`/anonymous/${postId}`)).form(`/anonymous/${postId}`)
  return visitor.submit(form, { days, reason: 'It named a street.' })
}

const mayPost = async (ctx: MemberCtx, isAnonymous: boolean): Promise<boolean> => {
  const judged = await inTransaction(ctx, async (trx) => ok(await judgeStanding(trx, { isAnonymous })))
  return judged.ok && judged.value.length === 0
}

/** Every row as text, by table. */
async function stored(): Promise<Map<string, string[]>> {
  const { rows: tables } = await sql<{ tableName: string }>`select table_name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE'`.execute(standing.db)
  const all = new Map<string, string[]>()
  for (const { tableName } of tables) {
    const { rows } = await sql<{ text: string }>`select row_to_json(t)::text as text
      from ${sql.id(tableName)} t`.execute(standing.db)
    const texts = rows.map(({ text }) => text)
    all.set(tableName, texts)
  }
  return all
}

describe('P8 a limit through an anonymous post', () => {
  it('P8 closes anonymous posting to whoever wrote it, and nothing else', async () => {
    const luz = await standing.member()
    const other = await standing.member()
    const done = await limit(await standing.post(luz.id, { anonymous: true }))
    expect(done.words).toContain('You will not learn whether.')
    expect(await mayPost(luz.ctx, true)).toBe(false)
    expect(await mayPost(luz.ctx, false)).toBe(true)
    expect(await mayPost(other.ctx, true)).toBe(true)
    standing.clock.moveDays(31)
    expect(await mayPost(luz.ctx, true)).toBe(true)
  })

  it('P8 gives the same bytes whoever wrote it: she, one who is limited already, one whose link is erased, the moderator herself', async () => {
    const limited = await standing.member({ name: 'A very different and much longer name' })
    await limit(await standing.post(limited.id, { anonymous: true }))
    const gone = await standing.post((await standing.member()).id, { anonymous: true })
    await standing.db.deleteFrom('anonymousAuthors').where('postId', '=', gone).execute()
    const posts = [
      await standing.post((await standing.member({ name: 'Luz' })).id, { anonymous: true }),
      await standing.post(limited.id, { anonymous: true }),
      gone,
      await standing.post(mar.actor.memberId, { anonymous: true }),
    ]
    const answers = new Set<string>()
    for (const postId of posts) {
      const { status, text } = await limit(postId)
      answers.add(`${status} ${withoutIds(text)}`)
    }
    expect(answers.size).toBe(1)
  })

  it('P8 takes the same statements whoever wrote it', async () => {
    const gone = await standing.post((await standing.member()).id, { anonymous: true })
    await standing.db.deleteFrom('anonymousAuthors').where('postId', '=', gone).execute()
    const here = await standing.post((await standing.member()).id, { anonymous: true })
    const asked: string[][] = []
    for (const postId of [gone, here]) {
      const statements: string[] = []
      const db = standing.db.withPlugin({
        transformQuery: ({ node }) => {
          statements.push(node.kind)
          return node
        },
        transformResult: async ({ result }) => result,
      })
      const input = { postId, submission: standing.random.id(), days: '7', reason: 'x' }
      expect((await limitAnonymous({ ...mar, db }, input)).ok).toBe(true)
      asked.push(statements)
    }
    expect(asked[0]).toEqual(asked[1])
    expect(asked[0]?.length).toBeGreaterThan(3)
  })

  it('P8 writes her nowhere but where it must be: no act, no notice, no row joins her to the post', async () => {
    const luz = await standing.member({ name: 'Luzmila' })
    const postId = await standing.post(luz.id, { anonymous: true })
    const visitor = await standing.visit(mar.actor.memberId)
    const page = async () => withoutIds((await visitor.get(`/people/${luz.id}`)).text)
    const [rowsBefore, pageBefore] = [await stored(), await page()]
    await limit(postId)
    const after = await stored()
    const added = [...after].flatMap(([table, rows]) =>
      rows.filter((row) => !rowsBefore.get(table)?.includes(row)).map((row) => ({ table, row })),
    )
    const tables = added.filter(({ table }) => table !== 'sessions').map(({ table }) => table)
    expect(tables.sort()).toEqual(['act_subjects', 'anonymous_limits', 'moderation_acts', 'post_sanctions'])
    const hers = added.filter(({ row }) => row.includes(luz.id))
    expect(hers.map(({ table }) => table)).toEqual(['anonymous_limits'])
    expect(hers[0]?.row).not.toContain(postId)
    expect(added.find(({ table }) => table === 'act_subjects')?.row).toContain(postId)
    expect(await standing.noticesOf(luz.id)).toEqual([])
    expect(await page()).toBe(pageBefore)
    const hersToo = await (await standing.visit(luz.id)).get('/standing')
    expect(hersToo.words).not.toContain('It named a street.')
  })

  it('P8 shows no moderator a name or an id of whoever wrote it, on any page about it', async () => {
    const luz = await standing.member({ name: 'Xochitl' })
    const postId = await standing.post(luz.id, { anonymous: true })
    await limit(postId)
    await (await standing.visit(luz.id)).submit(`/posts/${postId}/appeal`, { appeal: 'I am sorry.' })
    const { id } = await standing.db
      .selectFrom('postSanctions')
      .select('id')
      .where('postId', '=', postId)
      .executeTakeFirstOrThrow()
    const visitor = await standing.visit(sol.actor.memberId)
    const missing = (await visitor.get('/people/zzzzzzzzzzzzzzzzzzzzzzzz')).text
    expect((await visitor.get(`/people/of-post/${postId}`)).text).toBe(missing)
    const pages = [`/anonymous/${postId}`, `/anonymous/${postId}/unmask`, `/queue/anonymous-appeals/${id}`]
    for (const path of [...pages, '/queue/record']) {
      const page = await visitor.get(path)
      expect({ path, status: page.status }).toEqual({ path, status: 200 })
      expect({ path, named: page.text.includes('Xochitl') || page.text.includes(luz.id) }).toEqual({
        path,
        named: false,
      })
    }
    expect(JSON.stringify(await readPostSanction(sol, postId))).not.toContain(luz.id)
  })

  it('P8 says nothing of a comment either, and leads only to those who wrote under their name', async () => {
    const luz = await standing.member()
    const postId = await standing.post(luz.id)
    const [named, unnamed] = [standing.random.id(), standing.random.id()]
    const comment = { postId, body: 'x', language: 'en', createdAt: standing.clock.now() }
    await standing.db
      .insertInto('comments')
      .values([
        { ...comment, id: named },
        { ...comment, id: unnamed, anonymous: true },
      ])
      .execute()
    await standing.db.insertInto('commentAuthors').values({ commentId: named, memberId: luz.id }).execute()
    await standing.db
      .insertInto('anonymousCommentAuthors')
      .values({ commentId: unnamed, memberId: luz.id, createdAt: standing.clock.now() })
      .execute()
    const visitor = await standing.visit(mar.actor.memberId)
    const missing = (await visitor.get('/people/zzzzzzzzzzzzzzzzzzzzzzzz')).text
    expect((await visitor.get(`/people/of-comment/${unnamed}`)).text).toBe(missing)
    expect((await visitor.get(`/people/of-comment/${named}`)).url).toContain(`/people/${luz.id}`)
    expect((await visitor.get(`/people/of-post/${postId}`)).url).toContain(`/people/${luz.id}`)
    await standing.db.updateTable('members').set({ status: 'frozen' }).where('id', '=', luz.id).execute()
    expect((await visitor.get(`/people/of-post/${postId}`)).text).toBe(missing)
  })
})

describe('P8 an appeal from inside an anonymous post', () => {
  const limited = async () => {
    const luz = await standing.member()
    const postId = await standing.post(luz.id, { anonymous: true })
    await limit(postId)
    const rows = await standing.db
      .selectFrom('postSanctions')
      .select('id')
      .where('postId', '=', postId)
      .execute()
    return {
      ...luz,
      postId,
      path: `/queue/anonymous-appeals/${rows[0]?.id}`,
      appeal: `/posts/${postId}/appeal`,
    }
  }

  it('P8 is hers alone, once, and is said inside the post to her and to moderators only', async () => {
    const luz = await limited()
    const visitor = await standing.visit(luz.id)
    expect(await readPostSanction(luz.ctx, luz.postId)).toMatchObject({ isMine: true, mayAppeal: true })
    expect(await readPostSanction(mar, luz.postId)).toMatchObject({ isMine: false, mayAppeal: false })
    const other = await standing.member()
    expect(await readPostSanction(other.ctx, luz.postId)).toBeUndefined()
    for (const memberId of [other.id, mar.actor.memberId]) {
      const stranger = await standing.visit(memberId)
      expect((await stranger.get(luz.appeal)).status).toBe(404)
      expect((await stranger.submit(luz.appeal, { appeal: 'x' })).status).toBe(404)
    }
    const form = (await visitor.get(luz.appeal)).form(luz.appeal)
    const refused = await visitor.submit(form, { appeal: 'y'.repeat(2_001) })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('y'.repeat(2_001))
    expect((await visitor.submit(form, { appeal: 'I did not mean it.' })).words).toContain('Sent.')
    expect((await visitor.submit(form, { appeal: 'Else' })).status).toBe(409)
  })

  it('P8 that is granted ends the limit through the post, and only that one', async () => {
    const luz = await limited()
    const second = await standing.post(luz.id, { anonymous: true })
    await limit(second, '7')
    await (await standing.visit(luz.id)).submit(luz.appeal, { appeal: 'Please.' })
    const own = await standing.visit(mar.actor.memberId)
    expect((await own.submit(luz.path, { decision: 'lift', answer: 'Yes.' })).status).toBe(403)
    const visitor = await standing.visit(sol.actor.memberId)
    const form = (await visitor.get(luz.path)).form(luz.path)
    expect((await visitor.submit(form, { answer: '' }, 'Lift the decision')).status).toBe(422)
    await visitor.submit(form, { answer: 'Yes, you may.' }, 'Lift the decision')
    expect(await mayPost(luz.ctx, true)).toBe(false)
    standing.clock.moveDays(8)
    expect(await mayPost(luz.ctx, true)).toBe(true)
    const seen = await (await standing.visit(luz.id)).get(luz.appeal)
    expect(seen.words).toContain('Yes, you may.')
    expect(await standing.noticesOf(luz.id)).toEqual([])
    expect((await visitor.submit(luz.path, { decision: 'lift', answer: 'x' })).status).toBe(409)
  })

  it('P8 that is refused leaves the limit, and still nobody knows whose it is', async () => {
    const luz = await limited()
    await (await standing.visit(luz.id)).submit(luz.appeal, { appeal: 'Please.' })
    await (await standing.visit(sol.actor.memberId)).submit(luz.path, {
      decision: 'uphold',
      answer: 'It stays.',
    })
    expect(await mayPost(luz.ctx, true)).toBe(false)
    expect(await readPostSanction(luz.ctx, luz.postId)).toMatchObject({ limit: { upheld: true } })
    expect(standing.faults).toEqual([])
  })
})

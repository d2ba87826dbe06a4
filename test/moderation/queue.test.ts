import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { daysFrom } from '../../src/days.ts'
import { claimItem, visitQueue } from '../../src/moderation/claims.ts'
import { flagThing } from '../../src/moderation/flag-thing.ts'
import { queueItemOf, queuePath } from '../../src/moderation/places.ts'
import { countToDo, mostEntries, readNext, readQueue } from '../../src/moderation/queries.ts'
import { createPost } from '../../src/posts/create-post.ts'
import { done, type Moderation, openModeration } from './support.ts'

let m: Moderation
beforeAll(async () => {
  m = await openModeration()
})
afterAll(() => m.close())

/** One of everything that can wait, each a minute after the one before; gives their kinds, danger first. */
async function leaveOneOfEach(): Promise<readonly string[]> {
  const { db, random, clock, luz, ana, marta } = m
  const now = () => {
    clock.moveDays(1 / 1_440)
    return clock.now()
  }
  const id = () => random.id()
  await m.watch('raid')
  await db
    .insertInto('applications')
    .values({ id: id(), statusCodeHash: id(), locale: 'en', displayName: 'Newcomer', createdAt: now() })
    .execute()
  const post = await m.write(luz, 'Somebody should look at this')
  await m.write(luz, `A raid ${now().toISOString()}`)
  now()
  await m.comment(ana, post.id, 'Which raid?')
  now()
  const bad = await m.comment(ana, post.id, 'Nonsense')
  now()
  await m.flag(marta, post)
  now()
  await m.flag(luz, bad)
  const group = id()
  await db.insertInto('groups').values({ id: group, name: 'Kitchen', access: 'approval' }).execute()
  await db
    .insertInto('groupRequests')
    .values({ id: id(), groupId: group, memberId: luz.id, createdAt: now() })
    .execute()
  await db
    .insertInto('recoveries')
    .values({ id: id(), codeHash: id(), memberId: luz.id, askedAt: now() })
    .execute()
  await db
    .insertInto('sanctions')
    .values({
      ...{ id: id(), memberId: luz.id, kind: 'warn', reason: 'x', createdAt: now() },
      ...{ appeal: 'No', appealedAt: clock.now() },
    })
    .execute()
  const anonymous = id()
  done(
    await createPost(ana.ctx, {
      ...{ groupId: m.groups.general, submission: anonymous, text: 'Nameless', language: 'en', pictures: [] },
      isAnonymous: true,
    }),
  )
  await db
    .insertInto('postSanctions')
    .values({
      ...{ id: id(), postId: anonymous, reason: 'x', createdAt: now(), endsAt: daysFrom(clock.now(), 7) },
      ...{ appeal: 'Why?', appealedAt: clock.now() },
    })
    .execute()
  await db
    .insertInto('unmaskings')
    .values({ id: id(), postId: anonymous, reason: 'Threats', askedBy: marta.id, askedAt: now() })
    .execute()
  const frozen = await m.member({ name: 'Frida' })
  await db.updateTable('members').set({ status: 'frozen' }).where('id', '=', frozen.id).execute()
  await db
    .insertInto('freezes')
    .values({ id: id(), memberId: frozen.id, startedAt: now(), firstLifterId: marta.id })
    .execute()
  await db
    .insertInto('conversations')
    .values({
      ...{ id: id(), kind: 'moderators', memberId: luz.id, needsAnswer: true },
      ...{ createdAt: now(), lastMessageAt: clock.now() },
    })
    .execute()
  return [
    'flaggedPost',
    'flaggedComment',
    'application',
    'heldPost',
    'heldComment',
    'groupRequest',
    'recovery',
    'appeal',
    'anonymousAppeal',
    'unmasking',
    'freeze',
    'contact',
  ]
}

describe('the queue', () => {
  let kinds: readonly string[]
  beforeAll(async () => {
    kinds = await leaveOneOfEach()
  })

  it('holds everything that waits, danger first, then the oldest, and counts the same', async () => {
    const { entries, left } = await readQueue(m.iria.ctx)
    expect(entries.map(({ kind }) => kind)).toEqual(kinds)
    expect(left).toBe(kinds.length)
    expect(await countToDo(m.iria.ctx)).toBe(kinds.length)
  })

  it('leaves out what waits for somebody else after her own yes', async () => {
    const hers = await readQueue(m.marta.ctx)
    expect(hers.entries.map(({ kind }) => kind)).toEqual(
      kinds.filter((kind) => kind !== 'unmasking' && kind !== 'freeze'),
    )
  })

  it('is empty for everybody but moderators', async () => {
    expect(await readQueue(m.luz.ctx)).toMatchObject({ entries: [], left: 0, fresh: 0 })
    expect(await countToDo(m.luz.ctx)).toBe(0)
    expect(await countToDo(m.guest())).toBe(0)
    expect(await readNext(m.luz.ctx)).toBeUndefined()
    expect(await visitQueue(m.luz.ctx)).toBeNull()
  })

  it('P12 names nobody whose account is frozen', async () => {
    await m.db.updateTable('members').set({ status: 'frozen' }).where('id', '=', m.luz.id).execute()
    expect(JSON.stringify(await readQueue(m.iria.ctx))).not.toMatch(/Luz|Frida/)
    await m.db.updateTable('members').set({ status: 'active' }).where('id', '=', m.luz.id).execute()
  })

  it('P8 is the same for the moderator who wrote an anonymous post as for any other', async () => {
    const submission = m.random.id()
    const post = {
      groupId: m.groups.general,
      submission,
      text: 'Mine, unnamed',
      language: 'en',
      pictures: [],
    }
    done(await createPost(m.iria.ctx, { ...post, isAnonymous: true }))
    done(await flagThing(m.luz.ctx, { thing: { what: 'post', id: submission }, category: 'rules', note: '' }))
    expect(await m.waiting(m.iria.ctx)).toContain(`flaggedPost ${submission}`)
    expect(await m.waiting(m.marta.ctx)).toContain(`flaggedPost ${submission}`)
    await m.db.deleteFrom('flags').where('postId', '=', submission).execute()
  })

  it('says what came since she looked the last time, for a whole sitting', async () => {
    expect(await visitQueue(m.iria.ctx)).toBeNull()
    const firstVisit = m.clock.now()
    m.clock.moveDays(3)
    await m.flag(m.ana, await m.write(m.luz, 'New since then'))
    m.clock.moveDays(0.01)
    const since = await visitQueue(m.iria.ctx)
    expect(since).toEqual(firstVisit)
    const queue = await readQueue(m.iria.ctx, { since })
    expect(queue.fresh).toBe(1)
    expect(queue.entries.filter(({ isNew }) => isNew).map(({ title }) => title)).toEqual(['New since then'])
    m.clock.moveDays(0.01)
    expect(await visitQueue(m.iria.ctx)).toEqual(firstVisit)
  })

  it('can be narrowed to one kind, and counts each kind beside all', async () => {
    const { entries, left, counts } = await readQueue(m.iria.ctx)
    const seen: string[] = []
    for (const only of ['words', 'people', 'outside'] as const) {
      const narrowed = await readQueue(m.iria.ctx, { only })
      expect(narrowed.entries).toHaveLength(counts[only])
      expect(narrowed.left).toBe(left)
      seen.push(...narrowed.entries.map(({ id }) => id))
    }
    expect(seen.toSorted()).toEqual(entries.map(({ id }) => id).toSorted())
    expect(counts).toMatchObject({ words: 5, people: 8, outside: 0 })
    const danger = await readQueue(m.iria.ctx, { only: 'danger' })
    expect(danger.entries.every(({ categories }) => categories.includes('danger'))).toBe(true)
    expect(danger.entries).toHaveLength(counts.danger)
  })

  it('goes back to what stands before', async () => {
    const { entries } = await readQueue(m.iria.ctx)
    const [first, second] = entries
    const item = second && queueItemOf(queuePath(second))
    if (!first || !item) throw new Error('nothing waits')
    const claim = await claimItem(m.iria.ctx, item)
    expect(await readNext(m.iria.ctx, { before: claim?.after })).toEqual({ kind: first.kind, id: first.id })
    const top = await claimItem(m.iria.ctx, { ...item, ...queueItemOf(queuePath(first)) })
    expect(await readNext(m.iria.ctx, { before: top?.after })).toBeUndefined()
    expect(await readNext(m.iria.ctx, { before: 'nonsense' })).toBeUndefined()
  })

  it('goes on behind what was skipped, which keeps its place', async () => {
    const { entries } = await readQueue(m.iria.ctx)
    const [first, second] = entries
    if (!first || !second) throw new Error('nothing waits')
    expect(await readNext(m.iria.ctx)).toEqual({ kind: first.kind, id: first.id })
    const item = queueItemOf(queuePath(first))
    if (!item) throw new Error('not a page of the queue')
    const claim = await claimItem(m.iria.ctx, item)
    expect(await readNext(m.iria.ctx, { after: claim?.after })).toEqual({ kind: second.kind, id: second.id })
    expect(await readNext(m.iria.ctx)).toEqual({ kind: first.kind, id: first.id })
    expect(await readNext(m.iria.ctx, { after: 'nonsense' })).toEqual({ kind: first.kind, id: first.id })
  })

  it('lists so much on a page, says how much there is, and where the next page begins', async () => {
    const application = (index: number) => ({
      id: m.random.id(),
      statusCodeHash: m.random.id(),
      locale: 'en',
      displayName: `Many ${index}`,
      createdAt: m.clock.now(),
    })
    await m.db
      .insertInto('applications')
      .values(Array.from({ length: 120 }, (_, index) => application(index)))
      .execute()
    const queue = await readQueue(m.iria.ctx)
    expect(queue.entries).toHaveLength(mostEntries)
    expect(queue.left).toBe(await countToDo(m.iria.ctx))
    expect(queue.left).toBeGreaterThan(120)
    const ids = new Set(queue.entries.map(({ id }) => id))
    let { after } = queue
    while (after !== undefined) {
      const more = await readQueue(m.iria.ctx, { after })
      for (const { id } of more.entries) ids.add(id)
      after = more.after
    }
    expect(ids.size).toBe(queue.left)
    await m.db.deleteFrom('applications').where('displayName', 'like', 'Many%').execute()
  })
})

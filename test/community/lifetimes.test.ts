import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { purgeExpired, purges } from '../../src/community/purge-expired.ts'
import { readLifetimes } from '../../src/community/queries.ts'
import { dayOf, daysFrom } from '../../src/days.ts'
import { askAgainDays, decidedDays, waitingDays } from '../../src/joining/rules.ts'
import { holdings } from '../../views/community/data.tsx'
import { createFrontDoor, type FrontDoor, openCommunity } from '../members/front-door.ts'

let door: FrontDoor
beforeAll(async () => {
  door = await createFrontDoor()
  await openCommunity(door)
})
afterAll(() => door.close())

describe('P10: every table declares its lifetime', () => {
  it('and nothing is declared that does not exist', async () => {
    const { rows } = await sql<{ tableName: string }>`select table_name from information_schema.tables
      where table_schema = current_schema() and table_type = 'BASE TABLE'`.execute(door.db)
    const declared = await door.db.selectFrom('tableLifetimes').select('tableName').execute()
    const names = (list: readonly { tableName: string }[]) => list.map(({ tableName }) => tableName).sort()
    expect(names(declared)).toEqual(names(rows))
  })

  it('with a purge for exactly those that end', async () => {
    const ending = await door.db
      .selectFrom('tableLifetimes')
      .select('tableName')
      .where('days', 'is not', null)
      .execute()
    expect(Object.keys(purges).sort()).toEqual(ending.map(({ tableName }) => tableName).sort())
  })

  it('and an application no longer than it really stays', async () => {
    const lifetimes = await readLifetimes({ db: door.db })
    const daysOf = (name: string) => lifetimes.find(({ tableName }) => tableName === name)?.days
    expect(daysOf('applications')).toBe(waitingDays + askAgainDays.quarter + decidedDays)
    expect(daysOf('application_answers')).toBe(waitingDays)
  })

  it('and /about/data shows them to anybody, live', async () => {
    const before = await door.visit().get('/about/data')
    expect(before.status).toBe(200)
    for (const { tableName } of await readLifetimes({ db: door.db }))
      expect(before.words).toContain(tableName)
    expect(before.words).toContain('At most 120 days')
    expect(before.words).not.toContain('do not say how long')
    await sql`create table forgotten (id text primary key)`.execute(door.db)
    await door.db
      .updateTable('tableLifetimes')
      .set({ days: 23 })
      .where('tableName', '=', 'sessions')
      .execute()
    const after = await door.visit().get('/about/data')
    await sql`drop table forgotten`.execute(door.db)
    await door.db
      .updateTable('tableLifetimes')
      .set({ days: 30 })
      .where('tableName', '=', 'sessions')
      .execute()
    expect(after.words).toContain('do not say how long they keep things: forgotten')
    expect(after.words).toContain('At most 23 days')
  })

  it('and every kind of thing held is explained', async () => {
    const kinds = await door.db.selectFrom('tableLifetimes').select('holds').distinct().execute()
    expect(kinds.map(({ holds }) => holds).sort()).toEqual([...holdings].sort())
  })
})

describe('P10: what is over its time is deleted', () => {
  const past = (days: number) => daysFrom(door.clock.now(), -days)

  it('and what is not stays', async () => {
    const { memberId } = await door.db.selectFrom('credentials').select('memberId').executeTakeFirstOrThrow()
    await door.db.deleteFrom('sessions').execute()
    await door.db.deleteFrom('throttles').execute()
    await door.db.deleteFrom('networkKeys').execute()
    for (const [name, days] of [
      ['over', 1],
      ['young', -1],
    ] as const) {
      await door.db
        .insertInto('sessions')
        .values({ idHash: name, memberId, expiresAt: past(days) })
        .execute()
    }
    const ages = (limit: number) =>
      [
        ['over', limit],
        ['young', limit - 1],
      ] as const
    for (const [id, days] of ages(waitingDays)) {
      const application = { id, statusCodeHash: id, locale: 'en', createdAt: past(days) }
      await door.db.insertInto('applications').values(application).execute()
      await door.db
        .insertInto('applicationAnswers')
        .values({ applicationId: id, position: 0, prompt: 'Why?', answer: 'Because.' })
        .execute()
    }
    for (const [name, days] of ages(decidedDays)) {
      const id = `decided-${name}`
      await door.db
        .insertInto('applications')
        .values({
          id,
          statusCodeHash: id,
          locale: 'en',
          state: 'declined',
          createdAt: past(80),
          decidedAt: past(days),
        })
        .execute()
    }
    for (const [subjectHash, days] of [
      ['over', 1],
      ['young', 0.5],
    ] as const) {
      const throttle = { scope: 'join', subjectHash, windowStart: past(days), uses: 1 }
      await door.db.insertInto('throttles').values(throttle).execute()
    }
    for (const [secret, hours] of [
      ['over', 2],
      ['young', 1],
    ] as const) {
      await door.db
        .insertInto('networkKeys')
        .values({ secret, hour: past(hours / 24) })
        .execute()
    }
    for (const [uri, days] of ages(30)) {
      const actor = { host: 'h', name: 'h', inbox: 'h', publicKeyPem: 'k' }
      await door.db
        .insertInto('remoteActors')
        .values({ uri, keyUri: uri, fetchedAt: past(days), ...actor })
        .execute()
      await door.db
        .insertInto('jobs')
        .values({ kind: 'event', payload: {}, orderKey: uri, runAt: past(days), deadAt: past(days) })
        .execute()
    }
    await door.db
      .insertInto('jobs')
      .values({ kind: 'event', payload: {}, orderKey: 'alive', runAt: past(99) })
      .execute()
    for (const [id, days] of ages(7)) {
      const message = { id, host: 'h', actorUri: 'h', body: new Uint8Array([1]), receivedAt: past(days) }
      await door.db.insertInto('inboxMessages').values(message).execute()
    }
    for (const [activityUri, days] of ages(90)) {
      const activity = { host: 'h', activityUri, processedAt: past(days) }
      await door.db.insertInto('processedActivities').values(activity).execute()
    }
    for (const [uri, days] of ages(90)) {
      await door.db
        .insertInto('withdrawnObjects')
        .values({ uri, host: 'h', withdrawnAt: past(days) })
        .execute()
    }
    for (const [index, [token, days]] of ages(365).entries()) {
      const act = { act: 'group-created', token, day: dayOf(past(days)), previousHash: '', hash: token }
      await door.db
        .insertInto('moderationActs')
        .values({ sequence: index + 1, ...act })
        .execute()
      await door.db.insertInto('actSubjects').values({ token, subjectId: 's' }).execute()
    }

    const purged = await purgeExpired(door.system())
    const deleted = Object.entries(purged.ok ? purged.value : {}).filter(([, rows]) => rows > 0)
    expect({ ok: purged.ok, value: Object.fromEntries(deleted) }).toEqual({
      ok: true,
      value: {
        sessions: 1,
        applications: 2,
        application_answers: expect.any(Number),
        throttles: 1,
        network_keys: 1,
        withdrawn_objects: 1,
        remote_actors: 1,
        inbox_messages: 1,
        processed_activities: 1,
        jobs: 1,
        act_subjects: 1,
      },
    })
    const left = await Promise.all([
      door.db.selectFrom('sessions').select('idHash as name').execute(),
      door.db.selectFrom('applicationAnswers').select('applicationId as name').execute(),
      door.db.selectFrom('throttles').select('subjectHash as name').execute(),
      door.db.selectFrom('networkKeys').select('secret as name').execute(),
      door.db.selectFrom('withdrawnObjects').select('uri as name').execute(),
      door.db.selectFrom('remoteActors').select('uri as name').execute(),
      door.db.selectFrom('inboxMessages').select('id as name').execute(),
      door.db.selectFrom('processedActivities').select('activityUri as name').execute(),
      door.db.selectFrom('actSubjects').select('token as name').execute(),
    ])
    expect(left).toEqual(left.map(() => [{ name: 'young' }]))
    const applications = await door.db.selectFrom('applications').select('id').orderBy('id').execute()
    expect(applications.map(({ id }) => id)).toEqual(['decided-young', 'young'])
    const jobs = await door.db.selectFrom('jobs').select('orderKey').orderBy('orderKey').execute()
    expect(jobs.map(({ orderKey }) => orderKey)).toEqual(['alive', 'young'])
    const acts = await door.db.selectFrom('moderationActs').select('token').execute()
    expect(acts).toHaveLength(2)
  })

  it('only by the program itself', async () => {
    expect(await purgeExpired(door.guest())).toMatchObject({ ok: false, refusals: [{ kind: 'forbidden' }] })
  })
})

import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/platform/database.ts'
import { migrateToLatest, NewerDatabaseError } from '../../src/platform/migrate.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

const statement = (text: string): Migration => ({
  up: async (db: Kysely<unknown>) => {
    await sql.raw(text).execute(db)
  },
})

/** The order of the keys is not the order of the names. */
const first = {
  '0002-bread': statement('insert into kitchens (dish) values (1)'),
  '0001-kitchens': statement('create table kitchens (dish int not null)'),
}

describe('migrations', () => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await createTestDatabase()
    await sql`drop table schema_migrations`.execute(database.db)
  })
  afterEach(() => database.close())

  const dishes = async () => {
    const { rows } = await sql<{ dish: number }>`select dish from kitchens order by dish`.execute(database.db)
    return rows.map(({ dish }) => dish)
  }
  const applied = async () => {
    const found = sql<{ name: string; appliedAt: Date }>`select * from schema_migrations order by name`
    return (await found.execute(database.db)).rows
  }

  test('are applied in the order of their names, and each once', async () => {
    await migrateToLatest(database.db, first)
    await migrateToLatest(database.db, first)
    expect(await dishes()).toEqual([1])
    expect((await applied()).map(({ name }) => name)).toEqual(['0001-kitchens', '0002-bread'])
    expect((await applied())[0]?.appliedAt).toBeInstanceOf(Date)
  })

  test('that are new are added to those already there', async () => {
    await migrateToLatest(database.db, first)
    await migrateToLatest(database.db, {
      ...first,
      '0003-soup': statement('insert into kitchens (dish) values (2)'),
    })
    expect(await dishes()).toEqual([1, 2])
  })

  test('happen once when several processes start together', async () => {
    const slow = { ...first, '0003-soup': statement('insert into kitchens select 2 from pg_sleep(0.2)') }
    const processes = Array.from({ length: 5 }, () =>
      openDatabase(database.connection, { maximumConnections: 1 }),
    )
    await Promise.all(processes.map(({ db }) => migrateToLatest(db, slow)))
    await Promise.all(processes.map(({ close }) => close()))
    expect(await dishes()).toEqual([1, 2])
  })

  test('leave no lock behind on their connection', async () => {
    const { db, close } = openDatabase(database.connection, { maximumConnections: 1 })
    await migrateToLatest(db, first)
    const { rows } = await sql`select 1 from pg_locks where locktype = 'advisory'
      and database = (select oid from pg_database where datname = current_database())`.execute(db)
    await close()
    expect(rows).toEqual([])
  })

  test('happen all or not at all', async () => {
    const broken = { ...first, '0003-broken': statement('insert into nowhere values (1)') }
    await expect(migrateToLatest(database.db, broken)).rejects.toThrow('nowhere')
    const { rows } = await sql`select to_regclass('kitchens') as kitchens`.execute(database.db)
    expect(rows).toEqual([{ kitchens: null }])
    await migrateToLatest(database.db, first)
    expect(await dishes()).toEqual([1])
  })

  test('of a newer version are refused by an older program, which changes nothing', async () => {
    await migrateToLatest(database.db, {
      ...first,
      '0003-soup': statement('insert into kitchens (dish) values (2)'),
    })
    const older = { ...first, '0002-salad': statement('insert into kitchens (dish) values (3)') }
    const refusal = await migrateToLatest(database.db, older).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(NewerDatabaseError)
    expect(refusal).toMatchObject({
      names: ['0003-soup'],
      message: expect.stringMatching(/^This database was made by a newer version of Ayni \(0003-soup\)/),
    })
    expect(await dishes()).toEqual([1, 2])
  })
})

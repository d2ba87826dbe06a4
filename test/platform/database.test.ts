import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

describe('values of the database', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createTestDatabase()
  })
  afterAll(() => database.close())

  const value = async (expression: ReturnType<typeof sql>) => {
    const { rows } = await sql<{ value: unknown }>`select ${expression} as value`.execute(database.db)
    return rows[0]?.value
  }

  test('a count and a bigint are numbers', async () => {
    expect(await value(sql`count(*)`)).toBe(1)
    expect(await value(sql`9007199254740991::bigint`)).toBe(Number.MAX_SAFE_INTEGER)
    expect(await value(sql`${9007199254740991n}::bigint`)).toBe(Number.MAX_SAFE_INTEGER)
    expect(await value(sql`array[1, 3]::bigint[]`)).toEqual([1, 3])
  })

  test('a bigint that a number cannot hold fails its query and nothing else', async () => {
    await expect(value(sql`9007199254740993::bigint`)).rejects.toThrow(RangeError)
    expect(await value(sql`2::bigint`)).toBe(2)
  })

  test('a moment is a Date', async () => {
    const moment = new Date('2026-03-01T12:00:00.123Z')
    expect(await value(sql`${moment}::timestamptz`)).toEqual(moment)
  })

  test('a day is its text, wherever the server and this process are', async () => {
    expect(await value(sql`'2026-03-01'::date`)).toBe('2026-03-01')
    expect(await value(sql`${'2026-03-01'}::date`)).toBe('2026-03-01')
    expect(await value(sql`${new Date('2026-03-01T23:59:00Z')}::date`)).toBe('2026-03-01')
  })

  test('bytes are a Uint8Array with memory of its own', async () => {
    const bytes = await value(sql`${new Uint8Array([0, 1, 255]).subarray(1)}::bytea`)
    expect(bytes).toStrictEqual(new Uint8Array([1, 255]))
    expect(bytes instanceof Uint8Array && bytes.buffer.byteLength).toBe(2)
  })

  test('JSON goes in as values, and its keys are not rewritten', async () => {
    for (const content of [{ some_key: { other_key: [1, 'two'] } }, 'text', 7]) {
      expect(await value(sql`${content}::jsonb`)).toEqual(content)
    }
    const list = [{ name: 'one' }, 'two']
    expect(await value(sql`${list}::jsonb`)).toEqual(list)
    expect(await value(sql`jsonb_typeof(${{ list: [] }}::jsonb)`)).toBe('object')
  })

  test('columns are camelCase', async () => {
    const { rows } = await sql`select 1 as created_at`.execute(database.db)
    expect(rows).toEqual([{ createdAt: 1 }])
  })

  test('every test database is migrated and its own', async () => {
    const other = await createTestDatabase()
    try {
      await sql`create table only_here (id int)`.execute(other.db)
      const found = sql<{ here: boolean; migrated: boolean }>`
        select to_regclass('only_here') is not null as here,
               (select count(*) > 0 from schema_migrations) as migrated`
      expect((await found.execute(other.db)).rows).toEqual([{ here: true, migrated: true }])
      expect((await found.execute(database.db)).rows).toEqual([{ here: false, migrated: true }])
    } finally {
      await other.close()
    }
  })
})

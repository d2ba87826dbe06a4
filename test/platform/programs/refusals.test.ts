import { readdir } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, inject, onTestFinished, test } from 'vitest'
import {
  freePort,
  serverUrl,
  setUpPath,
  started,
  temporaryFolder,
  urlOf,
} from '../../support/community-program.ts'
import { createTestDatabase } from '../../support/database.ts'

/** What a program says that does not start: the exit status and every line. */
async function refusal(
  name: 'server' | 'worker' | 'demo',
  environment: Readonly<Record<string, string>>,
  words: readonly string[] = [],
): Promise<string> {
  const { code, output, errors } = await started(name, environment, { arguments: words }).ended
  expect({ code, output }).toEqual({ code: 1, output: '' })
  return errors
}

test('a taken port is named, and another one is proposed', async () => {
  const other = createServer()
  const port = await new Promise<number>((resolve) =>
    other.listen(0, '127.0.0.1', () => {
      const address = other.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    }),
  )
  onTestFinished(() => new Promise<void>((resolve) => other.close(() => resolve())))
  const DATA_DIR = await temporaryFolder()
  expect(await refusal('server', { DATA_DIR, PORT: String(port) })).toBe(
    `Port ${port} is taken by another program. Stop that one, or choose another: PORT=${port + 1} npm start\n`,
  )
  expect(await readdir(join(DATA_DIR, 'postgres'))).not.toContain('socket')
})

describe('a wrong variable', () => {
  const words = {
    PORT: 'http',
    ORIGIN: 'http://harbour.example',
    HOST: 'harbour.example',
    DATABASE_CONNECTIONS: '1',
    WORKER: 'canary',
    DATABASE_URL: 'mysql://wren:canary@localhost/harbour',
  }

  test('is named with what it must be, each on a line of its own, and never quoted', async () => {
    const errors = await refusal('server', words)
    expect(errors).not.toContain('canary')
    const lines = errors.trim().split('\n')
    expect(lines.map((line) => line.split(' must be ')[0]).sort()).toEqual(Object.keys(words).sort())
  })

  test.each(['http://harbour.example', 'https://harbour.example:8443', 'https://harbour.example/members'])(
    'may be a public origin (%s)',
    async (ORIGIN) => {
      expect(await refusal('server', { ORIGIN })).toMatch(/^ORIGIN must be .*https.*\n$/)
    },
  )

  test('may open what is allowed on one machine to all', async () => {
    expect(await refusal('server', { HOST: '0.0.0.0' })).toMatch(/^HOST must be 127\.0\.0\.1.*\n$/)
  })
})

describe('a DATABASE_URL that does not work', () => {
  const isOurs = typeof inject('testDatabaseServer').server !== 'string'
  type Case = readonly [string, () => string | Promise<string>, RegExp]
  // A server of somebody else may trust everybody on this machine.
  const guarded: readonly Case[] = isOurs
    ? [['has another passphrase', () => serverUrl({ password: 'canary' }), /user or the passphrase is wrong/]]
    : []
  const wrong: readonly Case[] = [
    ...guarded,
    [
      'is answered by nobody',
      async () => `postgres://wren:canary@127.0.0.1:${await freePort()}/harbour`,
      /nothing answers at that host and port/,
    ],
    [
      'names an unknown host',
      () => 'postgres://wren:canary@harbour.invalid/harbour',
      /that host name (is not known|cannot be looked up now)/,
    ],
    ['names no socket', () => 'postgres://wren:canary@%2Fno%2Fsocket/harbour', /no socket in that folder/],
    ['names no database', () => serverUrl({ database: 'canary' }), /no database of that name/],
    ['is no address', () => 'postgres://wren:canary%zz@localhost/harbour', /^DATABASE_URL must be postgres:/],
    ['has a broken host', () => 'postgres://wren:canary@%zz/harbour', /^DATABASE_URL must be postgres:/],
  ]
  test.each(wrong)('is explained in one line when it %s', async (_case, url, expected) => {
    const errors = await refusal('server', { DATABASE_URL: await url() })
    expect(errors).toMatch(expected)
    expect(errors).toMatch(/^DATABASE_URL [^\n]+\n$/)
    expect(errors).not.toContain('canary')
  })

  test('is explained by the worker and the demo too', async () => {
    const DATABASE_URL = `postgres://wren:canary@127.0.0.1:${await freePort()}/harbour`
    const expected = /^DATABASE_URL does not work: nothing answers at that host and port\..*\n$/
    expect(await refusal('worker', { DATABASE_URL })).toMatch(expected)
    expect(await refusal('demo', { DATABASE_URL }, ['--check'])).toMatch(expected)
  })
})

describe('a community', () => {
  test('keeps its origin, and says why', async () => {
    const database = await createTestDatabase()
    onTestFinished(database.close)
    const DATABASE_URL = urlOf(database.connection)
    const PORT = await freePort()
    await started('server', { DATABASE_URL, PORT }).said(/is running at/)
    const errors = await refusal('server', { DATABASE_URL, PORT, ORIGIN: 'https://harbour.example' })
    expect(errors).toContain(`http://localhost:${PORT}`)
    expect(errors).toContain('https://harbour.example')
    expect(errors).toMatch(/^[^\n{]+\n$/)
  })

  test('of a newer version is not opened by an older one', async () => {
    const database = await createTestDatabase()
    onTestFinished(database.close)
    await sql`insert into schema_migrations (name) values ('9999-from-the-future')`.execute(database.db)
    for (const name of ['server', 'worker'] as const) {
      const errors = await refusal(name, {
        DATABASE_URL: urlOf(database.connection),
        PORT: await freePort(),
      })
      expect(errors).toMatch(
        /^This database was made by a newer version of Ayni \(9999-from-the-future\)[^\n]+\n$/,
      )
    }
  })

  test('that another process has is left alone', async () => {
    const DATA_DIR = await temporaryFolder()
    const first = started('server', { DATA_DIR, PORT: await freePort() })
    await setUpPath(first)
    const errors = await refusal('server', { DATA_DIR, PORT: await freePort() })
    expect(errors).toBe(`${DATA_DIR} is in use by process ${first.pid}; stop it or set DATA_DIR\n`)
    expect(await first.stop()).toMatchObject({ code: 0, errors: '' })
  })
})

test('a folder that cannot be made is named', async () => {
  const DATA_DIR = join(import.meta.filename, 'data')
  expect(await refusal('server', { DATA_DIR, PORT: await freePort() })).toBe(
    `${DATA_DIR} cannot be used for data (ENOTDIR); set DATA_DIR to a folder of the user that runs Ayni\n`,
  )
})

test('a worker of its own needs a database of its own', async () => {
  const errors = await refusal('worker', { DATA_DIR: await temporaryFolder() })
  expect(errors).toMatch(/^A worker of its own needs DATABASE_URL[^\n]+\n$/)
})

test('the demo stays on this machine', async () => {
  const errors = await refusal('demo', { ORIGIN: 'https://harbour.example' })
  expect(errors).toMatch(/^The demo [^\n]+ this machine only\.[^\n]*\n$/)
})

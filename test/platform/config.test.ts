import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ConfigError, type Environment, readConfig } from '../../src/platform/config.ts'

function problemsOf(environment: Environment): readonly string[] {
  try {
    readConfig(environment)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ variable }) => variable)
    throw error
  }
  return []
}

test('an empty environment makes a community that only this machine can reach', () => {
  const defaults = {
    origin: 'http://localhost:3000',
    isLoopback: true,
    cookieName: 'session-3000',
    port: 3000,
    host: '127.0.0.1',
    databaseUrl: undefined,
    dataDirectory: './data',
    databaseConnections: 10,
    worker: 'inline',
    softwareName: 'ayni',
    mail: undefined,
    isDevelopment: false,
  }
  expect(readConfig({})).toEqual(defaults)
  expect(readConfig({ ORIGIN: '', PORT: '', HOST: '', DATABASE_URL: '' })).toEqual(defaults)
})

test('every setting can be given', () => {
  expect(
    readConfig({
      ORIGIN: 'https://example.org',
      PORT: '8080',
      HOST: '0.0.0.0',
      DATABASE_URL: 'postgresql://ayni:p%40ss@db.example:5433/ayni?sslmode=require',
      DATA_DIR: '/srv/data',
      WORKER: 'none',
      DATABASE_CONNECTIONS: '4',
      SOFTWARE_NAME: 'gatherings-2',
      SMTP_URL: 'smtps://letters%40mail.example:p%40ss@mail.example',
      MAIL_FROM: 'reminder@letters.example',
    }),
  ).toEqual({
    origin: 'https://example.org',
    isLoopback: false,
    cookieName: '__Host-session',
    port: 8080,
    host: '0.0.0.0',
    databaseUrl: 'postgresql://ayni:p%40ss@db.example:5433/ayni?sslmode=require',
    dataDirectory: '/srv/data',
    databaseConnections: 4,
    worker: 'none',
    softwareName: 'gatherings-2',
    mail: {
      ...{ host: 'mail.example', port: 465, tls: 'always', from: 'reminder@letters.example' },
      ...{ user: 'letters@mail.example', passphrase: 'p@ss' },
    },
    isDevelopment: false,
  })
})

test('the default origin follows the port', () => {
  expect(readConfig({ PORT: '4002' })).toMatchObject({
    origin: 'http://localhost:4002',
    cookieName: 'session-4002',
  })
})

test.each([
  ['http://localhost', 'http://localhost', 'session-80'],
  ['http://127.0.0.1:4001/', 'http://127.0.0.1:4001', 'session-4001'],
  ['http://[::1]:4001', 'http://[::1]:4001', 'session-4001'],
  ['HTTP://LOCALHOST:4001', 'http://localhost:4001', 'session-4001'],
])('the loopback origin %s carries its port in the cookie name', (text, origin, cookieName) => {
  expect(readConfig({ ORIGIN: text })).toMatchObject({ origin, isLoopback: true, cookieName })
})

test.each([
  ['https://example.org/', 'https://example.org'],
  ['https://example.org:443', 'https://example.org'],
  ['https://EXAMPLE.org', 'https://example.org'],
  ['https://ñandú.example', 'https://xn--and-6ma2c.example'],
])('the public origin %s permits nothing of loopback', (text, origin) => {
  expect(readConfig({ ORIGIN: text })).toMatchObject({
    origin,
    isLoopback: false,
    cookieName: '__Host-session',
  })
})

test.each([
  'http://example.org',
  'http://localhost.example.org',
  'http://127.0.0.2:3000',
  'http://192.168.1.4:3000',
  'http://0.0.0.0:3000',
  'https://localhost',
  'https://127.0.0.1:3000',
  'https://example.org:8443',
  'https://example.org.',
  'https://example.org/path',
  'https://example.org?',
  'https://example.org#',
  'https://user@example.org',
  'https://user:secret@example.org',
  'ftp://localhost',
  'example.org',
  'localhost:3000',
  '//example.org',
  ' ',
])('the origin %s is refused', (text) => {
  expect(problemsOf({ ORIGIN: text })).toEqual(['ORIGIN'])
})

test.each(['127.0.0.1', '127.0.0.53', '::1', 'localhost'])('a loopback origin may listen on %s', (host) => {
  expect(readConfig({ HOST: host }).host).toBe(host)
})

test.each(['0.0.0.0', '::', '192.168.1.4', '::ffff:127.0.0.1'])(
  'a loopback origin does not listen on %s, where others could use what it permits',
  (host) => {
    expect(problemsOf({ HOST: host })).toEqual(['HOST'])
    expect(readConfig({ HOST: host, ORIGIN: 'https://example.org' }).host).toBe(host)
  },
)

test.each([
  ['PORT', ['0', '65536', '-1', '3000.5', '3e3', '0x50', 'three', ' ', '1234567']],
  ['HOST', ['example.org', '256.0.0.1', '127.1', '127.0.0.1:3000', ' ']],
  ['DATABASE_URL', ['mysql://localhost/ayni', 'localhost/ayni', 'postgres://ayni:p%@localhost/ayni', ' ']],
  ['DATA_DIR', [' ', 'a\0b']],
  ['WORKER', ['yes', 'INLINE', ' ']],
  ['SOFTWARE_NAME', [' ', 'Ayni', 'ay ni', 'ñandú', 'a_b', 'a'.repeat(31)]],
  ['DATABASE_CONNECTIONS', ['1', '101', 'many', '2.5']],
])('a wrong %s is refused by its name', (variable, values) => {
  for (const value of values) expect(problemsOf({ [variable]: value }), value).toEqual([variable])
})

test('all wrong variables are told at once, a line each', () => {
  const environment = {
    PORT: 'x',
    ORIGIN: 'x',
    HOST: 'x',
    DATABASE_URL: 'x',
    WORKER: 'x',
    DATABASE_CONNECTIONS: 'x',
  }
  expect(problemsOf(environment).toSorted()).toEqual(Object.keys(environment).toSorted())
  expect(() => readConfig({ PORT: 'x', WORKER: 'x' })).toThrow(
    'PORT must be a whole number from 1 to 65535.\nWORKER must be "inline" or "none".',
  )
})

test('no complaint repeats a value, for values hold secrets', () => {
  const secret = 'canary'
  const environment = Object.fromEntries(
    ['ORIGIN', 'PORT', 'HOST', 'DATABASE_URL', 'WORKER', 'DATABASE_CONNECTIONS'].map((name) => [
      name,
      secret,
    ]),
  )
  expect(() => readConfig(environment)).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining(secret) }),
  )
})

test('.env.example names every variable that is read, with its default', () => {
  const asked = new Set<string>()
  const recorder = new Proxy<Record<string, string | undefined>>(
    {},
    {
      get: (_, name) => {
        asked.add(String(name))
        return undefined
      },
    },
  )
  const defaults = readConfig(recorder)

  const text = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8')
  const lines = [...text.matchAll(/^# ([A-Z_]+)=(.*)$/gm)]
  const example = Object.fromEntries(lines.map(([, name = '', value = '']) => [name, value]))
  expect(lines).toHaveLength(asked.size)
  expect(Object.keys(example).toSorted()).toEqual([...asked].toSorted())

  const { DATABASE_URL, ...rest } = example
  expect(readConfig(rest)).toEqual(defaults)
  expect(readConfig({ DATABASE_URL }).databaseUrl).toBe(DATABASE_URL)
})

test('pages for those who work on the program are for one machine only', () => {
  expect(readConfig({ DEVELOPMENT: 'yes' }).isDevelopment).toBe(true)
  expect(problemsOf({ DEVELOPMENT: 'yes', ORIGIN: 'https://example.org' })).toEqual(['DEVELOPMENT'])
  expect(problemsOf({ DEVELOPMENT: 'true' })).toEqual(['DEVELOPMENT'])
})

test('a process that leaves the work to others needs a database that others can reach', () => {
  expect(() => readConfig({ WORKER: 'none' })).toThrow(
    'WORKER must be "inline" while there is no DATABASE_URL.',
  )
  expect(readConfig({ WORKER: 'none', DATABASE_URL: 'postgres://a@b/c' }).worker).toBe('none')
})

const from = 'reminder@letters.example'

test.each([
  ['smtp://mail.example', { host: 'mail.example', port: 587, tls: 'required' }],
  ['smtp://mail.example:2525/', { host: 'mail.example', port: 2525, tls: 'required' }],
  ['smtps://mail.example:4650', { host: 'mail.example', port: 4650, tls: 'always' }],
  ['smtp://localhost:25', { host: 'localhost', port: 25, tls: 'optional' }],
  ['smtp://127.0.0.1:1025', { host: '127.0.0.1', port: 1025, tls: 'optional' }],
  ['smtp://[::1]:1025', { host: '::1', port: 1025, tls: 'optional' }],
  ['smtps://localhost', { host: 'localhost', port: 465, tls: 'always' }],
  ['smtp://10.0.0.1', { host: '10.0.0.1', port: 587, tls: 'required' }],
])('the mail server %s is asked for encryption unless it is on this machine', (SMTP_URL, expected) => {
  expect(readConfig({ SMTP_URL, MAIL_FROM: from }).mail).toMatchObject({ ...expected, from })
})

test.each([
  'mail.example',
  'https://mail.example',
  'smtp://',
  'smtp://mail.example/path',
  'smtp://mail.example?tls=no',
  'smtp://user@mail.example',
  'smtp://:word@mail.example',
  'smtp://user:p%zz@mail.example',
  'smtp://user:%FF@mail.example',
])('the mail server %s is refused', (SMTP_URL) => {
  expect(problemsOf({ SMTP_URL, MAIL_FROM: from })).toEqual(['SMTP_URL'])
})

test.each([
  'reminder',
  'reminder@localhost',
  'Reminder <reminder@letters.example>',
  'a@letters.example, b@letters.example',
  'reminder@letters.example\nBcc: x@letters.example',
  '@letters.example',
  ' ',
])('mails do not come from "%s"', (MAIL_FROM) => {
  expect(problemsOf({ SMTP_URL: 'smtps://mail.example', MAIL_FROM })).toEqual(['MAIL_FROM'])
})

test('a mail server needs a sender and a sender a mail server, and neither is quoted back', () => {
  expect(problemsOf({ SMTP_URL: 'smtps://u:secret@mail.example' })).toEqual(['MAIL_FROM'])
  expect(problemsOf({ MAIL_FROM: from })).toEqual(['SMTP_URL'])
  expect(() => readConfig({ SMTP_URL: 'smtps://u:secret@mail.example' })).toThrow(/^(?!.*secret)/)
})

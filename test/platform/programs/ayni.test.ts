import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../../../src/platform/database.ts'
import { signIn } from '../../../src/platform/demo/gestures.ts'
import { joinEmbeddedPostgres } from '../../../src/platform/embedded-postgres/join.ts'
import {
  admin,
  freePort,
  setUpCommunity,
  setUpPath,
  started,
  temporaryFolder,
} from '../../support/community-program.ts'
import { createVisitor } from '../../support/http-client.ts'

let environment: Readonly<Record<'DATA_DIR' | 'PORT', string>>
let origin: string

/** One server and its community for a test; commands run beside it. */
async function community() {
  environment = { DATA_DIR: await temporaryFolder(), PORT: await freePort() }
  origin = `http://localhost:${environment.PORT}`
  const server = started('server', environment)
  await setUpCommunity(origin, await setUpPath(server))
  return server
}

const ayni = (...words: string[]) => started('ayni', environment, { arguments: words }).ended
const done = async (...words: string[]): Promise<string> => {
  const { code, output, errors } = await ayni(...words)
  expect({ code, errors }).toEqual({ code: 0, errors: '' })
  return output
}
const refused = async (...words: string[]): Promise<string> => {
  const { code, output, errors } = await ayni(...words)
  expect({ code, output }).toEqual({ code: 1, output: '' })
  return errors
}
const shown = (output: string): string => /^ {2}(.+)$/m.exec(output)?.[1] ?? ''

describe('npm run ayni', () => {
  beforeAll(() => {
    environment = { DATA_DIR: '/dev/null', PORT: '1' }
  })

  test('explains itself without touching any data', async () => {
    const help = await done('--help')
    for (const name of ['invite create', 'admin create', 'recovery create', 'sessions list', 'audit verify'])
      expect(help).toContain(name)
    expect(await done('invite', 'create', '--help')).toContain('--uses COUNT')
    expect(await refused('invite', 'crate')).toContain('"invite create"')
  })

  test('makes an invite, an admin and a way back beside a running server', async () => {
    await community()
    const link = shown(await done('invite', 'create', '--uses', '2'))
    expect((await createVisitor(origin).get(new URL(link).pathname)).status).toBe(200)

    const output = await done('admin', 'create', '--name', 'Nightjar', '--sign-in-name', 'kite over water')
    const second = createVisitor(origin)
    await signIn(second, { signInName: 'kite over water', passphrase: shown(output) })
    expect((await second.get('/settings')).status).toBe(200)
    expect(await refused('admin', 'create', '--name', 'Nightjar', '--sign-in-name', 'other')).toContain(
      'name',
    )
    expect(await refused('admin', 'create', '--name', 'Only')).toContain('--sign-in-name is missing')

    const code = shown(await done('recovery', 'create', '--member', admin.displayName))
    expect(code).toMatch(/^\S{20,}/)
    expect(await refused('recovery', 'create', '--member', 'Nobody')).toContain('Nobody here has that name')
  })

  test('lists sessions without a trace of devices, and ends them', async () => {
    const server = await community()
    const list = await done('sessions', 'list')
    expect(list).toMatch(
      new RegExp(`^[0-9a-f]{12}  until \\d{4}-\\d\\d-\\d\\d  ${admin.displayName}\n1 session\\.\n$`),
    )
    expect(await refused('sessions', 'end')).toContain('--all')
    expect(await refused('sessions', 'end', '--id', 'x')).toContain('sessions list')
    expect(await done('sessions', 'end', '--id', '0'.repeat(12))).toBe('Ended 0 sessions.\n')
    expect(await done('sessions', 'end', '--id', list.slice(0, 12))).toBe('Ended 1 session.\n')
    await signIn(createVisitor(origin), admin)
    await server.stop()
    // Without the server the command opens the data by itself.
    expect(await done('sessions', 'end', '--member', admin.displayName)).toBe('Ended 1 session.\n')
    expect(await done('sessions', 'list')).toBe('0 sessions.\n')
  })

  test('P13: audit verify says that the record is whole, and else names the first broken link', async () => {
    await community()
    await done('admin', 'create', '--name', 'Nightjar', '--sign-in-name', 'kite over water')
    await done('recovery', 'create', '--member', 'Nightjar')
    expect(await done('audit', 'verify')).toContain('The record is whole: 2 acts, up to #2.')
    const database = openDatabase(await joinEmbeddedPostgres(environment.DATA_DIR), { maximumConnections: 1 })
    await sql`alter table moderation_acts disable trigger user`.execute(database.db)
    await sql`update moderation_acts set act = 'post-removed' where sequence = 1`.execute(database.db)
    await database.close()
    const broken = await refused('audit', 'verify')
    expect(broken).toContain('broken at #1: its own words were changed')
  })

  test('seeds an empty community, the same for the same number, and leaves a used one alone', async () => {
    environment = { DATA_DIR: await temporaryFolder(), PORT: await freePort() }
    const output = await done('seed', 'community', '--members', '30', '--posts', '60', '--seed', '7')
    expect(output).toContain('60 of 60 posts')
    expect(await refused('seed', 'community')).toContain('in use')
    const server = started('server', environment)
    await server.said(/is running at/)
    const visitor = createVisitor(`http://localhost:${environment.PORT}`)
    await signIn(visitor, { signInName: 'seed', passphrase: /with: (.+)$/m.exec(output)?.[1] ?? '' })
    expect((await visitor.get('/home')).status).toBe(200)
  })
})

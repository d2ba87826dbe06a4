import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  blockedHost,
  domainOf,
  type FederationMode,
  readServer,
  underDomain,
} from '../../src/policy/servers.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'

let community: TestCommunity
beforeAll(async () => {
  community = await createTestCommunity()
})
afterAll(() => community.close())
beforeEach(async () => {
  await community.db.deleteFrom('servers').execute()
  await list('blocked', 'bad.example', 'xn--mgba3gch31f060k.example', 'com.bad.example')
  await list('allowed', 'good.bad.example', 'friends.example')
  await list('known', 'met.bad.example', 'met.example')
  await mode('blocklist')
})

const list = (standing: 'blocked' | 'allowed' | 'known', ...domains: string[]) =>
  community.db
    .insertInto('servers')
    .values(domains.map((domain) => ({ domain, standing, changedOn: '2030-05-20' })))
    .execute()
const mode = (federationMode: FederationMode) =>
  community.db.updateTable('community').set({ federationMode }).execute()

/** What SQL says of many hosts at once, and what is said of each by itself. */
async function refused(...hosts: string[]): Promise<boolean[]> {
  const { rows } = await sql<{
    isRefused: boolean
  }>`select ${blockedHost(sql.ref('given.host'))} as is_refused
    from unnest(${hosts}::text[]) with ordinality as given(host, place) order by place`.execute(community.db)
  const atOnce = rows.map(({ isRefused }) => isRefused)
  const oneByOne = await Promise.all(
    hosts.map(async (host) => (await readServer(community.system(), host)).isRefused),
  )
  expect(oneByOne).toEqual(atOnce)
  return atOnce
}

describe('a listed domain', () => {
  it('stands for itself and every host below it, whatever the case, the port and a closing dot', async () => {
    const below = ['bad.example', 'a.bad.example', 'b.a.bad.example', 'BAD.example', 'bad.example:8443']
    expect(await refused(...below, 'A.Bad.Example.:443')).toEqual(Array(6).fill(true))
  })

  it('stands for no other host whose name ends alike', async () => {
    expect(await refused('verybad.example', 'example', 'bad.example.org', 'met.example', 'x')).toEqual(
      Array(5).fill(false),
    )
  })

  it('gives way to a longer one, and what is only known decides nothing', async () => {
    expect(await refused('good.bad.example', 'deep.good.bad.example', 'met.bad.example')).toEqual([
      false,
      false,
      true,
    ])
    const system = community.system()
    expect((await readServer(system, 'deep.good.bad.example:1')).standing).toBe('allowed')
    expect((await readServer(system, 'met.bad.example')).standing).toBe('blocked')
    expect((await readServer(system, 'met.example')).standing).toBe('known')
    expect((await readServer(system, 'elsewhere.example')).standing).toBe('unknown')
  })
})

describe('the mode', () => {
  const hosts = ['bad.example', 'friends.example', 'met.example', 'new.example', 'a.friends.example:99']
  it('lets in only whom the list allows, all but the blocked ones, or all', async () => {
    expect(await refused(...hosts)).toEqual([true, false, false, false, false])
    await mode('allowlist')
    expect(await refused(...hosts)).toEqual([true, false, true, true, false])
    await mode('open')
    expect(await refused(...hosts)).toEqual(Array(5).fill(false))
  })
})

it('answers and limits come from the nearest server that has its own', async () => {
  await community.db
    .updateTable('servers')
    .set({ answers: 'trusted', hourlyLimit: 20 })
    .where('domain', '=', 'friends.example')
    .execute()
  expect(await readServer(community.system(), 'a.friends.example:1')).toEqual({
    standing: 'allowed',
    isRefused: false,
    answers: 'trusted',
    hourlyLimit: 20,
  })
  expect(await readServer(community.system(), 'new.example')).toEqual({
    standing: 'unknown',
    isRefused: false,
    answers: 'held',
  })
})

it.each([
  ['Bad.Example', 'bad.example'],
  [' https://bad.example:8443/about?x=1#y ', 'bad.example'],
  ['@bad.example', 'bad.example'],
  ['bad.example.', 'bad.example'],
  ['bücher.example', 'xn--bcher-kva.example'],
  ['BÜCHER.example', 'xn--bcher-kva.example'],
  ['127.0.0.1:8080', '127.0.0.1'],
  ['localhost:4000', 'localhost'],
  ['user@bad.example', undefined],
  ['bad*.example', undefined],
  ['b**.exa***', undefined],
  ['com', undefined],
  ['', undefined],
  ['two words.example', undefined],
  ['a,b.example', undefined],
  ['[::1]', undefined],
  ["o'; drop table servers.example", undefined],
  [`${'a'.repeat(64)}.example`, `${'a'.repeat(64)}.example`],
  [`${'a.'.repeat(200)}example`, undefined],
])('%j stands for the domain %j', (written, domain) => {
  expect(domainOf(written)).toBe(domain)
})

it('hosts below a domain are found by it, and no others', async () => {
  const hosts = ['bad.example:1', 'a.bad.example', 'verybad.example', 'example']
  const { rows } = await sql<{ host: string }>`select given.host from unnest(${hosts}::text[]) as given(host)
    where ${underDomain(sql.ref('given.host'), 'bad.example')}`.execute(community.db)
  expect(rows.map(({ host }) => host)).toEqual(['bad.example:1', 'a.bad.example'])
})

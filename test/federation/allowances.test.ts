import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFederationDeps } from '../../src/federation/federation.ts'
import { withAllowance } from '../../src/federation/following/bring.ts'
import { alliedThreadWanted } from '../../src/federation/following/thread.ts'
import type { SafeFetch } from '../../src/ports.ts'
import {
  type AlliedCommunity,
  createAlliedCommunity,
  remoteChannel,
  remoteObject,
} from '../allies/support.ts'

/** Others name whom we ask: no server may be asked for ever on their account. */
describe('what others make us ask for', () => {
  let community: AlliedCommunity
  const asked: string[] = []
  const safeFetch: SafeFetch = async ({ url }) => {
    asked.push(url)
    return { ok: false, failure: 'unreachable' }
  }
  const newDeps = () => {
    asked.length = 0
    const log = { info: () => {}, error: () => {} }
    return createFederationDeps({ safeFetch, isLoopback: false, log, softwareName: 'x' }, community.clock)
  }
  beforeAll(async () => {
    community = await createAlliedCommunity()
    // Asked without a signature: those who hold keys here are no real ones.
    await community.db.deleteFrom('actorKeys').execute()
  })
  afterAll(() => community.close())

  it('reaches one server 60 times a minute at most, however many jobs ask, and others still', async () => {
    const deps = newDeps()
    const ask = (host: string) =>
      withAllowance(community.system(), deps, 40).safeFetch({
        ...{ url: `https://${host}/1`, method: 'GET', headers: {} },
        ...{ maximumBytes: 100, timeoutMilliseconds: 100 },
      })
    for (let time = 0; time < 70; time += 1) await ask('target.example')
    expect(asked).toHaveLength(60)
    expect(await ask('target.example')).toEqual({ ok: false, failure: 'timeout' })
    await ask('ally.example')
    expect(asked.at(-1)).toBe('https://ally.example/1')
    community.clock.moveDays(1 / 24 / 60)
    await ask('target.example')
    expect(asked.at(-1)).toBe('https://target.example/1')
  })

  it('asks for one thread once an hour, however many answer in it', async () => {
    const deps = newDeps()
    const valley = remoteChannel('valley.example', 'open')
    await community.follow(valley)
    const uris = [1, 2, 3].map((number) => `https://valley.example/${number}`)
    for (const uri of uris)
      await community.bring(valley, remoteObject(uri, { inReplyTo: 'https://target.example/top' }))
    const posts = await community.db.selectFrom('alliedPosts').select('id').execute()
    expect(posts).toHaveLength(3)
    for (const { id } of posts)
      await alliedThreadWanted(community.system(), deps, { alliedPostId: id }, { attempts: 1 })
    expect(new Set(asked)).toEqual(new Set(['https://target.example/top']))
    const once = asked.length
    community.clock.moveDays(1 / 24)
    const [{ id } = { id: '' }] = posts
    await alliedThreadWanted(community.system(), deps, { alliedPostId: id }, { attempts: 1 })
    expect(asked).toHaveLength(once * 2)
  })
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Result } from '../../src/result.ts'
import { changeMode } from '../../src/servers/change-mode.ts'
import { changeServer } from '../../src/servers/change-server.ts'
import { decideServer } from '../../src/servers/decide-server.ts'
import { importList } from '../../src/servers/import-list.ts'
import {
  alliesInDrafts,
  blockedDomains,
  listDrafts,
  listServers,
  readMode,
} from '../../src/servers/queries.ts'
import { settleDrafts } from '../../src/servers/settle-drafts.ts'
import {
  type AlliedCommunity,
  createAlliedCommunity,
  done,
  refusalOf,
  remoteChannel,
} from '../allies/support.ts'

let community: AlliedCommunity
beforeEach(async () => {
  community = await createAlliedCommunity()
})
afterEach(() => community.close())

const fieldOf = (result: Result<unknown>) => (result.ok ? undefined : result.refusals[0].field)
const read = (list: string) => importList(community.moderator.ctx, { list })
const csv = `#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate
bad.example,suspend,true,true,spam,false
loud.example,silence,false,false,,false
h*dden.example,suspend,true,true,,true
bad.example,silence,false,false,,false`

describe('a list of others', () => {
  it('waits as a draft and blocks nobody by itself', async () => {
    done(await decideServer(community.moderator.ctx, { domain: 'worse.example', decision: 'block' }))
    expect(done(await read(`${csv}\nworse.example,suspend,,,,\n`))).toEqual({
      added: 2,
      repeated: 1,
      blocked: 1,
      unusable: ['h*dden.example'],
    })
    expect(done(await read(csv))).toMatchObject({ added: 0, repeated: 3 })
    expect(await blockedDomains(community.moderator.ctx)).toEqual(['worse.example'])
    const { drafts, total } = await listDrafts(community.moderator.ctx)
    expect(total).toBe(2)
    expect(drafts.map(({ domain, severity, comment }) => [domain, severity, comment])).toEqual([
      ['bad.example', 'suspend', 'spam'],
      ['loud.example', 'silence', ''],
    ])
  })

  it('is taken over line by line, or dropped', async () => {
    await community.follow(remoteChannel('deep.bad.example'))
    done(await read(csv))
    expect(await alliesInDrafts(community.moderator.ctx, 'all')).toEqual(['bad.example'])
    const { ctx } = community.moderator
    expect(done(await settleDrafts(ctx, { domains: ['bad.example'], decision: 'block' }))).toEqual({
      settled: 1,
    })
    expect(await blockedDomains(ctx)).toEqual(['bad.example'])
    const [channel] = await community.db.selectFrom('followedChannels').select('state').execute()
    expect(channel?.state).toBe('left')
    expect(done(await settleDrafts(ctx, { domains: 'all', decision: 'drop' }))).toEqual({ settled: 1 })
    expect((await listDrafts(ctx)).drafts).toEqual([])
    expect(await blockedDomains(ctx)).toEqual(['bad.example'])
    expect(fieldOf(await settleDrafts(ctx, { domains: 'all', decision: 'block' }))).toBe('domains')
    expect((await community.acts()).filter((act) => act === 'servers-blocked')).toHaveLength(1)
  })

  it('leaves a server alone that is allowed here by name', async () => {
    const { ctx } = community.moderator
    done(await decideServer(ctx, { domain: 'bad.example', decision: 'allow' }))
    done(await read(csv))
    expect((await listDrafts(ctx)).drafts[0]).toMatchObject({ domain: 'bad.example', isAllowed: true })
    expect(done(await settleDrafts(ctx, { domains: 'all', decision: 'block' }))).toEqual({ settled: 1 })
    expect(await blockedDomains(ctx)).toEqual(['loud.example'])
  })

  it('is refused when nothing in it can be used, it is too long, or it is no text', async () => {
    expect(refusalOf(await read('b*d.example\n'))?.message).toBe('servers.errors.empty')
    expect(refusalOf(await read(''))?.message).toBe('servers.errors.empty')
    expect(refusalOf(await read('x.example\n'.repeat(5_002)))?.message).toBe('servers.errors.long')
    expect(refusalOf(await read('\ufffd.example'))?.message).toBe('form.errors.encoding')
    const member = await importList(community.author.ctx, { list: csv })
    expect(refusalOf(member)?.kind).toBe('forbidden')
    expect((await listDrafts(community.author.ctx)).drafts).toEqual([])
  })
})

describe('the rule for all servers', () => {
  it('says who would fall silent and who would come in again, and needs a tick', async () => {
    await community.follow(remoteChannel('valley.example'))
    await community.follow(remoteChannel('deep.river.example'))
    const { ctx } = community.moderator
    done(await decideServer(ctx, { domain: 'river.example', decision: 'allow' }))
    done(await decideServer(ctx, { domain: 'bad.example', decision: 'block' }))
    expect(await readMode(ctx)).toEqual({
      mode: 'blocklist',
      blocked: 1,
      allowed: 1,
      drafts: 0,
      unlisted: ['valley.example'],
    })
    expect(fieldOf(await changeMode(ctx, { mode: 'allowlist', understood: false }))).toBe('understood')
    expect(fieldOf(await changeMode(ctx, { mode: 'closed', understood: true }))).toBe('mode')
    done(await changeMode(ctx, { mode: 'allowlist', understood: true }))
    expect((await listServers(ctx, { filter: 'refused' })).servers.map(({ domain }) => domain)).toEqual([
      'bad.example',
      'valley.example',
    ])
    expect(refusalOf(await changeMode(ctx, { mode: 'allowlist', understood: true }))?.kind).toBe('conflict')
    expect((await community.acts()).at(-1)).toBe('federation-mode-changed')
  })

  it('is not for members', async () => {
    const { ctx } = community.author
    expect(refusalOf(await changeMode(ctx, { mode: 'open', understood: true }))?.kind).toBe('forbidden')
    expect(await readMode(ctx)).toBeUndefined()
    expect((await listServers(ctx)).servers).toEqual([])
  })
})

describe('what is noted of a server', () => {
  const noted = { domain: 'valley.example', answers: 'trusted', hourlyLimit: '20', note: 'Old friends' }

  it('is kept, and its numbers are numbers', async () => {
    const { ctx } = community.moderator
    done(await changeServer(ctx, noted))
    const row = await community.db.selectFrom('servers').selectAll().executeTakeFirstOrThrow()
    expect(row).toMatchObject({ standing: 'known', answers: 'trusted', hourlyLimit: 20, note: 'Old friends' })
    done(await changeServer(ctx, { ...noted, hourlyLimit: '' }))
    for (const hourlyLimit of ['0', '-1', '1.5', 'many', '1000001'])
      expect(fieldOf(await changeServer(ctx, { ...noted, hourlyLimit }))).toBe('hourlyLimit')
    expect(fieldOf(await changeServer(ctx, { ...noted, answers: 'all' }))).toBe('answers')
    expect(fieldOf(await changeServer(ctx, { ...noted, note: 'x'.repeat(501) }))).toBe('note')
    expect(refusalOf(await changeServer(community.author.ctx, noted))?.kind).toBe('forbidden')
  })

  it('stays when it is blocked and taken off the list', async () => {
    const { ctx } = community.moderator
    done(await changeServer(ctx, noted))
    for (const decision of ['block', 'unblock'] as const)
      done(await decideServer(ctx, { domain: noted.domain, decision }))
    const row = await community.db.selectFrom('servers').selectAll().executeTakeFirstOrThrow()
    expect(row).toMatchObject({ standing: 'known', note: 'Old friends' })
  })
})

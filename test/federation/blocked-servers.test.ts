import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { markSafe } from '../../src/safe-html.ts'
import { decideServer } from '../../src/servers/decide-server.ts'
import { type Peer, startPeer } from '../support/peer/peer.ts'
import { type CommunityServer, startCommunityServer } from './community-server.ts'
import { acceptAllFollowers } from './followers.ts'

describe('a blocked server', () => {
  let community: CommunityServer
  let blocked: Peer
  let ally: Peer
  let moderator: { readonly ctx: MemberCtx }
  const editions = { open: '', allied: '' }
  const host = () => new URL(blocked.origin).host

  beforeAll(async () => {
    community = await startCommunityServer()
    const now = () => community.clock.now()
    ;[blocked, ally] = await Promise.all([startPeer({ now, host: '127.0.0.1' }), startPeer({ now })])
    moderator = await community.member({ roles: ['moderator'] })
    for (const peer of [blocked, ally])
      for (const kind of ['open', 'allied'] as const) await peer.follow(community.channel(kind).uri)
    await community.work()
    await acceptAllFollowers(community)
    const { id } = community.channel('open')
    await community.db.updateTable('channels').set({ languageNotes: true }).where('id', '=', id).execute()
    const texts = [{ language: 'ru', title: '', html: markSafe('<p>Суп</p>') }]
    for (const kind of ['open', 'allied'] as const)
      editions[kind] = (await community.publish({ channel: kind, title: 'Breakfast', texts })).uri
    await community.work()
    expect(blocked.received('Announce').length).toBeGreaterThan(0)
  })
  afterAll(async () => {
    await Promise.all([blocked.stop(), ally.stop()])
    await community.stop()
  })

  const decide = (decision: 'block' | 'unblock') =>
    decideServer(moderator.ctx, { domain: '127.0.0.1', decision })
  const standing = async (value: 'blocked' | 'known') => {
    await community.db
      .insertInto('servers')
      .values({ domain: '127.0.0.1', standing: value, changedOn: '2030-05-20' })
      .onConflict((conflict) => conflict.column('domain').doUpdateSet({ standing: value }))
      .execute()
  }
  const mode = (federationMode: 'allowlist' | 'blocklist' | 'open') =>
    community.db.updateTable('community').set({ federationMode }).execute()

  beforeEach(() => mode('blocklist'))

  it('reads nothing with its signature, open or allied, and no key is fetched for it', async () => {
    const served = await documents(blocked)
    expect(served.statuses.every((status) => status === 200)).toBe(true)
    await standing('blocked')
    const before = blocked.requests.length
    const refused = await documents(blocked)
    expect(new Set(refused.statuses)).toEqual(new Set([404]))
    expect(new Set(refused.bodies)).toEqual(new Set(['{"error":"Not found"}']))
    expect(blocked.requests).toHaveLength(before)
    expect((await documents(ally)).statuses.every((status) => status === 200)).toBe(true)
    await standing('known')
  })

  it('is answered with 202 at the inbox, and nothing is stored or fetched', async () => {
    await standing('blocked')
    await community.db.deleteFrom('remoteActors').where('host', '=', host()).execute()
    const before = blocked.requests.length
    const follow = blocked.activity('Follow', 'reader', community.channel('open').uri)
    const answer = await blocked.post(community.inbox, follow, { as: 'reader' })
    expect(answer.status).toBe(202)
    expect(await stored(host())).toBe(0)
    expect(blocked.requests).toHaveLength(before)
    await standing('known')
    await mode('allowlist')
    expect((await blocked.post(community.inbox, follow, { as: 'reader' })).status).toBe(202)
    expect(await stored(host())).toBe(0)
    await mode('open')
    await standing('blocked')
    expect((await blocked.post(community.inbox, follow, { as: 'reader' })).status).toBe(202)
    expect(await stored(host())).toBe(1)
    await community.work()
    await standing('known')
  })

  it('gets nothing new in allowlist mode, though nobody removed it', async () => {
    await mode('allowlist')
    await community.db
      .insertInto('servers')
      .values({ domain: 'localhost', standing: 'allowed', changedOn: '2030-05-20' })
      .execute()
    const before = blocked.received().length
    const allyBefore = ally.received().length
    for (const channel of ['open', 'allied'] as const) await community.publish({ channel })
    await community.work()
    expect(blocked.received()).toHaveLength(before)
    expect(ally.received().length).toBeGreaterThan(allyBefore)
    await community.db.deleteFrom('servers').where('domain', '=', 'localhost').execute()
  })

  it('is asked to delete what went there, and nobody else is; its word that it did is believed', async () => {
    const allyBefore = ally.received().length
    expect((await decide('block')).ok).toBe(true)
    await community.work()
    const deletes = blocked.received('Delete').map(({ activity }) => activity)
    const asked = deletes.map(({ object }) => JSON.stringify(object))
    for (const uri of Object.values(editions)) expect(asked.some((object) => object.includes(uri))).toBe(true)
    const note = await community.db.selectFrom('editionNotes').select('uri').executeTakeFirstOrThrow()
    expect(asked.some((object) => object.includes(note.uri))).toBe(true)
    const undone = blocked.received('Undo').map(({ activity }) => JSON.stringify(activity))
    for (const uri of [editions.open, note.uri]) expect(undone.some((undo) => undo.includes(uri))).toBe(true)
    expect(blocked.received('Reject').length).toBeGreaterThan(0)
    expect(ally.received()).toHaveLength(allyBefore)

    const [first] = deletes
    const accept = blocked.activity('Accept', 'instance', { id: first?.['id'], type: 'Delete' })
    expect((await blocked.post(community.inbox, accept, { as: 'instance' })).status).toBe(202)
    await community.work()
    const { state } = await community.db
      .selectFrom('deliveries')
      .innerJoin('activities', 'activities.id', 'deliveries.activityId')
      .select('deliveries.state')
      .where('activities.uri', '=', String(first?.['id']))
      .executeTakeFirstOrThrow()
    expect(state).toBe('confirmed')
    const other = await ally.get(editions.allied, { as: 'instance' })
    expect(other.status).toBe(200)
  })

  it('gets no more words, only what takes something back', async () => {
    const before = blocked.received().length
    const { editionId } = await community.publish({ channel: 'open' })
    await community.work()
    await community.change(editionId, '<p>At one.</p>')
    await community.work()
    expect(blocked.received()).toHaveLength(before)
  })

  it('that cannot be reached is asked later, and words that waited for it never leave', async () => {
    expect((await decide('unblock')).ok).toBe(true)
    await blocked.follow(community.channel('open').uri)
    await community.work()
    await acceptAllFollowers(community)
    await community.work()
    await blocked.pause()
    const { uri } = await community.publish({ channel: 'open', html: '<p>Only for friends.</p>' })
    await community.work()
    expect((await decide('block')).ok).toBe(true)
    await community.work()
    await blocked.resume()
    community.clock.moveDays(1)
    await community.work()
    const words = blocked.received().map(({ activity }) => JSON.stringify(activity))
    expect(words.some((activity) => activity.includes('Only for friends'))).toBe(false)
    expect(words.some((activity) => activity.includes(uri) && activity.includes('"Delete"'))).toBe(true)
  })

  it('sends no more in an hour than moderators let it, which they set for one server', async () => {
    await standing('known')
    await community.db
      .updateTable('servers')
      .set({ hourlyLimit: 2 })
      .where('domain', '=', '127.0.0.1')
      .execute()
    community.clock.moveDays(1 / 24)
    const send = async (peer: Peer) => {
      const follow = peer.activity('Follow', 'reader', community.channel('open').uri)
      return peer.post(community.inbox, follow, { as: 'reader' })
    }
    const statuses: number[] = []
    for (let time = 0; time < 3; time += 1) statuses.push((await send(blocked)).status)
    expect(statuses).toEqual([202, 202, 429])
    expect((await send(ally)).status).toBe(202)
    community.clock.moveDays(1 / 24)
    expect((await send(blocked)).status).toBe(202)
  })

  const stored = async (of: string) =>
    (await community.db.selectFrom('inboxMessages').select('id').where('host', '=', of).execute()).length

  async function documents(peer: Peer) {
    const group = community.channel('allied').uri
    const urls = [...Object.values(editions), `${group}/outbox`, `${group}/followers`]
    const answers = await Promise.all(urls.map((url) => peer.get(url, { as: 'instance' })))
    return {
      statuses: answers.map(({ status }) => status),
      bodies: answers.map(({ bytes }) => bytes.toString()),
    }
  }
})

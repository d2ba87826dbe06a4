import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFederation } from '../../src/federation/federation.ts'
import { type Peer, startPeer } from '../support/peer/peer.ts'
import { type CommunityServer, startCommunityServer } from './community-server.ts'

describe('looking a channel up', () => {
  let community: CommunityServer
  let ally: CommunityServer
  let peer: Peer
  beforeAll(async () => {
    ;[community, ally, peer] = await Promise.all([
      startCommunityServer(),
      startCommunityServer(),
      startPeer(),
    ])
  })
  afterAll(async () => {
    await Promise.all([community.stop(), ally.stop(), peer.stop()])
  })
  const resolve = (address: string) => community.federation.resolveChannel(community.system(), address)
  const refusal = async (address: string) => {
    const result = await resolve(address)
    return result.ok ? 'found' : [result.refusals[0].field, result.refusals[0].message]
  }

  it('finds it by every way to write its name and by its web addresses', async () => {
    const { host } = new URL(ally.origin)
    const names = [
      `aliadas@${host}`,
      `@aliadas@${host}`,
      `!aliadas@${host}`,
      `acct:aliadas@${host}`,
      ` @Aliadas@${host} `,
    ]
    const addresses = [ally.channel('allied').uri, `${ally.origin}/c/aliadas`]
    for (const address of [...names, ...addresses]) {
      expect(await resolve(address), address).toEqual({
        ok: true,
        value: {
          actorUri: ally.channel('allied').uri,
          host,
          actorType: 'Group',
          handle: `aliadas@${host}`,
          name: 'Aliadas',
          summary: '',
          kind: 'allied',
          inbox: `${ally.channel('allied').uri}/inbox`,
          sharedInbox: ally.inbox,
          alsoKnownAs: [],
          outboxUri: `${ally.channel('allied').uri}/outbox`,
          featuredUri: `${ally.channel('allied').uri}/featured`,
          followersUri: `${ally.channel('allied').uri}/followers`,
        },
      })
    }
    expect(await resolve(peer.handle('community'))).toMatchObject({ ok: true, value: { kind: 'open' } })
  })

  it('finds accounts, and says so', async () => {
    expect(await resolve(peer.handle('reader'))).toMatchObject({
      ok: true,
      value: { actorType: 'Person', kind: 'open', actorUri: peer.actors.reader.id },
    })
  })

  it('finds by a page: what its head names on the same server, else the name in its address', async () => {
    const page = (path: string, html: string) =>
      peer.serve(path, (_wire, response) => {
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html)
      })
    const link = (href: string) =>
      `<!doctype html><head><title>x</title><link rel="me alternate" type="application/activity+json" href="${href}">`
    const community = peer.actors.community.id
    for (const url of [
      page('/category/1/news', link('/actors/community')),
      page('/author/maria/', link(community)),
      page('/c/community', '<p>no link'),
      page('/m/community', link('https://other.example/actors/community')),
      page('/@community', `<body>${link(peer.actors.reader.id)}`),
      page('/c/community/5', ''),
    ]) {
      expect(await resolve(url), url).toMatchObject({ ok: true, value: { actorUri: community } })
    }
    expect(await refusal(page('/about', link('https://other.example/actors/x')))).toEqual([
      'address',
      'allies.errors.notChannel',
    ])
  })

  it('finds by a post its channel, and its author as another choice', async () => {
    const { note } = await peer.createNote({ audience: peer.actors.community.id })
    expect(await resolve(String(note['id']))).toMatchObject({
      ok: true,
      value: {
        actorUri: peer.actors.community.id,
        ofPost: { others: [{ actorUri: peer.actors.reader.id }] },
      },
    })
    const { note: alone } = await peer.createNote({})
    expect(await resolve(String(alone['id']))).toMatchObject({
      ok: true,
      value: { actorUri: peer.actors.reader.id, ofPost: { others: [] } },
    })
  })

  it('refuses, beside the address, what is no channel, what is nowhere, and its own', async () => {
    const { host } = new URL(peer.origin)
    const { note } = await peer.createNote({})
    const unknown = { ...note, type: 'Recipe' }
    expect(await refusal(peer.serve('/recipe', unknown))).toEqual(['address', 'allies.errors.notChannel'])
    expect(await refusal(`nobody@${host}`)).toEqual(['address', 'allies.follow.errors.notFound'])
    expect(await refusal(`${peer.origin}/none`)).toEqual(['address', 'allies.follow.errors.notFound'])
    expect(await refusal(`aliadas@${new URL(community.origin).host}`)).toEqual([
      'address',
      'allies.errors.ownChannel',
    ])
    expect(await refusal(community.channel('open').uri)).toEqual(['address', 'allies.errors.ownChannel'])
    for (const text of ['', 'aliadas', '@', 'a b@c', 'javascript:alert(1)', 'ftp://localhost/c', '@@@']) {
      expect(await refusal(text), text).toEqual(['address', 'allies.follow.errors.address'])
    }
  })

  it('refuses hostile documents, and addresses that nobody may be led to', async () => {
    for (const kind of [
      'hugeJson',
      'deepNesting',
      'brokenJson',
      'notAnObject',
      'wrongContentType',
      'redirectLoop',
      'redirectToMetadata',
    ] as const) {
      expect(await refusal(peer.hostile(kind).url), kind).toEqual(['address', 'allies.errors.notChannel'])
    }
  })

  it('asks no longer than a moderator waits, however many requests it takes', async () => {
    const patience = 8_000
    for (const [address, slowAnswer] of [
      ['news@slow.example', undefined],
      ['https://slow.example/c/news', undefined],
      ['https://slow.example/c/news', { status: 401 }],
      ['https://slow.example/c/news', { status: 302, location: 'https://slow.example/elsewhere' }],
    ] as const) {
      let now = community.clock.now().getTime()
      const began = now
      const granted: number[] = []
      const federation = createFederation({
        newContext: community.system,
        isLoopback: false,
        softwareName: 'ayni',
        log: { info: () => {}, error: () => {} },
        wakeWorkers: () => {},
        safeFetch: async ({ url, timeoutMilliseconds }) => {
          granted.push(timeoutMilliseconds)
          const took = Math.min(slowAnswer ? 3_000 : Number.POSITIVE_INFINITY, timeoutMilliseconds)
          now += took
          if (!slowAnswer || took === timeoutMilliseconds) return { ok: false, failure: 'timeout' }
          const { status, ...headers } = slowAnswer
          return {
            ok: true,
            response: { status, url, headers: new Headers(headers), body: new Uint8Array() },
          }
        },
      })
      const ctx = { ...community.system(), clock: { now: () => new Date(now) } }
      const result = await federation.resolveChannel(ctx, address)
      expect(result).toMatchObject({ refusals: [{ message: 'allies.follow.errors.unreachable' }] })
      expect(now - began, address).toBe(patience)
      expect(granted, address).toEqual(slowAnswer ? [8_000, 5_000, 2_000] : [8_000])
    }
  })

  it('says when a server does not answer', async () => {
    await peer.pause()
    expect(await refusal(peer.handle('community'))).toEqual(['address', 'allies.follow.errors.unreachable'])
    await peer.resume()
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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
          handle: `aliadas@${host}`,
          name: 'Aliadas',
          summary: '',
          kind: 'allied',
          inbox: `${ally.channel('allied').uri}/inbox`,
          sharedInbox: ally.inbox,
        },
      })
    }
    expect(await resolve(peer.handle('community'))).toMatchObject({ ok: true, value: { kind: 'open' } })
  })

  it('refuses, beside the address, what is no channel, what is nowhere, and its own', async () => {
    const { host } = new URL(peer.origin)
    expect(await refusal(peer.handle('reader'))).toEqual(['address', 'allies.errors.notChannel'])
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

  it('says when a server does not answer', async () => {
    await peer.pause()
    expect(await refusal(peer.handle('community'))).toEqual(['address', 'allies.follow.errors.unreachable'])
    await peer.resume()
  })
})

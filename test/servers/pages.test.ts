import { afterAll, beforeAll, expect, it } from 'vitest'
import { readKnownOfServer } from '../../src/allies/known-of-server.ts'
import { readReaders } from '../../src/channels/queries.ts'
import { decideServer } from '../../src/servers/decide-server.ts'
import { importList } from '../../src/servers/import-list.ts'
import { type AlliedCommunity, createAlliedCommunity, done } from '../allies/support.ts'
import { createTestApp, type TestApp } from '../support/app.ts'

const instance = 'https://valley.example/ap/actors/instance'

let app: TestApp
let community: AlliedCommunity
beforeAll(async () => {
  app = await createTestApp()
  community = await createAlliedCommunity(app)
})
afterAll(() => app.close())

const get = async (path: string, memberId?: string) => {
  const headers = memberId === undefined ? {} : { cookie: await app.signIn(memberId) }
  return app.request(path, { headers })
}

it('are for moderators alone: everybody else finds nothing there', async () => {
  const paths = ['/servers', '/servers/mode', '/servers/import', '/servers/drafts', '/servers/export']
  for (const path of [...paths, '/servers/valley.example', '/servers/valley.example/block']) {
    expect((await get(path, community.moderator.ctx.actor.memberId)).status, path).toBe(200)
    expect((await get(path, community.author.ctx.actor.memberId)).status, path).toBe(404)
    expect((await get(path)).status, path).toBe(404)
  }
  const { memberId } = community.moderator.ctx.actor
  for (const path of ['/servers/com', '/servers/valley.example/erase', '/servers/b*d.example'])
    expect((await get(path, memberId)).status, path).toBe(404)
  expect(app.faults).toEqual([])
})

it('hand our own list on, without what moderators noted', async () => {
  const { ctx } = community.moderator
  done(await decideServer(ctx, { domain: 'bad.example', decision: 'block' }))
  await app.db.updateTable('servers').set({ note: 'They told on Rosa' }).execute()
  const file = await (await get('/servers/export', ctx.actor.memberId)).text()
  expect(file.split('\r\n').slice(1)).toEqual(['bad.example,suspend,false,false,,false', ''])
})

it('tell a moderator what is known of a server that asks to follow, and only her', async () => {
  const { ctx } = community.moderator
  done(await community.askToFollow('boletin', instance))
  done(await importList(ctx, { list: 'valley.example' }))
  expect(await readKnownOfServer(ctx, 'valley.example')).toEqual({
    domain: 'valley.example',
    follows: ['Boletín'],
    firstSeen: app.clock.now(),
    isInDrafts: true,
  })
  expect(await readKnownOfServer(community.author.ctx, 'valley.example')).toMatchObject({ follows: [] })
})

it('name who would read a channel, and whether each says that it deletes what is taken back', async () => {
  const other = 'https://river.example/ap/actors/instance'
  const blocked = 'https://a.bad.example/ap/actors/instance'
  done(await community.askToFollow('aliadas', instance))
  done(await community.askToFollow('aliadas', other, { acknowledgesWithdrawals: false }))
  // As things stood before it was blocked.
  await app.db.updateTable('community').set({ federationMode: 'open' }).execute()
  done(await community.askToFollow('aliadas', blocked))
  await app.db.updateTable('community').set({ federationMode: 'blocklist' }).execute()
  await app.db.updateTable('followers').set({ state: 'accepted' }).execute()
  const target = {
    place: 'own',
    id: community.channel('aliadas'),
    kind: 'allied',
    name: 'Aliadas',
    actorUri: await community.channelUri('aliadas'),
  } as const
  expect(await readReaders(community.author.ctx, target)).toEqual([
    { host: 'river.example', acknowledgesWithdrawals: false },
    { host: 'valley.example', acknowledgesWithdrawals: true },
  ])
})

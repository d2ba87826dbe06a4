import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { followChannel } from '../../src/allies/follow-channel.ts'
import { closeChannel } from '../../src/channels/close-channel.ts'
import { type CommunityServer, startCommunityServer } from './community-server.ts'
import { acceptAllFollowers } from './followers.ts'

describe('a channel that another community follows', () => {
  let owner: CommunityServer
  let ally: CommunityServer
  beforeAll(async () => {
    ;[owner, ally] = await Promise.all([startCommunityServer(), startCommunityServer()])
  })
  afterAll(async () => {
    await Promise.all([owner.stop(), ally.stop()])
  })
  const both = async () => {
    for (let round = 0; round < 4; round += 1) {
      await owner.work()
      await ally.work()
    }
  }

  it('is known there to be closed; what stands stays, and what passed it on is taken back', async () => {
    const { slug, uri: channelUri } = owner.channel('allied')
    const found = await ally.federation.resolveChannel(ally.system(), `${slug}@${new URL(owner.origin).host}`)
    if (!found.ok) throw new Error('not found')
    const moderator = await ally.member({ roles: ['moderator'] })
    expect((await followChannel(moderator.ctx, { channel: found.value })).ok).toBe(true)
    await both()
    await acceptAllFollowers(owner)
    await both()
    const followed = () => ally.db.selectFrom('followedChannels').selectAll().executeTakeFirstOrThrow()
    const { id: followedChannelId } = await followed()
    await ally.db
      .insertInto('channelCarries')
      .values({ channelId: ally.channel('allied').id, followedChannelId })
      .execute()
    const stays = await owner.publish({ channel: 'allied', title: 'Stays', mayBeCarried: true })
    const goes = await owner.publish({ channel: 'allied', title: 'Goes' })
    await both()
    const carried = () =>
      ally.db.selectFrom('editions').select('withdrawnOn').where('originUri', '=', stays.uri).execute()
    expect(await carried()).toEqual([{ withdrawnOn: null }])

    const admin = await owner.member({ roles: ['admin'] })
    const closing = { slug, editions: 'keep', understood: true }
    expect(await closeChannel(admin.ctx, closing)).toMatchObject({ ok: true })
    await both()
    expect(await followed()).toMatchObject({ actorUri: channelUri, state: 'refused' })
    expect(await carried()).toEqual([{ withdrawnOn: expect.any(String) }])
    expect(await ally.db.selectFrom('channelCarries').selectAll().execute()).toEqual([])
    const titles = async () => {
      const rows = await ally.db.selectFrom('alliedPosts').select('title').orderBy('title').execute()
      return rows.map(({ title }) => title)
    }
    expect(await titles()).toEqual(['Goes', 'Stays'])

    await owner.withdraw(goes.editionId)
    await both()
    expect(await titles()).toEqual(['', 'Stays'])
  })
})

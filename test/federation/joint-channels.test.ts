import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { followChannel } from '../../src/allies/follow-channel.ts'
import { chooseCarried } from '../../src/channels/choose-carrying.ts'
import { readWithdrawalReceipts } from '../../src/channels/receipts.ts'
import { markSafe } from '../../src/safe-html.ts'
import { type CommunityServer, startCommunityServer } from './community-server.ts'
import { acceptAllFollowers } from './followers.ts'

describe('a joint channel of a network', () => {
  let origin: CommunityServer
  let network: CommunityServer
  let third: CommunityServer
  beforeAll(async () => {
    ;[origin, network, third] = await Promise.all([
      startCommunityServer(),
      startCommunityServer(),
      startCommunityServer(),
    ])
    await follow(network, origin)
    await follow(third, network)
    // The origin follows the joint channel too: it must not get its own words back.
    await follow(origin, network)
    const moderator = await network.member({ roles: ['moderator'] })
    const followed = await network.db.selectFrom('followedChannels').select('id').execute()
    const chosen = await chooseCarried(moderator.ctx, {
      slug: network.channel('allied').slug,
      followedChannelIds: followed.map(({ id }) => id),
    })
    expect(chosen.ok).toBe(true)
  })
  afterAll(async () => {
    await Promise.all([origin.stop(), network.stop(), third.stop()])
  })

  async function all() {
    for (let round = 0; round < 5; round += 1) {
      await origin.work()
      await network.work()
      await third.work()
    }
  }

  async function follow(follower: CommunityServer, followed: CommunityServer) {
    const moderator = await follower.member({ roles: ['moderator'] })
    const { host } = new URL(followed.origin)
    const found = await follower.federation.resolveChannel(follower.system(), `aliadas@${host}`)
    if (!found.ok) throw new Error('not found')
    expect((await followChannel(moderator.ctx, { channel: found.value })).ok).toBe(true)
    for (let round = 0; round < 3; round += 1) {
      await follower.work()
      await followed.work()
      await acceptAllFollowers(followed)
    }
  }

  const readAt = (community: CommunityServer) =>
    community.db.selectFrom('alliedPosts').selectAll().orderBy('receivedAt').execute()

  const carriedOf = (uri: string) =>
    network.db.selectFrom('editions').selectAll().where('originUri', '=', uri).executeTakeFirst()

  it('passes on what its author lets it, in all languages and with a name, and never back', async () => {
    const edition = await origin.publish({
      channel: 'allied',
      title: 'Desayuno',
      html: '<p>Sopa al mediodía.</p>',
      texts: [{ language: 'en', title: 'Breakfast', html: markSafe('<p>Soup at noon.</p>') }],
      mayBeCarried: true,
    })
    await all()
    const carried = await carriedOf(edition.uri)
    expect(carried).toMatchObject({ channelId: network.channel('allied').id, withdrawnOn: null })
    expect(await readAt(third)).toMatchObject([
      {
        ...{ objectUri: carried?.uri, title: 'Desayuno', mayBeCarried: false },
        passedOnFrom: `Aliadas (${new URL(origin.origin).host})`,
        html: expect.stringContaining('Sopa al mediodía.'),
      },
    ])
    expect(await third.db.selectFrom('alliedPostTexts').selectAll().execute()).toMatchObject([
      { language: 'en', title: 'Breakfast' },
    ])
    expect(await readAt(origin)).toEqual([])
  })

  it('brings a new version on, and withdraws everywhere with receipts, the origin hearing of it from the network', async () => {
    const edition = await origin.publish({ channel: 'allied', title: 'Rice', mayBeCarried: true })
    await all()
    await origin.change(edition.editionId, '<p>Rice at two.</p>', 'Rice')
    await all()
    const carried = await carriedOf(edition.uri)
    const atThird = () =>
      third.db
        .selectFrom('alliedPosts')
        .selectAll()
        .where('objectUri', '=', carried?.uri ?? '')
        .executeTakeFirstOrThrow()
    expect(await atThird()).toMatchObject({ html: expect.stringContaining('Rice at two.') })

    await origin.withdraw(edition.editionId)
    await all()
    expect(await atThird()).toMatchObject({ html: '', title: '', withdrawnAt: expect.any(Date) })
    expect((await carriedOf(edition.uri))?.withdrawnOn).not.toBeNull()
    expect(await readWithdrawalReceipts(origin.system(), edition.editionId)).toMatchObject([
      { server: new URL(network.origin).host, state: 'confirmed' },
    ])
    expect(await readWithdrawalReceipts(network.system(), carried?.id ?? '')).toMatchObject([
      { server: new URL(third.origin).host, state: 'confirmed' },
    ])
  })

  it('passes on nothing that nobody allowed, and takes back what is not allowed any more', async () => {
    const silent = await origin.publish({ channel: 'allied', title: 'Only for allies' })
    await all()
    expect(await carriedOf(silent.uri)).toBeUndefined()
    expect((await readAt(network)).map(({ title }) => title)).toContain('Only for allies')
    expect((await readAt(third)).map(({ title }) => title)).not.toContain('Only for allies')

    const edition = await origin.publish({ channel: 'allied', title: 'For a while', mayBeCarried: true })
    await all()
    expect((await readAt(third)).map(({ title }) => title)).toContain('For a while')
    await origin.db
      .updateTable('editions')
      .set({ mayBeCarried: false })
      .where('id', '=', edition.editionId)
      .execute()
    await origin.change(edition.editionId, '<p>Not for networks.</p>', 'For a while')
    await all()
    expect((await readAt(network)).map(({ title }) => title)).toContain('For a while')
    expect((await readAt(third)).map(({ title }) => title)).not.toContain('For a while')
  })
})

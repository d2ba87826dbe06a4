import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acceptComment } from '../../src/allies/accept-comment.ts'
import { followChannel } from '../../src/allies/follow-channel.ts'
import { readWithdrawalReceipts } from '../../src/channels/receipts.ts'
import { type CommunityServer, startCommunityServer } from './community-server.ts'
import { acceptAllFollowers } from './followers.ts'
import { seenBy } from './seen.ts'

describe('two communities', () => {
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
  const posts = () => ally.db.selectFrom('alliedPosts').selectAll().orderBy('objectUri').execute()

  it('become allies through a channel, for one of them as the instance and for the other by approval', async () => {
    const moderator = await ally.member({ roles: ['moderator'] })
    const { host } = new URL(owner.origin)
    const found = await ally.federation.resolveChannel(ally.system(), `aliadas@${host}`)
    if (!found.ok) throw new Error('not found')
    expect((await followChannel(moderator.ctx, { channel: found.value })).ok).toBe(true)
    await both()
    expect(await owner.db.selectFrom('followers').selectAll().execute()).toMatchObject([
      {
        ...{ actorUri: ally.actor('instance').uri, name: 'Harbour', state: 'pending' },
        ...{ firstFromHost: true, acknowledgesWithdrawals: true },
      },
    ])
    await acceptAllFollowers(owner)
    await both()
    expect(await ally.db.selectFrom('followedChannels').selectAll().execute()).toMatchObject([
      { state: 'following' },
    ])
  })

  it('share an edition, answer it, and take both back, each with a confirmed receipt', async () => {
    const edition = await owner.publish({ channel: 'allied', title: 'Breakfast' })
    await both()
    expect(await posts()).toMatchObject([
      { objectUri: edition.uri, title: 'Breakfast', authorName: 'Harbour' },
    ])

    const { id: followedChannelId } = await ally.db
      .selectFrom('followedChannels')
      .select('id')
      .executeTakeFirstOrThrow()
    const answer = await ally.publish({
      channel: { followedChannelId },
      inReplyTo: edition.uri,
      html: '<p>We bring bread.</p>',
    })
    await both()
    const moderator = await owner.member({ roles: ['moderator'] })
    const comment = await owner.db.selectFrom('remoteComments').selectAll().executeTakeFirstOrThrow()
    expect(comment).toMatchObject({ objectUri: answer.uri, state: 'waiting' })
    await acceptComment(moderator.ctx, await seenBy(moderator.ctx, comment.id))
    await both()
    const passedOn = (await posts()).find(({ inReplyTo }) => inReplyTo === edition.uri)
    expect(passedOn).toMatchObject({
      html: expect.stringContaining('We bring bread.'),
      passedOnFrom: expect.any(String),
    })

    await ally.withdraw(answer.editionId)
    await both()
    expect(await readWithdrawalReceipts(ally.system(), answer.editionId)).toMatchObject([
      { state: 'confirmed' },
    ])
    expect((await posts()).map(({ html }) => html).join()).not.toContain('We bring bread.')

    await owner.withdraw(edition.editionId)
    await both()
    expect(await readWithdrawalReceipts(owner.system(), edition.editionId)).toMatchObject([
      { server: new URL(ally.origin).host, state: 'confirmed' },
    ])
    expect((await posts()).map(({ html, title }) => html + title).join('')).toBe('')
  })

  it('lets nobody but the owner of the channel read an answer in an allied channel', async () => {
    const edition = await owner.publish({ channel: 'allied' })
    await both()
    const { id: followedChannelId } = await ally.db
      .selectFrom('followedChannels')
      .select('id')
      .executeTakeFirstOrThrow()
    const answer = await ally.publish({ channel: { followedChannelId }, inReplyTo: edition.uri })
    await both()
    expect((await fetch(answer.uri)).status).toBe(404)
    const activities = await ally.db
      .selectFrom('activities')
      .select('body')
      .where('type', '=', 'Create')
      .execute()
    const bodies = activities.map(({ body }) => new TextDecoder().decode(body)).filter((body) => body !== '')
    for (const body of bodies) {
      const create = JSON.parse(body)
      expect([create.to, create.cc]).toEqual([[owner.channel('allied').uri], []])
    }
  })

  it('tell each other nothing about members', async () => {
    const member = await owner.member({ name: 'Estrella' })
    const bodies = await owner.db.selectFrom('activities').select('body').execute()
    const sent = bodies.map(({ body }) => new TextDecoder().decode(body)).join('\n')
    for (const secret of [member.id, 'Estrella', 'members', '.000Z']) expect(sent).not.toContain(secret)
    expect(sent.match(/T\d\d:\d\d:\d\d/g)?.every((time) => time === 'T00:00:00') ?? true).toBe(true)
  })
})

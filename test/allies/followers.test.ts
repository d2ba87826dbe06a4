import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { acceptFollower } from '../../src/allies/accept-follower.ts'
import { readFollower, readFollowers } from '../../src/allies/moderator-queries.ts'
import { receiveFollow } from '../../src/allies/receive-follow.ts'
import { receiveUnfollow } from '../../src/allies/receive-unfollow.ts'
import { rejectFollower } from '../../src/allies/reject-follower.ts'
import { removeFollower } from '../../src/allies/remove-follower.ts'
import { type AlliedCommunity, createAlliedCommunity, done, events, refusalOf } from './support.ts'

const instance = 'https://valley.example/ap/actors/instance'
const second = 'https://valley.example/ap/actors/second'

let community: AlliedCommunity
beforeEach(async () => {
  community = await createAlliedCommunity()
})
afterEach(() => community.close())

const follower = async (uri = instance) => {
  const found = (await community.followers()).find(({ actorUri }) => actorUri === uri)
  if (!found) throw new Error('nobody follows')
  return found
}
const states = async () => (await community.followers()).map(({ state }) => state)

describe('a Follow', () => {
  it('of an open channel is accepted at once', async () => {
    done(await community.askToFollow('boletin', instance))
    const { id, state } = await follower()
    expect(state).toBe('accepted')
    expect(await events(community)).toEqual([{ type: 'follower-accepted', followerId: id }])
  })

  it('of an allied channel waits for the moderators and is answered by their decision', async () => {
    done(await community.askToFollow('aliadas', instance))
    const { id, state, name } = await follower()
    expect({ state, name }).toEqual({ state: 'pending', name: 'Women of the valley' })
    expect(await events(community)).toEqual([])
    done(await acceptFollower(community.moderator.ctx, { followerId: id }))
    expect((await follower()).state).toBe('accepted')
    expect(await events(community)).toEqual([{ type: 'follower-accepted', followerId: id }])
    expect(await community.acts()).toEqual(['follower-accepted'])
  })

  it('changes nothing when it is replayed', async () => {
    done(await community.askToFollow('aliadas', instance, { activity: `${instance}/follow` }))
    done(await rejectFollower(community.moderator.ctx, { followerId: (await follower()).id }))
    done(await community.askToFollow('aliadas', instance, { activity: `${instance}/follow` }))
    expect(await states()).toEqual(['rejected'])
  })

  it('that is repeated is answered again when it was accepted', async () => {
    done(await community.askToFollow('aliadas', instance))
    const { id } = await follower()
    done(await acceptFollower(community.moderator.ctx, { followerId: id }))
    community.clock.moveDays(1)
    done(await community.askToFollow('aliadas', instance, { activity: `${instance}/again` }))
    expect(await follower()).toMatchObject({ id, state: 'accepted', followUri: `${instance}/again` })
    expect(await events(community)).toHaveLength(2)
  })

  it('that is repeated waits again when it was rejected or removed', async () => {
    done(await community.askToFollow('aliadas', instance))
    const { id: followerId } = await follower()
    done(await rejectFollower(community.moderator.ctx, { followerId }))
    community.clock.moveDays(1)
    done(await community.askToFollow('aliadas', instance))
    expect(await follower()).toMatchObject({
      state: 'pending',
      decidedAt: null,
      requestedAt: community.clock.now(),
    })
    done(await acceptFollower(community.moderator.ctx, { followerId }))
    done(await removeFollower(community.moderator.ctx, { followerId }))
    done(await community.askToFollow('aliadas', instance))
    expect(await states()).toEqual(['pending'])
  })

  it('of an open channel by somebody who was removed waits until a moderator lets her in again', async () => {
    done(await community.askToFollow('boletin', instance))
    const { id: followerId } = await follower()
    done(await removeFollower(community.moderator.ctx, { followerId }))
    done(await community.askToFollow('boletin', instance))
    expect(await follower()).toMatchObject({ state: 'pending', decidedAt: null })
    expect(await events(community)).toHaveLength(2)
    done(await rejectFollower(community.moderator.ctx, { followerId }))
    done(await community.askToFollow('boletin', instance))
    expect(await states()).toEqual(['pending'])
    done(await acceptFollower(community.moderator.ctx, { followerId }))
    done(await community.askToFollow('boletin', instance))
    expect(await states()).toEqual(['accepted'])
  })

  it('gets round a removal neither by leaving and coming back nor by being undone first', async () => {
    const { ctx } = community.remoteAs(instance)
    const leave = async () => {
      const { activity } = community.remoteAs(instance)
      done(await receiveUnfollow(ctx, { activity, channelActorUri: await community.channelUri('boletin') }))
    }
    done(await community.askToFollow('boletin', instance))
    await leave()
    done(await community.askToFollow('boletin', instance))
    expect(await states()).toEqual(['accepted'])
    const { id: followerId } = await follower()
    done(await removeFollower(community.moderator.ctx, { followerId }))
    await leave()
    expect(await states()).toEqual(['removed'])
    for (let time = 0; time < 2; time += 1) {
      done(await community.askToFollow('boletin', instance))
      expect(await states()).toEqual(['pending'])
      await leave()
      expect(await states()).toEqual(['left'])
    }
  })

  it('speaks for its own actor, its own host and its own inbox', async () => {
    const { ctx, activity } = community.remoteAs('https://mallory.example/ap/actors/1')
    const channelActorUri = await community.channelUri('aliadas')
    const mine = {
      uri: ctx.actor.uri,
      host: ctx.actor.host,
      name: 'M',
      inbox: 'https://mallory.example/inbox',
    }
    const attempts = [
      { ...mine, uri: instance, host: 'valley.example' },
      { ...mine, host: 'valley.example' },
      { ...mine, inbox: 'https://valley.example/inbox' },
      { ...mine, sharedInbox: 'https://valley.example/inbox' },
      { ...mine, inbox: 'file:///etc/passwd' },
    ]
    for (const one of attempts) {
      expect(refusalOf(await receiveFollow(ctx, { activity, channelActorUri, follower: one }))?.kind).toBe(
        'forbidden',
      )
    }
    const nowhere = { activity, channelActorUri: 'https://harbour.example/ap/actors/none', follower: mine }
    expect(refusalOf(await receiveFollow(ctx, nowhere))?.kind).toBe('missing')
    expect(await community.followers()).toEqual([])
  })

  it('from one host has twenty actors in a channel at most, pending ones included', async () => {
    const actor = (number: number) => `https://valley.example/ap/actors/${number}`
    for (let number = 0; number < 20; number += 1) done(await community.askToFollow('boletin', actor(number)))
    expect(refusalOf(await community.askToFollow('boletin', actor(20)))?.kind).toBe('busy')
    done(await community.askToFollow('boletin', actor(0)))
    done(await community.askToFollow('aliadas', actor(20)))
    done(await community.askToFollow('boletin', 'https://river.example/ap/actors/1'))
    expect(await community.followers()).toHaveLength(22)
  })

  it('from one host does not fill the moderators’ list', async () => {
    for (let number = 0; number < 5; number += 1)
      done(await community.askToFollow('aliadas', `https://valley.example/ap/actors/${number}`))
    expect(refusalOf(await community.askToFollow('aliadas', instance))?.kind).toBe('busy')
  })
})

describe('a server that does not say that it acknowledges withdrawals', () => {
  const other = { acknowledgesWithdrawals: false }

  it('is let into an allied channel only by a moderator who says that she understood', async () => {
    done(await community.askToFollow('aliadas', instance, other))
    const { id: followerId } = await follower()
    for (const input of [{ followerId }, { followerId, understood: false }]) {
      expect(await acceptFollower(community.moderator.ctx, input)).toEqual({
        ok: false,
        refusals: [{ kind: 'invalid', field: 'understood', message: 'followers.errors.understood' }],
      })
    }
    expect(await states()).toEqual(['pending'])
    expect(await community.acts()).toEqual([])
    expect(await events(community)).toEqual([])
    done(await acceptFollower(community.moderator.ctx, { followerId, understood: true }))
    expect(await states()).toEqual(['accepted'])
  })

  it('is seen again with every Follow, and unknown counts as not', async () => {
    done(await community.askToFollow('aliadas', instance))
    expect(await follower()).toMatchObject({ acknowledgesWithdrawals: true })
    done(await community.askToFollow('aliadas', instance, other))
    expect(await follower()).toMatchObject({ acknowledgesWithdrawals: false })
    done(await community.askToFollow('aliadas', instance))
    await community.db.deleteFrom('remoteActors').execute()
    const { ctx, activity } = community.remoteAs(instance)
    const { name, inbox, host } = await follower()
    const channelActorUri = await community.channelUri('aliadas')
    done(
      await receiveFollow(ctx, { activity, channelActorUri, follower: { uri: instance, host, name, inbox } }),
    )
    expect(await follower()).toMatchObject({ acknowledgesWithdrawals: false })
  })

  it('is turned away, and follows an open channel, without a word about it', async () => {
    done(await community.askToFollow('aliadas', instance, other))
    done(await rejectFollower(community.moderator.ctx, { followerId: (await follower()).id }))
    done(await community.askToFollow('boletin', second, other))
    const { id: followerId } = await follower(second)
    done(await removeFollower(community.moderator.ctx, { followerId }))
    done(await community.askToFollow('boletin', second, other))
    done(await acceptFollower(community.moderator.ctx, { followerId }))
    expect((await follower(second)).state).toBe('accepted')
  })
})

describe('the warning that a server is new', () => {
  it('stands until a moderator let somebody from there into an allied channel; following an open one is not enough', async () => {
    done(await community.askToFollow('boletin', second))
    done(await community.askToFollow('aliadas', instance))
    expect(await follower()).toMatchObject({ firstFromHost: true })
    done(await acceptFollower(community.moderator.ctx, { followerId: (await follower()).id }))
    done(await community.askToFollow('aliadas', second))
    const pending = (await community.followers()).find(({ state }) => state === 'pending')
    expect(pending).toMatchObject({ actorUri: second, firstFromHost: false })
  })

  it('stands again after the first one was turned away', async () => {
    done(await community.askToFollow('aliadas', instance))
    done(await rejectFollower(community.moderator.ctx, { followerId: (await follower()).id }))
    done(await community.askToFollow('aliadas', second))
    expect(await follower(second)).toMatchObject({ firstFromHost: true })
  })
})

describe('moderators', () => {
  it('end a follower’s access, which is recorded and told', async () => {
    done(await community.askToFollow('aliadas', instance))
    const { id: followerId } = await follower()
    done(await acceptFollower(community.moderator.ctx, { followerId }))
    done(await removeFollower(community.moderator.ctx, { followerId }))
    expect(await states()).toEqual(['removed'])
    expect((await events(community)).at(-1)).toEqual({ type: 'follower-rejected', followerId })
    expect(await community.acts()).toEqual(['follower-accepted', 'follower-removed'])
  })

  it('decide once: the second one is told so', async () => {
    done(await community.askToFollow('aliadas', instance))
    const { id: followerId } = await follower()
    done(await rejectFollower(community.moderator.ctx, { followerId }))
    const { ctx } = community.otherModerator
    for (const decide of [acceptFollower, rejectFollower, removeFollower])
      expect(refusalOf(await decide(ctx, { followerId }))?.kind).toBe('conflict')
    expect(await community.acts()).toEqual(['follower-rejected'])
    expect(await events(community)).toHaveLength(1)
  })

  it('alone see and decide', async () => {
    done(await community.askToFollow('aliadas', instance))
    const { id: followerId } = await follower()
    for (const decide of [acceptFollower, rejectFollower, removeFollower])
      expect(refusalOf(await decide(community.author.ctx, { followerId }))?.kind).toBe('forbidden')
    expect(await readFollower(community.author.ctx, followerId)).toBeUndefined()
    expect(await readFollowers(community.author.ctx, community.channel('aliadas'))).toBeUndefined()
    expect(await readFollower(community.moderator.ctx, followerId)).toMatchObject({ channelName: 'Aliadas' })
    const list = await readFollowers(community.moderator.ctx, community.channel('aliadas'))
    expect(list?.followers.map(({ id }) => id)).toEqual([followerId])
  })
})

describe('an Undo of a Follow', () => {
  const unfollow = (actorUri: string, input: { followUri?: string; channelActorUri?: string }) => {
    const { ctx, activity } = community.remoteAs(actorUri)
    return receiveUnfollow(ctx, { activity, ...input })
  }

  it('ends it, by the id of the Follow or by the channel', async () => {
    done(await community.askToFollow('boletin', instance, { activity: `${instance}/follow` }))
    done(await community.askToFollow('aliadas', instance))
    done(await unfollow(instance, { followUri: `${instance}/follow` }))
    expect((await states()).sort()).toEqual(['left', 'pending'])
    done(await unfollow(instance, { channelActorUri: await community.channelUri('aliadas') }))
    expect(await states()).toEqual(['left', 'left'])
  })

  it('of somebody else changes nothing', async () => {
    done(await community.askToFollow('boletin', instance, { activity: `${instance}/follow` }))
    const channelActorUri = await community.channelUri('boletin')
    done(await unfollow(second, { followUri: `${instance}/follow`, channelActorUri }))
    done(await unfollow('https://mallory.example/ap/actors/1', { followUri: `${instance}/follow` }))
    expect(await states()).toEqual(['accepted'])
  })

  it('that overtakes the Follow holds, and nobody else can forestall one', async () => {
    done(await unfollow('https://mallory.example/ap/actors/1', { followUri: `${instance}/one` }))
    done(await community.askToFollow('boletin', instance, { activity: `${instance}/one` }))
    expect(await states()).toEqual(['accepted'])
    done(await unfollow(second, { followUri: `${second}/two` }))
    done(await community.askToFollow('boletin', second, { activity: `${second}/two` }))
    expect(await states()).toEqual(['accepted'])
  })
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { acceptFollowers } from '../../src/servers/accept-followers.ts'
import { type AlliedCommunity, createAlliedCommunity, done, events, refusalOf } from '../allies/support.ts'

const first = 'https://valley.example/ap/actors/first'
const below = 'https://deep.valley.example/ap/actors/second'
const elsewhere = 'https://river.example/ap/actors/other'

let community: AlliedCommunity
beforeEach(async () => {
  community = await createAlliedCommunity()
  for (const uri of [first, below, elsewhere]) done(await community.askToFollow('aliadas', uri))
})
afterEach(() => community.close())

const ids = async () => (await community.followers()).map(({ id }) => id)
const states = async () =>
  Object.fromEntries((await community.followers()).map(({ actorUri, state }) => [actorUri, state]))

const accept = async (changes: Partial<Parameters<typeof acceptFollowers>[1]> = {}) =>
  acceptFollowers(community.moderator.ctx, {
    ...{ domain: 'valley.example', followerIds: await ids(), understood: false },
    ...changes,
  })

describe('letting all in who wait on a server', () => {
  it('lets in those of the server and below it and nobody of others, each recorded and answered', async () => {
    expect(done(await accept())).toEqual({ domain: 'valley.example', count: 2 })
    expect(await states()).toEqual({ [first]: 'accepted', [below]: 'accepted', [elsewhere]: 'pending' })
    const accepted = { type: 'follower-accepted', followerId: expect.any(String) }
    expect(await events(community)).toEqual([accepted, accepted])
    expect(await community.acts()).toEqual(['follower-accepted', 'follower-accepted'])
  })

  it('leaves those waiting whom she was not shown', async () => {
    const shown = (await community.followers()).filter(({ actorUri }) => actorUri === first)
    done(await accept({ followerIds: shown.map(({ id }) => id) }))
    expect(await states()).toMatchObject({ [first]: 'accepted', [below]: 'pending' })
  })

  it('asks for the tick where one may show it to everybody, and lets nobody in without it', async () => {
    await community.db
      .updateTable('followers')
      .set({ acknowledgesWithdrawals: false })
      .where('actorUri', '=', below)
      .execute()
    expect(refusalOf(await accept())).toMatchObject({ message: 'followers.errors.understood' })
    expect(Object.values(await states())).toEqual(['pending', 'pending', 'pending'])
    expect(done(await accept({ understood: true })).count).toBe(2)
  })

  it('is a conflict where nobody waits any more, and of a server that may not speak with us', async () => {
    done(await accept())
    expect(refusalOf(await accept())?.kind).toBe('conflict')
    await community.db.updateTable('community').set({ federationMode: 'allowlist' }).execute()
    expect(refusalOf(await accept({ domain: 'river.example' }))?.kind).toBe('conflict')
    expect(refusalOf(await accept({ followerIds: [] }))?.kind).toBe('conflict')
  })

  it('is for moderators alone', async () => {
    const followerIds = await ids()
    const input = { domain: 'valley.example', followerIds, understood: true }
    expect(refusalOf(await acceptFollowers(community.author.ctx, input))?.kind).toBe('forbidden')
    expect(Object.values(await states())).toEqual(['pending', 'pending', 'pending'])
  })
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { returnShare } from '../../src/channels/return-share.ts'
import {
  consent,
  createSharingCommunity,
  done,
  draft,
  publish,
  type SharingCommunity,
} from '../channels/support.ts'
import { openStreams } from './streams.ts'

let house: Awaited<ReturnType<typeof openStreams>>
let community: SharingCommunity
let cookie: string

beforeEach(async () => {
  house = await openStreams()
  community = await createSharingCommunity(house)
  cookie = await house.signIn(community.author.id)
})
afterEach(async () => {
  await house.close()
  expect([...house.faults, ...house.streamFaults]).toEqual([])
})

const offer = async (): Promise<string> => {
  const { shareId } = await draft(community)
  await consent(community, community.author.ctx, shareId)
  return shareId
}

const look = async (shareId: string, headers: Record<string, string> = {}) =>
  (await house.request(`/shares/${shareId}`, { headers: { Cookie: cookie, ...headers } })).text()

/** What federation writes when an edition goes to two servers. */
async function sendToTwo(editionId: string): Promise<void> {
  const { db, random } = house
  const { actorId } = await db
    .selectFrom('editions')
    .select('actorId')
    .where('id', '=', editionId)
    .executeTakeFirstOrThrow()
  const activityId = random.id()
  const uri = `https://harbour.example/ap/activities/${activityId}`
  const body = new TextEncoder().encode('Create')
  await db
    .insertInto('activities')
    .values({ id: activityId, uri, actorId, type: 'Create', editionId, body, createdOn: '2030-05-20' })
    .execute()
  for (const host of ['one.example', 'two.example']) {
    const inbox = `https://${host}/in`
    await db
      .insertInto('deliveries')
      .values({ id: random.id(), activityId, editionId, host, inbox, state: 'waiting' })
      .execute()
  }
}

const arrive = (host: string) =>
  house.db.updateTable('deliveries').set({ state: 'asked' }).where('host', '=', host).execute()

describe('a share that somebody follows', () => {
  it('says that it changed when a moderator decides, and the page brings back only the part that shows it', async () => {
    const shareId = await offer()
    const page = await look(shareId)
    expect(page).toContain(`data-live="/live/shares/${shareId}"`)
    expect(page).toContain('Look again')
    expect(page).toContain('Looked at')
    const stream = await house.followAs(cookie, `/live/shares/${shareId}`)
    await stream.next()
    done(await returnShare(community.moderator.ctx, { shareId, note: 'Leave the day out' }))
    await house.pauses.pass()
    expect(await stream.next()).toMatch(/^data: [0-9a-f]{16}\n\n$/)
    const part = await look(shareId, { 'HX-Request': 'true' })
    expect(part).toContain('Leave the day out')
    expect(part).not.toContain('<html')
    expect(part).not.toContain('data-live=')
  })

  it('says how many servers it has reached, until it has reached all', async () => {
    const { shareId, editionId } = await publish(community)
    await sendToTwo(editionId)
    const stream = await house.followAs(cookie, `/live/shares/${shareId}`)
    await stream.next()
    await arrive('one.example')
    await house.pauses.pass()
    expect(await stream.next()).toMatch(/^data: /)
    const part = await look(shareId, { 'HX-Request': 'true' })
    expect(part).toContain('It has reached 1 of 2 servers')
    expect(part).toContain('data-live=')
    await arrive('two.example')
    expect(await look(shareId)).not.toContain('data-live=')
  })

  it('stays silent when a server is only asked once more', async () => {
    const { shareId, editionId } = await publish(community)
    await sendToTwo(editionId)
    const stream = await house.followAs(cookie, `/live/shares/${shareId}`)
    await stream.next()
    await house.db.updateTable('deliveries').set({ attempts: 3 }).execute()
    await house.pauses.pass()
    await arrive('one.example')
    await house.pauses.pass()
    expect((await stream.next())?.match(/data: /g)).toHaveLength(1)
  })

  it('P2 is not there for anybody else, moderators neither', async () => {
    const shareId = await offer()
    const { id } = await house.member()
    for (const other of [id, community.moderator.id]) {
      const stream = await house.followAs(await house.signIn(other), `/live/shares/${shareId}`)
      expect(stream.answer.status).toBe(404)
    }
  })
})

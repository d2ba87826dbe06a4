import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withdrawEdition } from '../../src/channels/withdraw-edition.ts'
import { sha256 } from '../../src/hashing.ts'
import { createSharingCommunity, done, publish } from '../channels/support.ts'
import { openStreams } from './streams.ts'

let house: Awaited<ReturnType<typeof openStreams>>
let author: { readonly id: string; readonly cookie: string }
let editionId: string
let deliveryId: string

beforeEach(async () => {
  house = await openStreams()
  const community = await createSharingCommunity(house)
  author = { id: community.author.id, cookie: await house.signIn(community.author.id) }
  editionId = (await publish(community)).editionId
  done(await withdrawEdition(community.author.ctx, { editionId }))
  deliveryId = await tellOneServer()
})
afterEach(async () => {
  await house.close()
  expect([...house.faults, ...house.streamFaults]).toEqual([])
})

/** What federation writes when a server is told. */
async function tellOneServer(): Promise<string> {
  const { db, random } = house
  const [activityId, id] = [random.id(), random.id()]
  const { actorId } = await db
    .selectFrom('editions')
    .select('actorId')
    .where('id', '=', editionId)
    .executeTakeFirstOrThrow()
  const uri = `https://harbour.example/ap/activities/${activityId}`
  const body = new TextEncoder().encode('Delete')
  await db
    .insertInto('activities')
    .values({ id: activityId, uri, actorId, type: 'Delete', editionId, body, createdOn: '2030-05-20' })
    .execute()
  await db
    .insertInto('deliveries')
    .values({
      id,
      activityId,
      editionId,
      host: 'one.example',
      inbox: 'https://one.example/in',
      state: 'waiting',
    })
    .execute()
  return id
}

const confirm = () =>
  house.db
    .updateTable('deliveries')
    .set({ state: 'confirmed', settledOn: '2030-05-20' })
    .where('id', '=', deliveryId)
    .execute()

describe('a withdrawal that somebody follows', () => {
  it('says that it changed when a server confirms, and the page brings back only the part that shows it', async () => {
    const stream = await house.followAs(author.cookie, `/live/receipts/${editionId}`)
    await stream.next()
    await confirm()
    await house.pauses.pass()
    expect(await stream.next()).toMatch(/^data: [0-9a-f]{16}\n\n$/)
    const headers = { Cookie: author.cookie, 'HX-Request': 'true' }
    const { shareId } = await house.db
      .selectFrom('shares')
      .select('id as shareId')
      .where('editionId', '=', editionId)
      .executeTakeFirstOrThrow()
    const part = await (await house.request(`/shares/${shareId}`, { headers })).text()
    expect(part).toContain('Taken back from 1 of 1')
    expect(part).not.toContain('<html')
    expect(part).not.toContain('data-live=')
  })

  it('P2 is not there for other members, nor before it was taken back', async () => {
    const { id } = await house.member()
    const other = await house.followAs(await house.signIn(id), `/live/receipts/${editionId}`)
    expect(other.answer.status).toBe(404)
    await house.db.updateTable('editions').set({ withdrawnOn: null }).where('id', '=', editionId).execute()
    expect((await house.followAs(author.cookie, `/live/receipts/${editionId}`)).answer.status).toBe(404)
  })

  it('is followed by its code without an account', async () => {
    const code = house.random.token()
    const withdrawalCodeHash = await sha256(code)
    await house.db.updateTable('editions').set({ withdrawalCodeHash }).where('id', '=', editionId).execute()
    const stream = await house.followByCode('/live/withdrawal', code)
    expect(stream.answer.status).toBe(200)
    await stream.next()
    await confirm()
    await house.pauses.pass()
    expect(await stream.next()).toMatch(/^data: /)
  })
})

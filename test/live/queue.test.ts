import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStreams } from './streams.ts'

let house: Awaited<ReturnType<typeof openStreams>>

beforeEach(async () => {
  house = await openStreams()
})
afterEach(async () => {
  await house.close()
  expect([...house.faults, ...house.streamFaults]).toEqual([])
})

async function moderator() {
  const { id, ctx } = await house.member({ roles: ['moderator'] })
  return { id, ctx, cookie: await house.signIn(id) }
}

const apply = () =>
  house.db
    .insertInto('applications')
    .values({
      id: house.random.id(),
      statusCodeHash: house.random.token(),
      locale: 'en',
      createdAt: house.clock.now(),
    })
    .execute()

describe('the queue that a moderator follows', () => {
  it('says that it changed when something else waits, and nothing otherwise', async () => {
    const { cookie } = await moderator()
    const stream = await house.followAs(cookie, '/live/queue')
    const first = await stream.next()
    await house.pauses.pass(2)
    await apply()
    await house.pauses.pass()
    const second = await stream.next()
    expect(second).toMatch(/^data: [0-9a-f]{16}\n\n$/)
    expect(first).not.toContain(second)
    const { answer } = await house.followAs(cookie, '/live/queue/news')
    expect(await answer.text()).toContain('The list has changed.')
  })

  it('ends when she is no moderator any more, and does not exist for members', async () => {
    const { id, cookie } = await moderator()
    const stream = await house.followAs(cookie, '/live/queue')
    await stream.next()
    await house.db.deleteFrom('memberRoles').where('memberId', '=', id).execute()
    await house.pauses.pass()
    expect(await stream.next()).toBeUndefined()
    expect((await house.followAs(cookie, '/live/queue')).answer.status).toBe(404)
  })
})

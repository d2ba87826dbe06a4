import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sha256 } from '../../src/hashing.ts'
import { limits } from '../../src/live/streams.ts'
import { versionOf } from '../../src/live/version.ts'
import { openStreams } from './streams.ts'

let house: Awaited<ReturnType<typeof openStreams>>
let code: string
let codeHash: string

beforeEach(async () => {
  house = await openStreams()
  code = house.random.token()
  codeHash = await sha256(code)
})
afterEach(async () => {
  await house.close()
  expect([...house.faults, ...house.streamFaults]).toEqual([])
})

const versionIn = (said: string | undefined): string | undefined => /data: (.*)\n/.exec(said ?? '')?.[1]

async function apply(statusCodeHash = codeHash): Promise<string> {
  const id = house.random.id()
  await house.db
    .insertInto('applications')
    .values({ id, statusCodeHash, locale: 'en', createdAt: house.clock.now() })
    .execute()
  return id
}

async function askForPassphrase(): Promise<string> {
  const { id: memberId } = await house.member()
  const id = house.random.id()
  await house.db
    .insertInto('recoveries')
    .values({ id, memberId, codeHash, askedAt: house.clock.now() })
    .execute()
  return id
}

describe('a page that a code leads to', () => {
  it('hears that an application was decided, and not how', async () => {
    const id = await apply()
    const stream = await house.followByCode('/live/application', code)
    expect(versionIn(await stream.next())).toBe(await versionOf(codeHash, 'waiting'))
    await house.db
      .updateTable('applications')
      .set({ state: 'declined', decidedAt: house.clock.now(), reason: 'later' })
      .where('id', '=', id)
      .execute()
    await house.pauses.pass()
    const said = await stream.next()
    expect(versionIn(said)).toBe(await versionOf(codeHash, 'declined'))
    expect(said).not.toMatch(/declined|later/)
  })

  it('hears when a new passphrase can be chosen, which time alone brings', async () => {
    const id = await askForPassphrase()
    const stream = await house.followByCode('/live/recovery', code)
    expect(versionIn(await stream.next())).toBe(await versionOf(codeHash, 'waiting'))
    const opensAt = new Date(house.clock.now().getTime() + 3_600_000)
    await house.db.updateTable('recoveries').set({ opensAt }).where('id', '=', id).execute()
    await house.pauses.pass()
    expect(versionIn(await stream.next())).toBe(await versionOf(codeHash, 'agreed'))
    house.clock.moveDays(0.1)
    await house.pauses.pass()
    expect(versionIn(await stream.next())).toBe(await versionOf(codeHash, 'open'))
  })

  it('P14 hears nothing of a refusal before anybody agreed: it still waits', async () => {
    const id = await askForPassphrase()
    const stoppedAt = house.clock.now()
    await house.db.updateTable('recoveries').set({ stoppedAt }).where('id', '=', id).execute()
    const stream = await house.followByCode('/live/recovery', code)
    expect(versionIn(await stream.next())).toBe(await versionOf(codeHash, 'waiting'))
  })

  it.each(['/live/application', '/live/recovery', '/live/withdrawal'])(
    'P14 gets at %s, for every code that never was, what is answered to everything that is not there',
    async (path) => {
      const expected = await (await house.followAs('', '/no/such/page')).answer.text()
      for (const wrong of ['', 'x', code, house.random.token(), `${code}'--`]) {
        const before = house.statements()
        const { answer } = await house.followByCode(path, wrong)
        expect(answer.status).toBe(404)
        expect(await answer.text()).toBe(expected)
        expect(house.statements() - before).toBeLessThan(9)
      }
    },
  )

  it('ends as soon as the code stands for nothing any more', async () => {
    const id = await apply()
    const stream = await house.followByCode('/live/application', code)
    await stream.next()
    await house.db.deleteFrom('applications').where('id', '=', id).execute()
    await house.pauses.pass()
    expect(await stream.next()).toBeUndefined()
  })

  it('is not followed any more once it was asked for too often within an hour', async () => {
    await apply()
    for (let times = 0; times < 60; times += 1) {
      const { answer, leave } = await house.followByCode('/live/application', code)
      expect([200, 204]).toContain(answer.status)
      leave()
    }
    expect((await house.followByCode('/live/application', code)).answer.status).toBe(204)
    house.clock.moveDays(0.05)
    await expect
      .poll(async () => (await house.followByCode('/live/application', code)).answer.status)
      .toBe(200)
  })
})

describe('pages that codes lead to', () => {
  /** An application more, and her page that follows it. */
  async function another() {
    const its = house.random.token()
    await apply(await sha256(its))
    const stream = await house.followByCode('/live/application', its)
    expect(stream.answer.status).toBe(200)
    await stream.next()
    return { code: its, stream }
  }

  it('are looked at every 15 seconds, and those of members every three', async () => {
    await another()
    expect(house.pauses.lengths()).toEqual([15_000])
    const { id } = await house.member({ roles: ['moderator'] })
    await house.followAs(await house.signIn(id), '/live/queue')
    expect(house.pauses.lengths().toSorted()).toEqual([15_000, 3_000])
  })

  it('give a sign of life every 15 seconds, and end after ten minutes', async () => {
    const { stream } = await another()
    for (let seconds = 15; seconds < 600; seconds += 15) {
      await house.pauses.pass()
      expect(await stream.next()).toBe(':\n\n')
    }
    await house.pauses.pass()
    expect(await stream.next()).toBeUndefined()
  })

  it('are two for a code: one more ends the oldest', async () => {
    const oldest = await another()
    const second = await house.followByCode('/live/application', oldest.code)
    const third = await house.followByCode('/live/application', oldest.code)
    expect(await oldest.stream.next()).toBeUndefined()
    for (const { next } of [second, third]) expect(await next()).toContain('data: ')
    await house.pauses.pass()
    for (const { next } of [second, third]) expect(await next()).toBe(':\n\n')
  })

  it('have few places together: one more ends the oldest, and members keep all of theirs', async () => {
    const { id } = await house.member({ roles: ['moderator'] })
    const cookie = await house.signIn(id)
    const follower = await house.followAs(cookie, '/live/queue')
    await follower.next()
    const oldest = await another()
    const second = await another()
    for (let others = 2; others < limits.code.mostPerProcess; others += 1) await another()
    expect(house.pauses.count()).toBe(limits.code.mostPerProcess + 1)
    await another()
    expect(house.pauses.count()).toBe(limits.code.mostPerProcess + 1)
    expect(await oldest.stream.next()).toBeUndefined()
    await house.pauses.pass()
    expect(await second.stream.next()).toBe(':\n\n')
    expect(await follower.next()).toMatch(/^data: /)
    expect((await house.followAs(cookie, '/live/queue')).answer.status).toBe(200)
  })

  it('end no other where the code stands for nothing', async () => {
    const { stream } = await another()
    for (let others = 1; others < limits.code.mostPerProcess; others += 1) await another()
    expect((await house.followByCode('/live/recovery', house.random.token())).answer.status).toBe(404)
    await house.pauses.pass()
    expect(await stream.next()).toBe(':\n\n')
  })

  it('P6 are not refused for what others of the same network asked, behind an onion address all', async () => {
    const { code: asked } = await another()
    await house.db.updateTable('throttles').set({ uses: 100_000 }).execute()
    expect((await house.followByCode('/live/application', asked)).answer.status).toBe(204)
    await another()
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { eraseInactive } from '../../src/members/erase-inactive.ts'
import { putToSleep, wake } from '../../src/members/sleep.ts'
import { createFrontDoor, type FrontDoor, openCommunity, passphrase } from './front-door.ts'

let door: FrontDoor
let moderator: MemberCtx
beforeAll(async () => {
  door = await createFrontDoor()
  await openCommunity(door)
  moderator = await door.settle('Mila', 'mila door', ['moderator'])
})
afterAll(() => door.close())

const memberOf = (memberId: string) =>
  door.db
    .selectFrom('members')
    .select(['status', 'asleepSince', 'activeMonth'])
    .where('id', '=', memberId)
    .executeTakeFirst()

const signIn = async (signInName: string) => {
  const visitor = door.visit()
  await visitor.submit('/sign-in', { signInName, passphrase })
  return visitor
}

let people = 0
const somebody = async () => {
  people += 1
  const signInName = `sleeper ${people}`
  const { actor } = await door.settle(`Sleeper ${people}`, signInName)
  return { memberId: actor.memberId, signInName }
}

describe('the month she last came', () => {
  it('is all that is kept of when she comes, and written once a month', async () => {
    const { memberId, signInName } = await somebody()
    expect((await memberOf(memberId))?.activeMonth).toBeNull()
    const visitor = await signIn(signInName)
    expect((await memberOf(memberId))?.activeMonth).toBe('2030-05-01')
    const { work } = await door.measure(() => visitor.get('/me'))
    door.clock.moveDays(12)
    const next = await door.measure(() => visitor.get('/me'))
    expect((await memberOf(memberId))?.activeMonth).toBe('2030-06-01')
    expect(next.work.statements).toBe(work.statements + 1)
    expect((await door.measure(() => visitor.get('/me'))).work.statements).toBe(work.statements)
  })
})

describe('a sleeping account', () => {
  it('is signed out everywhere, and signing in wakes it', async () => {
    const { memberId, signInName } = await somebody()
    const visitor = await signIn(signInName)
    expect((await putToSleep(moderator, { memberId })).ok).toBe(true)
    expect((await visitor.get('/home')).status).toBe(404)
    expect((await memberOf(memberId))?.asleepSince).toBe('2030-06-01')
    expect((await (await signIn(signInName)).get('/me')).status).toBe(200)
    expect(await memberOf(memberId)).toEqual({
      status: 'active',
      asleepSince: null,
      activeMonth: '2030-06-01',
    })
  })

  it('is put to sleep and woken by moderators only, which is recorded once', async () => {
    const { memberId } = await somebody()
    const plain = door.member(memberId)
    expect(await putToSleep(plain, { memberId })).toMatchObject({ refusals: [{ kind: 'forbidden' }] })
    expect(await wake(plain, { memberId })).toMatchObject({ refusals: [{ kind: 'forbidden' }] })
    for (const act of [putToSleep, putToSleep, wake, wake]) await act(moderator, { memberId })
    const acts = await door.db
      .selectFrom('moderationActs')
      .innerJoin('actSubjects', 'actSubjects.token', 'moderationActs.token')
      .select('act')
      .where('subjectId', '=', memberId)
      .orderBy('sequence')
      .execute()
    expect(acts.map(({ act }) => act)).toEqual(['member-asleep', 'member-woken'])
  })

  it('is missing where there is none, and for one that is frozen', async () => {
    const { memberId } = await somebody()
    await door.db.updateTable('members').set({ status: 'frozen' }).where('id', '=', memberId).execute()
    for (const id of [memberId, door.random.id(), '%00']) {
      expect(await putToSleep(moderator, { memberId: id })).toMatchObject({ refusals: [{ kind: 'missing' }] })
    }
  })
})

describe('silent accounts', () => {
  const erase = async () => {
    const result = await eraseInactive(door.system())
    return result.ok ? result.value : undefined
  }

  it('stay where the community set nothing', async () => {
    door.clock.moveDays(5_000)
    expect(await erase()).toBe(0)
    door.clock.moveDays(-5_000)
  })

  it('are erased once the months are over, but not those that sleep or are frozen', async () => {
    await door.db.updateTable('community').set({ inactiveMonths: 6 }).execute()
    const [silent, asleep, frozen] = [await somebody(), await somebody(), await somebody()]
    await putToSleep(moderator, asleep)
    await door.db.updateTable('members').set({ status: 'frozen' }).where('id', '=', frozen.memberId).execute()
    // Settled in June: the months are over when December is.
    door.clock.moveDays(213)
    expect(door.clock.now().toISOString().slice(0, 10)).toBe('2030-12-31')
    const stay = await signIn('mila door')
    expect((await stay.get('/me')).status).toBe(200)
    expect(await memberOf(silent.memberId)).toBeDefined()
    await erase()
    expect(await memberOf(silent.memberId)).toBeDefined()
    door.clock.moveDays(1)
    expect(await erase()).toBeGreaterThan(0)
    expect(await memberOf(silent.memberId)).toBeUndefined()
    expect((await memberOf(asleep.memberId))?.asleepSince).toBe('2030-06-01')
    expect((await memberOf(frozen.memberId))?.status).toBe('frozen')
    expect((await memberOf(moderator.actor.memberId))?.status).toBe('active')
  })

  it('are erased by the system only', async () => {
    expect(await eraseInactive(moderator)).toMatchObject({ refusals: [{ kind: 'forbidden' }] })
  })
})

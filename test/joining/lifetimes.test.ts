import { afterAll, beforeAll, expect, it } from 'vitest'
import { purges } from '../../src/community/purge-expired.ts'
import { readLifetimes } from '../../src/community/queries.ts'
import type { MemberCtx } from '../../src/context.ts'
import { daysFrom } from '../../src/days.ts'
import { createInvite } from '../../src/joining/create-invite.ts'
import { declineApplication } from '../../src/joining/decline-application.ts'
import { openArrival } from '../../src/joining/open-arrival.ts'
import { inviteLimits, waitingDays } from '../../src/joining/rules.ts'
import { createFrontDoor, type FrontDoor, openCommunity } from '../members/front-door.ts'
import { apply, waitingId } from './applicant.ts'

let door: FrontDoor
let moderator: MemberCtx
beforeAll(async () => {
  door = await createFrontDoor()
  await openCommunity(door)
  moderator = await door.settle('Moderator', 'moderator at the door', ['moderator'])
})
afterAll(() => door.close())

const tables = ['applications', 'arrivals', 'invites', 'vouches'] as const

/** Purges them once, as the job does; gives what is left. */
const left = async () => {
  const lifetimes = await readLifetimes({ db: door.db })
  const counts: [string, number][] = []
  for (const table of tables) {
    const days = lifetimes.find(({ tableName }) => tableName === table)?.days ?? 0
    await purges[table]?.(door.system(), daysFrom(door.clock.now(), -days))
  }
  for (const table of tables) {
    counts.push([table, (await door.db.selectFrom(table).selectAll().execute()).length])
  }
  return Object.fromEntries(counts)
}

it('P10: invites, codes, words of those who know her, and applications go when they declare to', async () => {
  const used = door.random.token()
  await createInvite(moderator, { token: used, uses: 2, days: inviteLimits.days })
  await createInvite(moderator, { token: door.random.token(), uses: 1, days: 1 })
  await openArrival(moderator, { token: '', places: 3 })
  door.clock.moveDays(0.9)
  await apply(door, { displayName: 'Ana', invite: used, voucher: 'Moderator' })
  await apply(door, { displayName: 'Bea' })
  const applicationId = await waitingId(door, 'Bea')
  await declineApplication(moderator, { applicationId, reason: 'Not now.', askAgain: 'quarter' })
  expect(await left()).toEqual({ invites: 2, arrivals: 1, vouches: 1, applications: 2 })
  door.clock.moveDays(0.2)
  expect(await left()).toEqual({ invites: 1, arrivals: 0, vouches: 1, applications: 2 })
  door.clock.moveDays(60)
  expect(await left()).toEqual({ invites: 1, arrivals: 0, vouches: 1, applications: 2 })
  door.clock.moveDays(30)
  expect(await left()).toEqual({ invites: 0, arrivals: 0, vouches: 0, applications: 1 })
  door.clock.moveDays(29)
  expect(await left()).toMatchObject({ applications: 1 })
  door.clock.moveDays(1)
  expect(await left()).toMatchObject({ applications: 0 })
})

it('P10: what is declared is what really happens', async () => {
  const lifetimes = await readLifetimes({ db: door.db })
  const days = (name: string) => lifetimes.find(({ tableName }) => tableName === name)?.days
  expect(days('invites')).toBe(inviteLimits.days + waitingDays)
  expect(days('vouches')).toBe(waitingDays)
  expect(days('arrivals')).toBe(1)
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRecoveryLink } from '../../src/auth/create-recovery-link.ts'
import type { MemberCtx } from '../../src/context.ts'
import { createFrontDoor, type FrontDoor, openCommunity } from '../members/front-door.ts'

const fresh = 'a wholly different passphrase'

let door: FrontDoor
let luz: MemberCtx
beforeAll(async () => {
  door = await createFrontDoor()
  await openCommunity(door)
  luz = await door.settle('Luz', 'quiet harbour')
})
afterAll(() => door.close())

const hours = (count: number) => door.clock.moveDays(count / 24)
const look = (code: string) => door.visit().submit('/recover/status', { code })

describe('a link that the operator makes', () => {
  it('opens a new passphrase at once, for 24 hours and once', async () => {
    const made = await createRecoveryLink(door.system(), { memberId: luz.actor.memberId })
    if (!made.ok) throw new Error('no link')
    const { code } = made.value
    expect((await look(code)).words).toContain('Choose a new passphrase')
    hours(24.5)
    expect((await look(code)).words).toContain('We know no such code')
    hours(-24)
    const visitor = door.visit()
    const home = await visitor.submit('/recover/finish', { code, passphrase: fresh })
    expect(new URL(home.url).pathname).toBe('/home')
    expect((await door.visit().submit('/recover/finish', { code, passphrase: fresh })).status).toBe(422)
  })

  it('is for the system only, and for accounts that may come in', async () => {
    const refused = await createRecoveryLink(luz, { memberId: luz.actor.memberId })
    expect(refused).toMatchObject({ ok: false, refusals: [{ kind: 'forbidden' }] })
    const missing = await createRecoveryLink(door.system(), { memberId: door.random.id() })
    expect(missing).toMatchObject({ ok: false, refusals: [{ kind: 'missing' }] })
  })
})

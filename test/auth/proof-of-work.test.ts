import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { admit } from '../../src/auth/admit.ts'
import { issueTicket, redeemTicket } from '../../src/auth/proof-of-work.ts'
import { countUses, perNetwork, type ThrottleScope } from '../../src/auth/throttle.ts'
import { findProof } from '../../views/scripts/proof-of-work.ts'
import {
  askToJoin,
  codeOn,
  createFrontDoor,
  type FrontDoor,
  letIn,
  openCommunity,
  passphrase,
} from '../members/front-door.ts'

let door: FrontDoor
beforeAll(async () => {
  door = await createFrontDoor()
  await openCommunity(door)
})
beforeEach(() => door.db.deleteFrom('throttles').execute())
afterAll(() => door.close())

const minutes = (count: number) => door.clock.moveDays(count / 1440)

describe('a ticket', () => {
  it('is worth what the browser’s script calculated for it, once', async () => {
    const ticket = await issueTicket(door.guest(), 'join')
    const proof = await findProof(ticket, 16)
    expect(await redeemTicket(door.guest(), 'join', { ticket, proof })).toBe('calculated')
    expect(await redeemTicket(door.guest(), 'join', { ticket, proof })).toBe('nothing')
  })

  it('is worth a minute of waiting, once, and nothing before', async () => {
    const ticket = await issueTicket(door.guest(), 'join')
    minutes(0.99)
    expect(await redeemTicket(door.guest(), 'join', { ticket, proof: '1' })).toBe('nothing')
    minutes(0.02)
    const both = await Promise.all(
      [1, 2].map(() => redeemTicket(door.guest(), 'join', { ticket, proof: '' })),
    )
    expect(both.sort()).toEqual(['nothing', 'waited'])
  })

  it('lives for an hour, over the change of the hour, and is not new again then', async () => {
    minutes(45)
    const [early, late] = [await issueTicket(door.guest(), 'join'), await issueTicket(door.guest(), 'join')]
    minutes(30)
    expect(await redeemTicket(door.guest(), 'join', { ticket: early, proof: '' })).toBe('waited')
    expect(await redeemTicket(door.guest(), 'join', { ticket: early, proof: '' })).toBe('nothing')
    minutes(31)
    expect(await redeemTicket(door.guest(), 'join', { ticket: late, proof: '' })).toBe('nothing')
  })

  it('cannot be made up, changed or used for another form', async () => {
    const ticket = await issueTicket(door.guest(), 'join')
    minutes(2)
    const [scope, time = '', id, signature] = ticket.split('.')
    const older = [scope, String(Number(time) - 1000), id, signature].join('.')
    const other = ['status', time, id, signature].join('.')
    for (const forged of ['', 'join', older, `${ticket}.x`, ticket.slice(0, -1)]) {
      expect(await redeemTicket(door.guest(), 'join', { ticket: forged, proof: '' })).toBe('nothing')
    }
    expect(await redeemTicket(door.guest(), 'status', { ticket, proof: '' })).toBe('nothing')
    expect(await redeemTicket(door.guest(), 'status', { ticket: other, proof: '' })).toBe('nothing')
    expect(await redeemTicket(door.guest(), 'join', { ticket, proof: '' })).toBe('waited')
  })
})

describe('a network beyond its limit', () => {
  const crowd = async (scope: ThrottleScope) => {
    door.from('127.0.0.1')
    for (let n = 0; n < perNetwork; n += 1) await countUses(door.guest(), scope, { network: '127.0.0.1' })
  }

  it('is not locked out: who waits a minute comes in without JavaScript', async () => {
    await crowd('sign-in')
    const visitor = door.visit()
    const fields = { signInName: 'night owl', passphrase }
    const refused = await visitor.submit('/sign-in', fields)
    expect([refused.status, refused.words.includes('Many people are knocking')]).toEqual([429, true])
    const hasty = await visitor.submit(refused.form('/sign-in'), fields)
    expect(hasty.status).toBe(429)
    minutes(1.1)
    const home = await visitor.submit(refused.form('/sign-in'), fields)
    expect([home.status, new URL(home.url).pathname]).toEqual([200, '/home'])
  })

  it('is let in at once where the script has calculated', async () => {
    await crowd('sign-in')
    const visitor = door.visit()
    const fields = { signInName: 'night owl', passphrase }
    const refused = await visitor.submit('/sign-in', fields)
    const [, ticket = ''] = refused.form('/sign-in').defaults.find(([name]) => name === 'ticket') ?? []
    const proof = await findProof(String(ticket), 16)
    const home = await visitor.submit(refused.form('/sign-in'), { ...fields, proof })
    expect([home.status, new URL(home.url).pathname]).toEqual([200, '/home'])
  })

  it('carries a ticket on the last page of joining and on the status page too', async () => {
    await crowd('join')
    const page = await askToJoin(door)
    expect([page.status, page.form('/join').names.has('ticket')]).toEqual([429, true])
    minutes(1.1)
    const code = await door.visit().submit(page.form('/join'), { passphraseFrom: 'own', passphrase })
    expect([code.status, codeOn(code).length]).toEqual([200, 39])
    await crowd('status')
    const visitor = door.visit()
    const refused = await visitor.submit('/join/status', { code: codeOn(code) })
    expect([refused.status, refused.form('/join/status').names.has('ticket')]).toEqual([429, true])
    minutes(1.1)
    const status = await visitor.submit(refused.form('/join/status'))
    expect(status.words).toContain('Nobody has decided yet')
  })

  it('lets in with her code who was approved, although looking it up and entering are two tries', async () => {
    const moderator = await door.settle('Mila', 'mila at the door', ['moderator'])
    await door.db.deleteFrom('applications').execute()
    const { code } = await letIn(door, moderator)
    await crowd('status')
    const visitor = door.visit()
    const refused = await visitor.submit('/join/status', { code })
    minutes(1.1)
    const approved = await visitor.submit(refused.form('/join/status'))
    const crowded = await visitor.submit(approved.form('/join/enter'))
    expect([crowded.status, crowded.form('/join/enter').names.has('ticket')]).toEqual([429, true])
    minutes(1.1)
    const welcome = await visitor.submit(crowded.form('/join/enter'))
    expect([welcome.status, new URL(welcome.url).pathname]).toEqual([200, '/welcome'])
  })

  it('does not let a flood wait for tickets without end', async () => {
    await crowd('join')
    const tickets = await Promise.all(
      Array.from({ length: perNetwork + 1 }, () => issueTicket(door.guest(), 'join')),
    )
    minutes(1.1)
    let admitted = 0
    for (const ticket of tickets) {
      const knock = { network: '127.0.0.1', ticket: { ticket, proof: '' } }
      if ((await admit(door.guest(), 'join', knock)).ok) admitted += 1
    }
    expect(admitted).toBe(perNetwork)
  })

  it('keeps ten tries an hour for one account, ticket or not', async () => {
    const knock = { network: '127.0.0.1', account: 'night owl' }
    for (let n = 0; n < 10; n += 1) await admit(door.guest(), 'sign-in', knock)
    const ticket = await issueTicket(door.guest(), 'sign-in')
    minutes(1.1)
    expect(await admit(door.guest(), 'sign-in', { ...knock, ticket: { ticket, proof: '' } })).toMatchObject({
      ok: false,
      refusals: [{ message: 'auth.errors.busy' }],
    })
  })
})

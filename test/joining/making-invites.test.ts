import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { createInvite } from '../../src/joining/create-invite.ts'
import { createFrontDoor, type FrontDoor, openCommunity, passphrase } from '../members/front-door.ts'
import type { Visitor } from '../support/http-client.ts'
import { messagesOf } from './applicant.ts'

let door: FrontDoor
let admin: Visitor
let moderator: MemberCtx
let member: MemberCtx
beforeAll(async () => {
  door = await createFrontDoor()
  admin = await openCommunity(door)
  moderator = await door.settle('Moderator', 'moderator at the door', ['moderator'])
  member = await door.settle('Marisol', 'marisol at the door')
})
beforeEach(async () => {
  await door.db.deleteFrom('applications').execute()
  await door.db.deleteFrom('invites').execute()
  await door.db.deleteFrom('throttles').execute()
  await door.db.updateTable('community').set({ doorOpen: false, invitePolicy: 'allowed' }).execute()
})
afterAll(() => door.close())

const allow = () =>
  door.db
    .insertInto('memberGrants')
    .values({ memberId: member.actor.memberId, permission: 'invite' })
    .onConflict((conflict) => conflict.doNothing())
    .execute()

/** Signs in as Marisol. */
const signedIn = async (): Promise<Visitor> => {
  const visitor = door.visit()
  await visitor.submit('/sign-in', { signInName: 'marisol at the door', passphrase })
  return visitor
}

describe('making an invite', () => {
  it('is for moderators, and for members as the community allows', async () => {
    const input = () => ({ token: door.random.token(), uses: 1, days: 7 })
    await door.db.deleteFrom('memberGrants').execute()
    const byPolicy = async (invitePolicy: 'moderators' | 'allowed' | 'members') => {
      await door.db.updateTable('community').set({ invitePolicy }).execute()
      return [(await createInvite(moderator, input())).ok, (await createInvite(member, input())).ok]
    }
    expect(await byPolicy('moderators')).toEqual([true, false])
    expect(await byPolicy('allowed')).toEqual([true, false])
    expect(await byPolicy('members')).toEqual([true, true])
    await allow()
    expect(await byPolicy('moderators')).toEqual([true, false])
    expect(await byPolicy('allowed')).toEqual([true, true])
    const refused = await createInvite(
      { ...member, actor: { ...member.actor, memberId: door.random.id() } },
      input(),
    )
    expect(refused).toMatchObject({ refusals: [{ kind: 'forbidden' }] })
  })

  it('shows the link and its code once, also when the form is sent twice', async () => {
    await allow()
    const visitor = await signedIn()
    const form = (await visitor.get('/invites')).form('/invites')
    const made = await visitor.submit(form, { uses: '3', days: '2' })
    const link = /http:\/\/localhost:4000\/invite\/([0-9a-z]{32})/.exec(made.text)
    expect(link).not.toBeNull()
    expect(made.text).toContain('<svg viewBox')
    expect(made.text).not.toContain('style=')
    expect(made.words).toContain('3 women can ask with it.')
    const again = await visitor.submit(form, { uses: '3', days: '2' })
    expect(again.text).toContain(link?.[0])
    const list = await visitor.get('/invites')
    expect(list.words).toContain('3 of 3 left')
    expect(list.text).not.toContain(link?.[1])
    const rows = await door.db.selectFrom('invites').select(['uses', 'usesLeft', 'tokenHash']).execute()
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(link?.[1])
  })

  it('refuses numbers out of bounds beside the field and keeps what was typed', async () => {
    const visitor = admin
    const form = (await visitor.get('/invites')).form('/invites')
    const page = await visitor.submit(form, { uses: '21', days: 'many' })
    expect(page.status).toBe(422)
    expect(page.words).toContain('Write a number from 1 to 20.')
    expect(page.words).toContain('Write a number of days from 1 to 30.')
    expect(page.form('/invites').defaults).toContainEqual(['uses', '21'])
    expect(page.form('/invites').defaults).toContainEqual(['days', 'many'])
    expect(await door.db.selectFrom('invites').selectAll().execute()).toEqual([])
  })

  it('ends at twenty open ones for a member, however fast she is', async () => {
    const results = await Promise.all(
      Array.from({ length: 23 }, () =>
        createInvite(moderator, { token: door.random.token(), uses: 1, days: 1 }),
      ),
    )
    expect(results.filter(({ ok }) => ok)).toHaveLength(20)
    expect(new Set(results.flatMap(messagesOf))).toEqual(new Set(['joining.invites.tooMany']))
  })
})

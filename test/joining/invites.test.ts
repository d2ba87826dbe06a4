import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { createInvite } from '../../src/joining/create-invite.ts'
import { revokeInvite } from '../../src/joining/revoke-invite.ts'
import { createFrontDoor, type FrontDoor, openCommunity, passphrase } from '../members/front-door.ts'
import type { Visitor } from '../support/http-client.ts'
import { apply, messagesOf, waitingId, without } from './applicant.ts'

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

const make = async (ctx: MemberCtx, { uses = 1, days = 7 } = {}): Promise<string> => {
  const made = await createInvite(ctx, { token: door.random.token(), uses, days })
  if (!made.ok) throw new Error(messagesOf(made).join())
  return made.value.token
}

const idOf = async () => (await door.db.selectFrom('invites').select('id').executeTakeFirstOrThrow()).id

/** Signs in as Marisol. */
const signedIn = async (): Promise<Visitor> => {
  const visitor = door.visit()
  await visitor.submit('/sign-in', { signInName: 'marisol at the door', passphrase })
  return visitor
}

/** Follows a link as somebody without JavaScript does, up to the code. */
const follow = async (token: string, voucher = '') => {
  const visitor = door.visit()
  const path = '/join/questions'
  const urls: string[] = []
  let page = await visitor.get(`/invite/${token}`)
  page = await visitor.submit(page.form('/join/start'))
  urls.push(page.url)
  page = await visitor.submit(page.form(path))
  for (const answer of ['A friend', 'Company']) {
    const field = [...page.form(path).names].find(
      (name) => name.startsWith('answer-') && !page.text.includes(`type="hidden" name="${name}"`),
    )
    page = await visitor.submit(page.form(path), { [field ?? '']: answer })
    urls.push(page.url)
  }
  page = await visitor.submit(page.form(path), { signInName: 'red kite', displayName: 'Kaya', voucher })
  page = await visitor.submit(page.form(path), {}, 'Continue')
  urls.push(page.url)
  page = await visitor.submit(page.form('/join'), { passphraseFrom: 'own', passphrase })
  return { page, urls: [...urls, page.url] }
}

describe('an invite', () => {
  it('leads through the same questions while the door is closed, and moderators see who invited her', async () => {
    await allow()
    const token = await make(member)
    const { page, urls } = await follow(token)
    expect(page.status).toBe(200)
    expect(page.words).toContain('Your code')
    expect(urls.join(' ')).not.toContain(token)
    const seen = await admin.get(`/queue/applications/${await waitingId(door, 'Kaya')}`)
    expect(seen.words).toContain('Invited by Marisol.')
    expect(seen.words).toContain('Company')
    const left = await door.db.selectFrom('invites').select('usesLeft').executeTakeFirst()
    expect(left).toEqual({ usesLeft: 0 })
  })

  it('is used up by asking, never by looking, and says nothing of whose place it is to a chat app', async () => {
    const token = await make(moderator)
    for (let looks = 0; looks < 3; looks += 1) {
      const page = await door.visit().get(`/invite/${token}`)
      expect(page.status).toBe(200)
      expect(page.text).not.toMatch(/Breakfast|og:|twitter:|name="description"/)
      expect(page.text).toContain('<title>Notebook</title>')
    }
    const left = await door.db.selectFrom('invites').select('usesLeft').executeTakeFirst()
    expect(left).toEqual({ usesLeft: 1 })
  })

  it('lets in at most as many as it has uses, when all come at once', async () => {
    const token = await make(moderator, { uses: 3 })
    const asked = await Promise.all(Array.from({ length: 8 }, () => apply(door, { invite: token })))
    expect(asked.filter(({ result }) => result.ok)).toHaveLength(3)
    expect(await door.db.selectFrom('applications').select('id').execute()).toHaveLength(3)
    expect(await door.db.selectFrom('invites').select('usesLeft').executeTakeFirst()).toEqual({ usesLeft: 0 })
  })

  it('loses one use when a bad line sends the last page twice', async () => {
    const token = await make(moderator, { uses: 2 })
    const code = door.random.token()
    const one = await apply(door, { invite: token, code })
    const two = await apply(door, { invite: token, code })
    expect([one.result, two.result]).toEqual([
      { ok: true, value: { code } },
      { ok: true, value: { code } },
    ])
    expect(await door.db.selectFrom('invites').select('usesLeft').executeTakeFirst()).toEqual({ usesLeft: 1 })
  })

  it('that was used up meanwhile keeps everything she wrote', async () => {
    const token = await make(moderator)
    await apply(door, { invite: token })
    const questions = await door.db.selectFrom('joinQuestions').select('id').execute()
    const answers = Object.fromEntries(questions.map(({ id }) => [`answer-${id}`, 'My answer']))
    const fields = { signInName: 'late one', displayName: 'Late', passphrase, invite: token, ...answers }
    const page = await door.visit().submit('/join', fields)
    expect(page.status).toBe(422)
    expect(page.words).toContain('Your invite is over or used up by now')
    expect(page.form('/join').defaults).toContainEqual(['displayName', 'Late'])
    expect(page.form('/join').defaults.filter(([, value]) => value === 'My answer')).toHaveLength(2)
  })

  it('counts for nothing once whoever made it may not invite any more', async () => {
    await allow()
    const token = await make(member)
    await door.db.deleteFrom('memberGrants').execute()
    expect((await door.visit().get(`/invite/${token}`)).status).toBe(404)
  })

  it('can be taken back by whoever made it and by moderators; for others it does not exist', async () => {
    await make(moderator)
    const inviteId = await idOf()
    expect(await revokeInvite(member, { inviteId })).toMatchObject({ refusals: [{ kind: 'missing' }] })
    const list = await admin.get('/invites')
    expect(list.words).toContain('Open ones of others')
    const done = await admin.submit(list.form(`/invites/${inviteId}/revoke`))
    expect(done.words).toContain('This link works no more.')
    const acts = await door.db.selectFrom('moderationActs').select('act').orderBy('sequence').execute()
    expect(acts.slice(-2)).toEqual([{ act: 'invite-created' }, { act: 'invite-revoked' }])
    const visitor = await signedIn()
    expect((await visitor.get('/invites')).words).not.toContain('Open ones of others')
  })
})

describe('P14: an invite that lets nobody in', () => {
  it('gets the same answer by the same work, whatever the reason', async () => {
    const over = await make(moderator, { days: 1 })
    const usedUp = await make(moderator)
    await apply(door, { invite: usedUp })
    door.clock.moveDays(2)
    await door.db.updateTable('invites').set({ createdAt: door.clock.now() }).execute()
    const revoked = await make(moderator)
    const last = await door.db
      .selectFrom('invites')
      .select('id')
      .orderBy('createdAt', 'desc')
      .where('usesLeft', '=', 1)
      .where('expiresAt', '>', door.clock.now())
      .executeTakeFirstOrThrow()
    await revokeInvite(moderator, { inviteId: last.id })
    const never = door.random.token()
    const questions = await door.db.selectFrom('joinQuestions').select('id').execute()
    const answers = Object.fromEntries(questions.map(({ id }) => [`answer-${id}`, 'Yes']))
    const fixed = { signInName: 'same one', displayName: 'Same', passphrase, code: door.random.token() }
    const ways: Record<string, (token: string) => Promise<{ status: number; text: string }>> = {
      looking: (token) => door.visit().get(`/invite/${token}`),
      goingOn: (invite) => door.visit().submit('/join/start', { invite }),
      answering: (invite) => door.visit().submit('/join/questions', { invite }),
      sending: (invite) =>
        door.visit().submit('/join', { ...fixed, ...answers, invite, suggestion: fiveWords }),
    }
    for (const [way, ask] of Object.entries(ways)) {
      const answered = []
      for (const token of [never, over, usedUp, revoked]) {
        const { value, work } = await door.measure(() => ask(token))
        answered.push({ way, status: value.status, text: without(value.text, token), work })
      }
      expect(answered[0]?.status).toBe(way === 'sending' ? 422 : 404)
      for (const answer of answered) expect(answer).toEqual(answered[0])
    }
  })
})

/** Words of ours, so that a page offers the same ones again. */
const fiveWords = 'able acorn active actor airport'

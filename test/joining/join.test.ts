import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { approveApplication } from '../../src/joining/approve-application.ts'
import { declineApplication } from '../../src/joining/decline-application.ts'
import {
  askToJoin,
  codeOn,
  createFrontDoor,
  type FrontDoor,
  letIn,
  openCommunity,
  passphrase,
  wishes,
} from '../members/front-door.ts'
import type { Visitor } from '../support/http-client.ts'

let door: FrontDoor
let admin: Visitor
let moderator: MemberCtx
beforeAll(async () => {
  door = await createFrontDoor()
  admin = await openCommunity(door)
  moderator = await door.settle('Moderator', 'moderator at the door', ['moderator'])
})
beforeEach(async () => {
  await door.db.deleteFrom('applications').execute()
  await door.db.deleteFrom('throttles').execute()
})
afterAll(() => door.close())

const waitingId = async (): Promise<string> =>
  (
    await door.db
      .selectFrom('applications')
      .select('id')
      .where('state', '=', 'waiting')
      .executeTakeFirstOrThrow()
  ).id

const lookUp = async (code: string) => {
  const visitor = door.visit()
  return visitor.submit((await visitor.get('/join/status')).form('/join/status'), { code })
}

describe('asking to join', () => {
  it('shows the rules first, then one question a page, everything to check, and a code once', async () => {
    const visitor = door.visit()
    const path = '/join/questions'
    const start = await visitor.get('/join')
    expect(start.words).toContain('What is said here stays here.')
    expect(start.words).toContain('You answer 2 questions from the moderators.')
    const first = await visitor.submit(start.form(path))
    expect(first.words).toContain('Step 1 of 4')
    expect(first.words).toContain('How did you hear of us?')
    const again = await visitor.submit(first.form(path), {})
    expect([again.status, again.words.includes('Please answer this question.')]).toEqual([422, true])
    const last = await askToJoin(door)
    expect(codeOn(last)).toMatch(/^([0-9a-z]{4} ){7}[0-9a-z]{4}$/)
    const rows = await door.db
      .selectFrom('applicationAnswers')
      .select(['prompt', 'answer'])
      .orderBy('position')
      .execute()
    expect(rows).toEqual([
      { prompt: 'How did you hear of us?', answer: wishes.answers[0] },
      { prompt: 'What would help you?', answer: wishes.answers[1] },
    ])
  })

  it('lets her change an answer from the check and comes back there', async () => {
    const visitor = door.visit()
    const path = '/join/questions'
    let page = await visitor.submit((await visitor.get('/join')).form(path))
    const [first] = [...page.form(path).names].filter((name) => name.startsWith('answer-'))
    page = await visitor.submit(page.form(path), { [first ?? '']: 'From a poster' })
    const [second] = [...page.form(path).names].filter((name) => name.startsWith('answer-') && name !== first)
    page = await visitor.submit(page.form(path), { [second ?? '']: 'Company' })
    page = await visitor.submit(page.form(path), { signInName: 'blue chair', displayName: 'Nilu' })
    expect(page.words).toContain('From a poster')
    page = await visitor.submit(page.form(path), {}, 'Change How did you hear of us?')
    expect(page.form(path).defaults).toContainEqual([first, 'From a poster'])
    page = await visitor.submit(page.form(path), { [first ?? '']: 'From my sister' })
    expect(page.words).toContain('Look at everything once more')
    expect(page.words).toContain('From my sister')
    expect(page.form(path).defaults).toContainEqual(['displayName', 'Nilu'])
    page = await visitor.submit(page.form('#go-back'), {}, 'Back')
    expect(page.form(path).defaults).toContainEqual(['displayName', 'Nilu'])
    page = await visitor.submit(page.form(path), {}, 'Back')
    expect(page.form(path).defaults).toContainEqual([second, 'Company'])
    expect(page.words).not.toContain('Look at everything once more')
  })

  it('keeps everything but the passphrase when the passphrase is too short', async () => {
    const page = await askToJoin(door, { passphrase: 'short one' })
    expect(page.status).toBe(422)
    expect(page.words).toContain('The passphrase is too short.')
    expect(page.text).not.toContain('short one')
    expect(page.form('/join').defaults).toContainEqual(['displayName', 'Dewi'])
    expect(page.words).toContain('Step 4 of 4')
    expect(await door.db.selectFrom('applications').selectAll().execute()).toEqual([])
  })

  it('leads back to the page on which a refused field stands', async () => {
    const page = await door.visit().submit('/join', { signInName: 'same', displayName: 'Same', passphrase })
    expect(page.status).toBe(422)
    expect(page.words).toContain('Please answer this question.')
  })

  it('asks once when a bad line makes her send the last page twice', async () => {
    const visitor = door.visit()
    const fields = { signInName: 'blue chair', displayName: 'Nilu', passphrase, code: door.random.token() }
    const questions = await door.db.selectFrom('joinQuestions').select('id').execute()
    const answers = Object.fromEntries(questions.map(({ id }) => [`answer-${id}`, 'yes']))
    const [one, two] = [
      await visitor.submit('/join', { ...fields, ...answers }),
      await visitor.submit('/join', { ...fields, ...answers }),
    ]
    expect(one.status).toBe(200)
    expect(two.text).toBe(one.text)
    expect(await door.db.selectFrom('applications').select('displayName').execute()).toEqual([
      { displayName: 'Nilu' },
    ])
  })

  it('is not possible while the door is closed', async () => {
    await door.db.updateTable('community').set({ doorOpen: false }).execute()
    const visitor = door.visit()
    const shown = await visitor.get('/join')
    const sent = await visitor.submit('/join', { ...wishes, code: door.random.token() })
    await door.db.updateTable('community').set({ doorOpen: true }).execute()
    expect([shown.status, shown.words.includes('The door is closed')]).toEqual([200, true])
    expect([sent.status, sent.words.includes('The door is closed')]).toEqual([403, true])
    expect(await door.db.selectFrom('applications').selectAll().execute()).toEqual([])
  })
})

describe('deciding', () => {
  it('shows a moderator the answers and lets her in; the code then opens the door', async () => {
    const code = codeOn(await askToJoin(door))
    expect((await lookUp(code)).words).toContain('Nobody has decided yet')
    const queue = await admin.get('/queue')
    expect(queue.words).toContain('1 thing is waiting')
    const link = queue.links().find(({ text }) => text === 'Dewi')
    const application = await admin.get(new URL(link?.href ?? '').pathname)
    expect(application.words).toContain('From a friend at the river')
    const done = await admin.submit(application.form(`/queue/applications/${await waitingId()}/approve`))
    expect(done.words).toContain('She is in.')
    const visitor = door.visit()
    const status = await visitor.submit('/join/status', { code: code.toUpperCase().replaceAll(' ', '-') })
    expect(status.words).toContain('Welcome!')
    const welcome = await visitor.submit(status.form('/join/enter'))
    expect(new URL(welcome.url).pathname).toBe('/welcome')
    const inside = await visitor.submit(welcome.form('/welcome'))
    expect([inside.status, new URL(inside.url).pathname]).toEqual([200, '/help'])
    expect((await visitor.get('/home')).words).toContain('Hello, Dewi')
    expect((await lookUp(code)).words).toContain('We do not know this code')
  })

  it('says not now with a reason that the code shows', async () => {
    const code = codeOn(await askToJoin(door, { displayName: 'Sol' }))
    const path = `/queue/applications/${await waitingId()}`
    const empty = await admin.submit((await admin.get(path)).form(`${path}/decline`), { reason: ' ' })
    expect([empty.status, empty.words.includes('Write a reason.')]).toEqual([422, true])
    const done = await admin.submit(empty.form(`${path}/decline`), { reason: 'Come to a breakfast first.' })
    expect(done.words).toContain('She will read your reason')
    expect((await lookUp(code)).words).toContain('Come to a breakfast first.')
  })

  it('P7: deletes answers, names and passphrase with the decision', async () => {
    await letIn(door, moderator, { signInName: 'p7 approved', displayName: 'Ines' })
    await askToJoin(door, { signInName: 'p7 declined', displayName: 'Rosa' })
    const declined = await declineApplication(moderator, {
      applicationId: await waitingId(),
      reason: 'Not now.',
    })
    expect(declined.ok).toBe(true)
    expect(await door.db.selectFrom('applicationAnswers').selectAll().execute()).toEqual([])
    const rows = await door.db
      .selectFrom('applications')
      .select(['state', 'displayName', 'signInNameKey', 'passphraseHash'])
      .orderBy('state')
      .execute()
    const nothing = { displayName: null, signInNameKey: null, passphraseHash: null }
    expect(rows).toEqual([
      { state: 'approved', ...nothing },
      { state: 'declined', ...nothing },
    ])
  })

  it('records both decisions', async () => {
    const before = await door.db.selectFrom('moderationActs').select('sequence').execute()
    await letIn(door, moderator, { signInName: 'recorded', displayName: 'Mina' })
    await askToJoin(door)
    await declineApplication(moderator, { applicationId: await waitingId(), reason: 'Not now.' })
    const acts = await door.db.selectFrom('moderationActs').select('act').orderBy('sequence').execute()
    expect(acts.slice(before.length)).toEqual([
      { act: 'application-approved' },
      { act: 'application-declined' },
    ])
  })

  it('happens once when two moderators decide at the same moment', async () => {
    await askToJoin(door, { signInName: 'twice decided', displayName: 'Tula' })
    const applicationId = await waitingId()
    const results = await Promise.all([
      approveApplication(moderator, { applicationId }),
      approveApplication(moderator, { applicationId }),
      declineApplication(moderator, { applicationId, reason: 'Not now.' }),
    ])
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    const refused = results.flatMap((result) => (result.ok ? [] : result.refusals))
    expect(refused.map(({ kind, message }) => [kind, message])).toEqual([
      ['conflict', 'joining.decide.already'],
      ['conflict', 'joining.decide.already'],
    ])
    const late = await admin.submit(`/queue/applications/${applicationId}/approve`, {})
    expect([late.status, late.words.includes('Another moderator has decided already.')]).toEqual([409, true])
  })

  it('is for moderators only: for a member the page does not exist', async () => {
    await askToJoin(door)
    const applicationId = await waitingId()
    const member = await door.settle('Plain', 'plain at the door')
    expect(await approveApplication(member, { applicationId })).toMatchObject({
      refusals: [{ kind: 'forbidden' }],
    })
    const visitor = door.visit()
    await visitor.submit('/sign-in', { signInName: 'plain at the door', passphrase })
    const [hidden, absent] = [
      await visitor.get(`/queue/applications/${applicationId}`),
      await visitor.get('/none'),
    ]
    expect([hidden.status, hidden.text]).toEqual([404, absent.text])
    expect((await visitor.get('/queue')).text).toBe(absent.text)
  })
})

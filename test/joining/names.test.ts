import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { declineApplication } from '../../src/joining/decline-application.ts'
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
let moderator: MemberCtx
beforeAll(async () => {
  door = await createFrontDoor()
  await openCommunity(door)
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

describe('names that somebody has already', () => {
  it('P14: asking with taken names gets the same answer by the same work', async () => {
    await letIn(door, moderator, { signInName: 'taken name', displayName: 'Taken' })
    const questions = await door.db.selectFrom('joinQuestions').select('id').execute()
    const answers = Object.fromEntries(questions.map(({ id }) => [`answer-${id}`, 'yes']))
    const ask = async (signInName: string, displayName: string) => {
      const code = door.random.token()
      const fields = { signInName, displayName, passphrase, code, ...answers }
      const measured = await door.measure(() => door.visit().submit('/join', fields))
      const { status, text } = measured.value
      return { status, text: text.replace(code.match(/.{4}/g)?.join(' ') ?? '', ''), work: measured.work }
    }
    const free = await ask('never used', 'Unheard')
    expect(free).toMatchObject({ status: 200, work: { hashings: 1 } })
    expect(await ask('taken name', 'Unheard')).toEqual(free)
    expect(await ask('never used', 'Taken')).toEqual(free)
    expect(await ask('taken name', 'Taken')).toEqual(free)
  })

  it('lets her choose another sign-in name with her code after approval', async () => {
    await letIn(door, moderator, { signInName: 'wanted twice', displayName: 'Eva' })
    const { code, memberId } = await letIn(door, moderator, {
      signInName: 'Wanted Twice',
      displayName: 'Eva',
    })
    const visitor = door.visit()
    const status = await visitor.submit('/join/status', { code })
    expect(status.words).toContain('cannot be used')
    const enter = '/join/enter'
    const taken = await visitor.submit(status.form(enter), { signInName: 'wantedtwice' })
    expect([taken.status, taken.words.includes('This sign-in name cannot be used.')]).toEqual([422, true])
    const same = await visitor.submit(taken.form(enter), { signInName: 'Eva' })
    expect(same.words).toContain('another name than your sign-in name')
    const welcome = await visitor.submit(same.form(enter), { signInName: 'orange ladder' })
    expect(new URL(welcome.url).pathname).toBe('/welcome')
    const stored = await door.db
      .selectFrom('credentials')
      .select('signInNameKey')
      .where('memberId', '=', memberId)
      .executeTakeFirst()
    expect(stored).toEqual({ signInNameKey: 'orangeladder' })
    const elsewhere = door.visit()
    const signedIn = await elsewhere.submit('/sign-in', { signInName: 'Orange Ladder', passphrase })
    expect(new URL(signedIn.url).pathname).toBe('/welcome')
  })

  it('settles a display name that is free, looks like nobody’s and is not her sign-in name', async () => {
    await door.settle('Amanda', 'amanda at the door')
    const { code } = await letIn(door, moderator, { signInName: 'tin whistle', displayName: 'Amanda' })
    const visitor = door.visit()
    const welcome = await visitor.submit('/join/enter', { code })
    expect(welcome.words).toContain('Somebody here has this name')
    const form = '/welcome'
    const cyrillic = await visitor.submit(welcome.form(form), { displayName: 'Аmаndа' })
    expect([cyrillic.status, cyrillic.words.includes('Somebody here has this name')]).toEqual([422, true])
    const own = await visitor.submit(cyrillic.form(form), { displayName: 'Tin Whistle' })
    expect(own.words).toContain('another name than your sign-in name')
    expect((await visitor.get('/home')).redirectedFrom).toHaveLength(1)
    const inside = await visitor.submit(own.form(form), { displayName: 'Amanda Sol' })
    expect(new URL(inside.url).pathname).toBe('/help')
    const again = await visitor.submit('/welcome', { displayName: 'Somebody Else' })
    expect(again.words).not.toContain('Somebody Else')
  })

  it('gives a name to one of two who settle on it at the same moment', async () => {
    const [one, two] = [
      await letIn(door, moderator, { signInName: 'first of two', displayName: 'Paloma' }),
      await letIn(door, moderator, { signInName: 'second of two', displayName: 'Paloma' }),
    ]
    const pages = await Promise.all(
      [one, two].map(async ({ code }) => {
        const visitor = door.visit()
        await visitor.submit('/join/enter', { code })
        return visitor.submit('/welcome', { displayName: 'Paloma' })
      }),
    )
    expect(pages.map(({ status }) => status).sort()).toEqual([200, 422])
  })
})

describe('looking up a code', () => {
  it('P14: a code that never was and one whose time is over get the same answer by the same work', async () => {
    const code = codeOn(await askToJoin(door))
    await declineApplication(moderator, { applicationId: await waitingId(), reason: 'Not now.' })
    door.clock.moveDays(31)
    const ask = async (asked: string) => {
      const measured = await door.measure(() => door.visit().submit('/join/status', { code: asked }))
      const { status, text } = measured.value
      return { status, text: text.replaceAll(asked, ''), work: measured.work }
    }
    const over = await ask(code)
    expect(over.status).toBe(422)
    expect(await ask(door.random.token())).toEqual(over)
    expect(await ask('no code at all')).toEqual(over)
    const enter = await door.visit().submit('/join/enter', { code })
    expect([enter.status, enter.text.replaceAll(code, '')]).toEqual([422, over.text])
  })

  it('opens nothing for a member who is not active', async () => {
    const { code, memberId } = await letIn(door, moderator, { signInName: 'frozen one', displayName: 'Hela' })
    await door.db.updateTable('members').set({ status: 'frozen' }).where('id', '=', memberId).execute()
    expect((await lookUp(code)).words).toContain('We do not know this code')
    const visitor = door.visit()
    expect((await visitor.submit('/join/enter', { code })).status).toBe(422)
    expect(visitor.hasCookie('session-4000')).toBe(false)
  })

  it('is limited to ten tries an hour for one code', async () => {
    const code = door.random.token()
    const statuses: number[] = []
    for (let n = 0; n < 11; n += 1)
      statuses.push((await door.visit().submit('/join/status', { code })).status)
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 422), 429])
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { approveApplication } from '../../src/joining/approve-application.ts'
import { declineApplication } from '../../src/joining/decline-application.ts'
import { createFrontDoor, type FrontDoor, openCommunity, passphrase } from '../members/front-door.ts'
import type { Visitor } from '../support/http-client.ts'
import { apply, messagesOf, waitingId, without } from './applicant.ts'

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

/** Somebody who was not let in; gives her code. */
const declined = async (askAgain: string, reason = 'Come to a breakfast first.'): Promise<string> => {
  const { code, displayName } = await apply(door)
  const applicationId = await waitingId(door, displayName)
  const result = await declineApplication(moderator, { applicationId, reason, askAgain })
  if (!result.ok) throw new Error(messagesOf(result).join())
  return code
}

const path = '/join/questions'

describe('not now', () => {
  it('says with her code why, and from which day she may ask again', async () => {
    const code = await declined('month')
    const page = await door.visit().submit('/join/status', { code })
    expect(page.words).toContain('Come to a breakfast first.')
    expect(page.words).toContain('You can ask again from: June 19, 2030')
    door.clock.moveDays(30)
    const later = await door.visit().submit('/join/status', { code })
    expect(later.words).toContain('You can ask again whenever you like.')
    door.clock.moveDays(-30)
  })

  it('lets her begin again from there, and brings her code along', async () => {
    const code = await declined('now')
    const visitor = door.visit()
    const page = await visitor.submit('/join/status', { code })
    const start = await visitor.submit(page.form('/join/start'))
    expect(start.form(path).defaults).toContainEqual(['previousCode', code])
    const question = await visitor.submit(start.form(path))
    expect(question.words).toContain('Step 1 of 4')
    expect(question.form(path).defaults).toContainEqual(['previousCode', code])
    const back = await visitor.submit(question.form(path), {}, 'Back')
    expect(back.form(path).defaults).toContainEqual(['previousCode', code])
  })

  it('refuses a day that is none', async () => {
    const { displayName } = await apply(door)
    const applicationId = await waitingId(door, displayName)
    const result = await declineApplication(moderator, { applicationId, reason: 'No.', askAgain: 'never' })
    expect(messagesOf(result)).toEqual(['joining.decide.askAgain.empty'])
  })
})

describe('P7: she is recognised again only with her old code', () => {
  it('and then moderators see when and how it was decided', async () => {
    const code = await declined('now', 'We were full.')
    await apply(door, { displayName: 'Without code' })
    await apply(door, { displayName: 'With code', previousCode: code.toUpperCase() })
    const seen = async (name: string) =>
      (await admin.get(`/queue/applications/${await waitingId(door, name)}`)).words
    expect(await seen('With code')).toMatch(
      /Asked before, with her old code\. Answered on May 20, 2030: We were full\./,
    )
    expect(await seen('Without code')).not.toContain('Asked before')
    const applicationId = await waitingId(door, 'With code')
    await approveApplication(moderator, { applicationId })
    const linked = await door.db.selectFrom('applications').select('previousId').execute()
    expect(linked.map(({ previousId }) => previousId)).toEqual([null, null, null])
  })

  it('and asked kindly to wait, before she answers anything and when she sends it', async () => {
    const code = await declined('week')
    const visitor = door.visit()
    const start = await visitor.get('/join')
    const early = await visitor.submit(start.form(path), { previousCode: code })
    expect(early.status).toBe(422)
    expect(early.words).toContain('You can ask again from May 27, 2030.')
    expect(early.form(path).defaults).toContainEqual(['previousCode', code])
    expect(messagesOf((await apply(door, { previousCode: code })).result)).toEqual(['joining.again.early'])
    door.clock.moveDays(7)
    const later = await visitor.submit(early.form(path))
    expect([later.status, later.words.includes('Step 1 of 4')]).toEqual([200, true])
    expect((await apply(door, { previousCode: code })).result.ok).toBe(true)
    door.clock.moveDays(-7)
  })

  it('for as long as she was asked to wait and thirty days more', async () => {
    const code = await declined('quarter')
    const recognised = async () => {
      const { displayName } = await apply(door, { previousCode: code })
      const row = await door.db
        .selectFrom('applications')
        .select('previousId')
        .where('displayName', '=', displayName)
        .executeTakeFirst()
      return row?.previousId !== null
    }
    door.clock.moveDays(119)
    const before = await recognised()
    door.clock.moveDays(1)
    const after = await recognised()
    door.clock.moveDays(-120)
    expect([before, after]).toEqual([true, false])
  })
})

describe('P14: an old code that nobody knows', () => {
  it('counts for nothing, by the same answer and the same work', async () => {
    const known = await declined('now')
    const questions = await door.db.selectFrom('joinQuestions').select('id').execute()
    const answers = Object.fromEntries(questions.map(({ id }) => [`answer-${id}`, 'yes']))
    const ask = async (previousCode: string) => {
      const code = door.random.token()
      const fields = { signInName: 'old friend', displayName: 'Asks again', passphrase, ...answers }
      const start = await door.measure(() => door.visit().submit(path, { previousCode }))
      const sent = await door.measure(() => door.visit().submit('/join', { ...fields, code, previousCode }))
      return [start, sent].map(({ value, work }) => ({
        status: value.status,
        text: without(value.text, previousCode, code.match(/.{4}/g)?.join(' ') ?? ''),
        work,
      }))
    }
    const expected = await ask(known)
    expect(expected.map(({ status }) => status)).toEqual([200, 200])
    expect(await ask(door.random.token())).toEqual(expected)
    expect(await ask('no code at all')).toEqual(expected)
    const rows = await door.db
      .selectFrom('applications')
      .select('id')
      .where('previousId', 'is not', null)
      .execute()
    expect(rows).toHaveLength(1)
  })
})

describe('the questions', () => {
  it('can be ten, each says whether it may stay empty, and empty ones are not kept', async () => {
    const before = await door.db.selectFrom('joinQuestions').select('id').execute()
    await door.db.updateTable('joinQuestions').set({ retiredAt: door.clock.now() }).execute()
    for (let position = 0; position < 10; position += 1) {
      const id = door.random.id()
      await door.db
        .insertInto('joinQuestions')
        .values({ id, position, required: position % 2 === 0 })
        .execute()
      const text = { questionId: id, locale: 'en', prompt: `Question number ${position}?` }
      await door.db.insertInto('joinQuestionTexts').values(text).execute()
    }
    const visitor = door.visit()
    let page = await visitor.submit((await visitor.get('/join')).form(path))
    for (let position = 0; position < 10; position += 1) {
      expect(page.words).toContain(`Step ${position + 1} of 12`)
      expect(page.words.includes(`Question number ${position}? (optional)`)).toBe(position % 2 === 1)
      const field = /<textarea[^>]*name="([^"]+)"/.exec(page.text)?.[1] ?? ''
      page = await visitor.submit(page.form(path), {
        [field]: position % 2 === 0 ? `Answer ${position}` : '',
      })
    }
    page = await visitor.submit(page.form(path), { signInName: 'ten questions', displayName: 'Patience' })
    expect(page.words).toContain('Nothing written')
    page = await visitor.submit(page.form(path), {}, 'Continue')
    page = await visitor.submit(page.form('/join'))
    expect(page.words).toContain('Your code')
    const answers = await door.db
      .selectFrom('applicationAnswers')
      .select('answer')
      .orderBy('position')
      .execute()
    expect(answers.map(({ answer }) => answer)).toEqual([0, 2, 4, 6, 8].map((n) => `Answer ${n}`))
    await door.db.deleteFrom('joinQuestions').where('retiredAt', 'is', null).execute()
    await door.db.updateTable('joinQuestions').set({ retiredAt: null }).execute()
    expect(before).toHaveLength(2)
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { answerVouch } from '../../src/joining/answer-vouch.ts'
import { approveApplication } from '../../src/joining/approve-application.ts'
import { createFrontDoor, type FrontDoor, openCommunity, passphrase } from '../members/front-door.ts'
import type { Visitor } from '../support/http-client.ts'
import { apply, waitingId, without } from './applicant.ts'

let door: FrontDoor
let admin: Visitor
let moderator: MemberCtx
let marisol: MemberCtx
beforeAll(async () => {
  door = await createFrontDoor()
  admin = await openCommunity(door)
  moderator = await door.settle('Moderator', 'moderator at the door', ['moderator'])
  marisol = await door.settle('Marisol', 'marisol at the door')
})
beforeEach(async () => {
  await door.db.deleteFrom('applications').execute()
  await door.db.deleteFrom('notifications').execute()
  await door.db.deleteFrom('throttles').execute()
})
afterAll(() => door.close())

const signedIn = async (): Promise<Visitor> => {
  const visitor = door.visit()
  await visitor.submit('/sign-in', { signInName: 'marisol at the door', passphrase })
  return visitor
}

const told = () => door.db.selectFrom('notifications').select(['memberId', 'kind']).execute()

describe('naming somebody who knows her', () => {
  it('P14: gets the same page by the same work, whether or not there is such a member', async () => {
    const questions = await door.db.selectFrom('joinQuestions').select('id').execute()
    const answers = Object.fromEntries(questions.map(({ id }) => [`answer-${id}`, 'yes']))
    const ask = async (voucher: string) => {
      const code = door.random.token()
      const fields = {
        signInName: 'grey heron',
        displayName: 'Somebody',
        passphrase,
        code,
        voucher,
        ...answers,
      }
      const { value, work } = await door.measure(() => door.visit().submit('/join', fields))
      return { status: value.status, text: without(value.text, code.match(/.{4}/g)?.join(' ') ?? ''), work }
    }
    const known = await ask('Marisol')
    expect(known).toMatchObject({ status: 200, work: { hashings: 1 } })
    expect(await ask('Nobody here')).toEqual(known)
    expect(await ask('mari.sol')).toEqual(known)
    const rows = await door.db.selectFrom('vouches').select('memberId').orderBy('memberId').execute()
    const { memberId } = marisol.actor
    expect(rows).toEqual([{ memberId }, { memberId }, { memberId: null }])
    expect(await told()).toEqual([
      { memberId, kind: 'vouch-asked' },
      { memberId, kind: 'vouch-asked' },
    ])
  })

  it('tells nobody when the account of that name is not active', async () => {
    const { memberId } = marisol.actor
    await door.db.updateTable('members').set({ status: 'frozen' }).where('id', '=', memberId).execute()
    await apply(door, { voucher: 'Marisol' })
    await door.db.updateTable('members').set({ status: 'active' }).where('id', '=', memberId).execute()
    expect(await told()).toEqual([])
    expect(await door.db.selectFrom('vouches').select('memberId').execute()).toEqual([{ memberId: null }])
  })

  it('asks nobody more than ten times at once', async () => {
    for (let n = 0; n < 11; n += 1) await apply(door, { voucher: 'Marisol' })
    expect(await told()).toHaveLength(10)
  })

  it('is refused only for its length, and kept', async () => {
    const visitor = door.visit()
    const path = '/join/questions'
    const page = await visitor.submit(path, { at: 'names', voucher: 'n'.repeat(61), displayName: 'Rut' })
    expect(page.status).toBe(422)
    expect(page.form(path).defaults).toContainEqual(['voucher', 'n'.repeat(61)])
    expect(page.words).toContain('Somebody here knows me (optional)')
  })
})

describe('being asked', () => {
  it('shows only the name she wishes for; the moderators see the answer', async () => {
    const { displayName } = await apply(door, { voucher: 'Marisol', displayName: 'Noor' })
    const applicationId = await waitingId(door, displayName)
    const queue = `/queue/applications/${applicationId}`
    expect((await admin.get(queue)).words).toContain('Marisol was asked whether she knows her.')
    const visitor = await signedIn()
    const list = await visitor.get('/vouches')
    const link = list.links().find(({ text }) => text === 'Noor')
    const page = await visitor.get(new URL(link?.href ?? '').pathname)
    expect(page.words).toContain('Do you know Noor?')
    expect(page.text).not.toContain('Yes</dd>')
    expect(page.words).not.toContain('How did you hear of us?')
    const form = page.form(`/vouches/${applicationId}`)
    const empty = await visitor.submit(form)
    expect([empty.status, empty.words.includes('Choose one of the answers.')]).toEqual([422, true])
    const done = await visitor.submit(form, { answer: 'yes' })
    expect(done.words).toContain('You said: yes')
    expect((await admin.get(queue)).words).toContain('Marisol was asked: says yes, she knows her.')
    expect((await visitor.get(queue)).status).toBe(404)
  })

  it('does not exist for whoever was not named', async () => {
    await apply(door, { voucher: 'Marisol', displayName: 'Ona' })
    const applicationId = await waitingId(door, 'Ona')
    expect(await answerVouch(moderator, { applicationId, answer: 'yes' })).toMatchObject({
      refusals: [{ kind: 'missing' }],
    })
    expect((await admin.get(`/vouches/${applicationId}`)).status).toBe(404)
  })

  it('P7: what she said is deleted with the decision', async () => {
    await apply(door, { voucher: 'Marisol', displayName: 'Pia' })
    const applicationId = await waitingId(door, 'Pia')
    expect((await answerVouch(marisol, { applicationId, answer: 'no' })).ok).toBe(true)
    await approveApplication(moderator, { applicationId })
    expect(await door.db.selectFrom('vouches').selectAll().execute()).toEqual([])
    expect(await answerVouch(marisol, { applicationId, answer: 'no' })).toMatchObject({
      refusals: [{ kind: 'missing' }],
    })
    expect((await (await signedIn()).get('/vouches')).words).toContain('Nobody is waiting for your word')
  })
})

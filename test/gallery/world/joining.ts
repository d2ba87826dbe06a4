import { answerVouch } from '../../../src/joining/answer-vouch.ts'
import { createInvite } from '../../../src/joining/create-invite.ts'
import { declineApplication } from '../../../src/joining/decline-application.ts'
import { openArrival } from '../../../src/joining/open-arrival.ts'
import { addReply } from '../../../src/joining/save-reply.ts'
import { submitApplication } from '../../../src/joining/submit-application.ts'
import { done } from '../../channels/support.ts'
import type { TestApp } from '../../support/app.ts'
import type { Residents } from './people.ts'

export interface Joining {
  readonly codes: { readonly waiting: string; readonly declined: string }
  readonly inviteToken: string
  readonly arrivalToken: string
}

/** Who asks to come in, who vouches, who was told "not now"; invitations, evenings, and answers kept ready. */
export async function openDoor(app: TestApp, people: Residents): Promise<Joining> {
  const { sol, marta, inti } = people
  await askQuestions(app)
  const waiting = await apply(app, { displayName: 'Katarina', voucher: marta.name })
  await apply(app, { displayName: 'Нина', locale: 'ru', voucher: people.ana.name })
  const other = await idOf(app, 'Нина')
  done(await answerVouch(people.ana.ctx, { applicationId: other, answer: 'yes' }))
  const declined = await apply(app, { displayName: 'Rebecka' })
  const replies = [
    { name: 'Full', body: 'We are full at the moment. Please ask again in spring.' },
    { name: 'Somewhere nearer', body: 'There is a group nearer to you; here is how to find it.' },
  ]
  for (const reply of replies) done(await addReply(sol.ctx, { id: app.random.id(), ...reply }))
  const decline = { reason: 'We do not know you yet. Come to breakfast first.', askAgain: 'week' }
  done(await declineApplication(sol.ctx, { applicationId: await idOf(app, 'Rebecka'), ...decline }))
  for (let at = 1; at <= 12; at += 1) await apply(app, { displayName: `Asking since day ${at}` })
  const token = app.random.token()
  done(await createInvite(marta.ctx, { token, uses: 3, days: 7 }))
  done(await createInvite(sol.ctx, { token: app.random.token(), uses: 1, days: 1 }))
  const arrival = done(await openArrival(inti.ctx, { token: '', places: 6 }))
  return { codes: { waiting, declined }, inviteToken: token, arrivalToken: arrival.token }
}

async function askQuestions({ db, random }: TestApp): Promise<void> {
  const prompts = [
    ['Who told you about us?', '¿Quién te contó de nosotras?'],
    ['What would you like to find here?', '¿Qué te gustaría encontrar aquí?'],
  ]
  for (const [position, [english = '', spanish = '']] of prompts.entries()) {
    const questionId = random.id()
    await db
      .insertInto('joinQuestions')
      .values({ id: questionId, position, required: position === 0 })
      .execute()
    await db
      .insertInto('joinQuestionTexts')
      .values([
        { questionId, locale: 'en', prompt: english },
        { questionId, locale: 'es', prompt: spanish },
      ])
      .execute()
  }
}

let asked = 0

/** Gives the code with which she looks up what became of it. */
async function apply(
  app: TestApp,
  changes: { readonly displayName: string; readonly locale?: 'en' | 'ru'; readonly voucher?: string },
): Promise<string> {
  asked += 1
  const questions = await app.db.selectFrom('joinQuestions').select('id').execute()
  const answer = 'A neighbour. She said that there is breakfast, and that nobody asks for papers.'
  const result = await submitApplication(app.guest(), {
    code: app.random.token(),
    answers: Object.fromEntries(questions.map(({ id }) => [id, answer])),
    signInName: `asking at the door ${asked}`,
    passphrase: 'river lantern cotton seven',
    locale: 'en',
    network: `gallery ${asked}`,
    ...changes,
  })
  return done(result).code
}

async function idOf({ db }: TestApp, displayName: string): Promise<string> {
  const { id } = await db
    .selectFrom('applications')
    .select('id')
    .where('displayName', '=', displayName)
    .executeTakeFirstOrThrow()
  return id
}

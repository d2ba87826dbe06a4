import { type SubmitApplication, submitApplication } from '../../src/joining/submit-application.ts'
import { type FrontDoor, passphrase } from '../members/front-door.ts'

let asked = 0

/** Asks to join without the pages in between; every question is answered with “Yes”. */
export async function apply(door: FrontDoor, changes: Partial<SubmitApplication> = {}) {
  asked += 1
  const questions = await door.db.selectFrom('joinQuestions').select('id').execute()
  const code = changes.code ?? door.random.token()
  const result = await submitApplication(door.guest(), {
    code,
    answers: Object.fromEntries(questions.map(({ id }) => [id, 'Yes'])),
    signInName: `sign in ${asked}`,
    displayName: `Applicant ${asked}`,
    passphrase,
    locale: 'en',
    network: `network ${asked}`,
    ...changes,
  })
  return { code, result, displayName: changes.displayName ?? `Applicant ${asked}` }
}

/** The id of the application that waits under a name. */
export async function waitingId(door: FrontDoor, displayName: string): Promise<string> {
  const row = await door.db
    .selectFrom('applications')
    .select('id')
    .where('displayName', '=', displayName)
    .executeTakeFirstOrThrow()
  return row.id
}

/** An answer without what differs each time it is given. */
export const without = (text: string, ...varying: readonly string[]): string =>
  varying.reduce((left, part) => left.replaceAll(part, ''), text)

/** The message of each refusal. */
export const messagesOf = (result: {
  readonly ok: boolean
  readonly refusals?: readonly { readonly message: string }[]
}): string[] => (result.refusals ?? []).map(({ message }) => message)

import { admit, type Knock } from '../auth/admit.ts'
import { judgePassphrase } from '../auth/passphrases.ts'
import { isCode } from '../codes.ts'
import { type JoinQuestion, readQuestions } from '../community/queries.ts'
import { isDoorOpen, readSettings } from '../community/settings.ts'
import type { Ctx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { sha256 } from '../hashing.ts'
import type { Locale } from '../i18n/translator.ts'
import { judgeNames, nameKey } from '../members/names.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, ok, type Result, refuse } from '../result.ts'
import { type Answers, judgeAnswer } from './rules.ts'

export interface SubmitApplication extends Omit<Knock, 'account'> {
  /** Made when the last page of the form was shown, so that sending it twice on a bad line asks once. */
  readonly code: string
  readonly answers: Answers
  readonly signInName: string
  readonly displayName: string
  readonly passphrase: string
  readonly locale: Locale
}

/**
 * Asks to join. Whether a name is taken is not looked at here: it is settled after approval, so that the answer and
 * the work are the same whoever asks (P14). Refuses while the door is closed, fields that do not hold; slows down a
 * flood from one network.
 */
export async function submitApplication(
  ctx: Ctx,
  input: SubmitApplication,
): Promise<Result<{ code: string }>> {
  if (!can(ctx.actor, 'application.submit')) return forbidden()
  const settings = await readSettings(ctx)
  if (!isDoorOpen(settings)) return refuse({ kind: 'forbidden', message: 'joining.closed.lead' })
  const questions = await readQuestions(ctx, input.locale)
  const [first, ...others] = [
    ...questions.flatMap((question) => judgeAnswer(question, input.answers)),
    ...judgeNames(input),
    ...judgePassphrase(input.passphrase),
  ]
  if (first) return { ok: false, refusals: [first, ...others] }
  const admitted = await admit(ctx, 'join', input)
  if (!admitted.ok) return admitted
  const code = isCode(input.code) ? input.code : ctx.random.token()
  const row = {
    id: ctx.random.id(),
    statusCodeHash: await sha256(code),
    signInNameKey: nameKey(input.signInName),
    displayName: input.displayName,
    passphraseHash: await ctx.hasher.hash(input.passphrase),
    locale: input.locale,
    createdAt: ctx.clock.now(),
  }
  return inTransaction(ctx, async ({ db }) => {
    const inserted = await db
      .insertInto('applications')
      .values(row)
      .onConflict((conflict) => conflict.column('statusCodeHash').doNothing())
      .executeTakeFirst()
    const answers = given(questions, input.answers)
    if (inserted.numInsertedOrUpdatedRows === 1n && answers.length > 0) {
      await db
        .insertInto('applicationAnswers')
        .values(answers.map((answer, position) => ({ applicationId: row.id, position, ...answer })))
        .execute()
    }
    return ok({ code })
  })
}

/** What she answered, with the question as she read it: it may be worded otherwise by the time it is decided. */
const given = (questions: readonly JoinQuestion[], answers: Answers) =>
  questions
    .map(({ id, prompt }) => ({ prompt, answer: answers[id] ?? '' }))
    .filter(({ answer }) => answer !== '')

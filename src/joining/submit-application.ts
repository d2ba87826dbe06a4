import { admit, type Knock } from '../auth/admit.ts'
import { judgePassphrase } from '../auth/passphrases.ts'
import { isCode } from '../codes.ts'
import { type JoinQuestion, readQuestions } from '../community/queries.ts'
import { isDoorOpen, readSettings } from '../community/settings.ts'
import type { Ctx, TransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { sha256 } from '../hashing.ts'
import type { Locale } from '../i18n/translator.ts'
import { judgeNames, nameKey } from '../members/names.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, ok, type Result, refuse } from '../result.ts'
import { askVoucher } from './ask-voucher.ts'
import { judgePrevious, readPrevious } from './previous-application.ts'
import { type Answers, judgeAnswer, judgeVoucher } from './rules.ts'
import { takeInvite } from './take-invite.ts'

export interface SubmitApplication extends Omit<Knock, 'account'> {
  /** Made when the last page of the form was shown, so that sending it twice on a bad line asks once. */
  readonly code: string
  readonly answers: Answers
  readonly signInName: string
  readonly displayName: string
  readonly passphrase: string
  readonly locale: Locale
  /** The secret of an invite; empty or absent for whoever comes through the open door. */
  readonly invite?: string
  /** The code of an application that was declined, as she typed it. */
  readonly previousCode?: string
  /** The display name of a member who knows her. */
  readonly voucher?: string
}

/**
 * Asks to join. Whether a name is taken, or anybody is called like the voucher, is not told: the answer and the work
 * are the same whoever asks (P14). A use of the invite is taken together with the application; while the door is open
 * an invite that does not hold counts for nothing. Refuses while the door is closed, before the day on which she may
 * ask again (only her old code tells), fields that do not hold; slows down a flood from one network.
 */
export async function submitApplication(
  ctx: Ctx,
  input: SubmitApplication,
): Promise<Result<{ code: string }>> {
  if (!can(ctx.actor, 'application.submit')) return forbidden()
  const settings = await readSettings(ctx)
  const { invite = '', voucher = '', previousCode = '' } = input
  const isOpen = isDoorOpen(settings)
  if (!isOpen && invite === '') return refuse({ kind: 'forbidden', message: 'joining.closed.lead' })
  const questions = await readQuestions(ctx, input.locale)
  const [first, ...others] = [
    ...questions.flatMap((question) => judgeAnswer(question, input.answers)),
    ...judgeNames(input),
    ...judgeVoucher(voucher),
    ...judgePassphrase(input.passphrase),
  ]
  if (first) return { ok: false, refusals: [first, ...others] }
  const admitted = await admit(ctx, 'join', input)
  if (!admitted.ok) return admitted
  const previous = await readPrevious(ctx, previousCode)
  const [early] = judgePrevious(ctx, previous)
  if (early) return refuse(early)
  const code = isCode(input.code) ? input.code : ctx.random.token()
  const row = {
    id: ctx.random.id(),
    statusCodeHash: await sha256(code),
    signInNameKey: nameKey(input.signInName),
    displayName: input.displayName,
    passphraseHash: await ctx.hasher.hash(input.passphrase),
    locale: input.locale,
    previousId: previous?.id ?? null,
    createdAt: ctx.clock.now(),
  }
  return inTransaction(ctx, async (trx) => {
    const inserted = await trx.db
      .insertInto('applications')
      .values(row)
      .onConflict((conflict) => conflict.column('statusCodeHash').doNothing())
      .executeTakeFirst()
    if (inserted.numInsertedOrUpdatedRows !== 1n) return ok({ code })
    if (invite !== '' && !(await takeInvite(trx, { applicationId: row.id, token: invite })) && !isOpen) {
      return refuse({ kind: 'invalid', message: 'joining.invite.goneMeanwhile' })
    }
    await insertAnswers(trx, row.id, given(questions, input.answers))
    if (voucher !== '') await askVoucher(trx, { applicationId: row.id, name: voucher })
    return ok({ code })
  })
}

interface GivenAnswer {
  readonly prompt: string
  readonly answer: string
}

async function insertAnswers({ db }: TransactionCtx, applicationId: string, answers: readonly GivenAnswer[]) {
  if (answers.length === 0) return
  await db
    .insertInto('applicationAnswers')
    .values(answers.map((answer, position) => ({ applicationId, position, ...answer })))
    .execute()
}

/** What she answered, with the question as she read it: it may be worded otherwise by the time it is decided. */
const given = (questions: readonly JoinQuestion[], answers: Answers): GivenAnswer[] =>
  questions
    .map(({ id, prompt }) => ({ prompt, answer: answers[id] ?? '' }))
    .filter(({ answer }) => answer !== '')

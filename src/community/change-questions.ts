import type { MemberCtx, MemberTransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { locales } from '../i18n/translator.ts'
import { couldBeId } from '../ids.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, ok, type Result, refuse } from '../result.ts'
import { holdSettings } from './hold-settings.ts'
import { judgeQuestions } from './settings-rules.ts'

export interface ChangedQuestion {
  /** Of a question that is there; anything else is a new one. */
  readonly id: string
  readonly required: boolean
  /** By language; empty where it is not written. */
  readonly prompts: Readonly<Record<string, string>>
}

/**
 * Writes the questions anew, in this order. One that is left out is not asked any more; answers given to it keep their
 * own wording. Recorded. Refuses invalid beside `prompt-<index>-<language>`, conflict when settings were changed
 * meanwhile.
 */
export async function changeQuestions(
  ctx: MemberCtx,
  { version, questions }: { readonly version: number; readonly questions: readonly ChangedQuestion[] },
): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'settings.change')) return forbidden()
  return inTransaction(ctx, async (trx) => {
    const held = await holdSettings(trx, version)
    if (!held.ok) return held
    const [first, ...more] = judgeQuestions(questions, held.value.defaultLocale)
    if (first) return refuse(first, ...more)
    await replaceQuestions(trx, questions)
    await recordAct(trx, 'settings-changed', 'questions')
    return ok()
  })
}

async function replaceQuestions(
  trx: MemberTransactionCtx,
  questions: readonly ChangedQuestion[],
): Promise<void> {
  const asked = await trx.db.selectFrom('joinQuestions').select('id').where('retiredAt', 'is', null).execute()
  const known = new Set(asked.map(({ id }) => id))
  const kept = questions.map((question) => ({
    ...question,
    id: couldBeId(question.id) && known.delete(question.id) ? question.id : trx.random.id(),
  }))
  if (known.size > 0) {
    await trx.db
      .updateTable('joinQuestions')
      .set({ retiredAt: trx.clock.now() })
      .where('id', 'in', [...known])
      .execute()
  }
  if (kept.length === 0) return
  await trx.db
    .insertInto('joinQuestions')
    .values(kept.map(({ id, required }, position) => ({ id, position, required })))
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((eb) => ({
        position: eb.ref('excluded.position'),
        required: eb.ref('excluded.required'),
      })),
    )
    .execute()
  const ids = kept.map(({ id }) => id)
  await trx.db.deleteFrom('joinQuestionTexts').where('questionId', 'in', ids).execute()
  const texts = kept.flatMap(({ id: questionId, prompts }) =>
    locales.flatMap((locale) => (prompts[locale] ? [{ questionId, locale, prompt: prompts[locale] }] : [])),
  )
  await trx.db.insertInto('joinQuestionTexts').values(texts).execute()
}

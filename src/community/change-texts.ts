import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { isLocale } from '../i18n/translator.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Result, refuse } from '../result.ts'
import { holdSettings } from './hold-settings.ts'
import type { WrittenText } from './settings-queries.ts'
import { judgeWrittenText } from './settings-rules.ts'

export interface ChangeTexts extends WrittenText {
  readonly version: number
  readonly locale: string
}

/**
 * Writes the rules and the welcome of one language; both empty takes that language away. Recorded. Refuses: missing
 * for a language that the server does not speak, invalid beside a field, conflict when settings were changed meanwhile.
 */
export async function changeTexts(ctx: MemberCtx, input: ChangeTexts): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'settings.change')) return forbidden()
  const { version, locale, rules, welcome } = input
  if (!isLocale(locale)) return missing()
  return inTransaction(ctx, async (trx) => {
    const held = await holdSettings(trx, version)
    if (!held.ok) return held
    const [first, ...more] = judgeWrittenText(input, { isOwnLanguage: locale === held.value.defaultLocale })
    if (first) return refuse(first, ...more)
    if (rules === '') {
      await trx.db.deleteFrom('communityTexts').where('locale', '=', locale).execute()
    } else {
      await trx.db
        .insertInto('communityTexts')
        .values({ locale, rules, welcome })
        .onConflict((conflict) => conflict.column('locale').doUpdateSet({ rules, welcome }))
        .execute()
    }
    await recordAct(trx, 'settings-changed', `texts-${locale}`)
    return ok()
  })
}

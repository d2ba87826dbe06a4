import type { MemberCtx } from '../context.ts'
import { isLocale, locales } from '../i18n/translator.ts'
import { invalid, ok, type Result, refuse } from '../result.ts'

export interface ChooseLanguages {
  readonly languages: readonly string[]
  /** The one she reads best; it counts as ticked. Empty for whoever does not say. */
  readonly first: string
}

/**
 * Keeps which languages a member reads with her account, the one she reads best first. What her pages are written in is
 * another choice. Refuses: invalid beside `languages` when there is none that we know.
 */
export async function chooseLanguages(
  ctx: MemberCtx,
  { languages, first }: ChooseLanguages,
): Promise<Result<undefined>> {
  const ticked = locales.filter((locale) => languages.includes(locale) && locale !== first)
  const chosen = isLocale(first) ? [first, ...ticked] : ticked
  if (chosen.length === 0) return refuse(invalid('languages', 'reading.languages.none'))
  await ctx.db
    .updateTable('members')
    .set({ languages: chosen })
    .where('id', '=', ctx.actor.memberId)
    .execute()
  return ok()
}

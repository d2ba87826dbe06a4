import type { MemberCtx } from '../context.ts'
import type { Locale } from '../i18n/translator.ts'
import { ok, type Result } from '../result.ts'

/** Keeps the language of a member's pages with her account, for devices where she has not chosen one. */
export async function chooseLocale(
  ctx: MemberCtx,
  { locale }: { readonly locale: Locale },
): Promise<Result<undefined>> {
  await ctx.db.updateTable('members').set({ locale }).where('id', '=', ctx.actor.memberId).execute()
  return ok()
}

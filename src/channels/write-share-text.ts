import type { MemberCtx, MemberTransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { languageOf } from '../i18n/languages.ts'
import { invalid, ok, type Result, refuse } from '../result.ts'
import { lockEditableShare } from './own-share.ts'
import { judgeWords } from './rules.ts'

export interface WriteShareText {
  readonly shareId: string
  readonly title: string
  readonly body: string
  readonly language: string
  /** The language that these words stood under before; absent for a further one. */
  readonly instead?: string | undefined
}

/**
 * Writes the same text in a further language of a share, or changes one. Judged like the original; the language must be
 * none that it is there in already. What another community translated is not hers to change, only to take out.
 */
export async function writeShareText(ctx: MemberCtx, input: WriteShareText): Promise<Result<undefined>> {
  const [first, ...others] = judgeWords(input)
  if (first) return refuse(first, ...others)
  return inTransaction(ctx, async (trx) => {
    const share = await lockEditableShare(trx, input.shareId)
    if (!share.ok) return share
    const { shareId, title, body, language, instead } = input
    const taken = (await languagesOf(trx, shareId)).filter((one) => one !== instead)
    if (taken.some((one) => languageOf(one) === languageOf(language))) {
      return refuse(invalid('language', 'shares.languages.errors.taken'))
    }
    if (instead !== undefined) {
      await ownTexts(trx, shareId).where('language', '=', instead).execute()
    }
    await trx.db.insertInto('shareTexts').values({ shareId, language, title, body }).execute()
    return ok()
  })
}

/** Takes a further language out of a share, whoever translated it. */
export async function removeShareText(
  ctx: MemberCtx,
  { shareId, language }: { readonly shareId: string; readonly language: string },
): Promise<Result<undefined>> {
  return inTransaction(ctx, async (trx) => {
    const share = await lockEditableShare(trx, shareId)
    if (!share.ok) return share
    await trx.db
      .deleteFrom('shareTexts')
      .where('shareId', '=', shareId)
      .where('language', '=', language)
      .execute()
    return ok()
  })
}

const ownTexts = (ctx: MemberTransactionCtx, shareId: string) =>
  ctx.db.deleteFrom('shareTexts').where('shareId', '=', shareId).where('html', 'is', null)

/** Every language that a share is written in, the original first. */
async function languagesOf(ctx: MemberTransactionCtx, shareId: string): Promise<string[]> {
  const { language } = await ctx.db
    .selectFrom('shares')
    .select('language')
    .where('id', '=', shareId)
    .executeTakeFirstOrThrow()
  const further = await ctx.db
    .selectFrom('shareTexts')
    .select('language')
    .where('shareId', '=', shareId)
    .execute()
  return [language, ...further.map((text) => text.language)]
}

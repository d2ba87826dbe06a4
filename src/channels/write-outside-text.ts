import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { languageOf } from '../i18n/languages.ts'
import { invalid, judgeText, ok, type Refusal, type Result, refuse } from '../result.ts'
import { deleteUnusedMedia } from './delete-share-images.ts'
import { lockEditableShare, type OwnShare } from './own-share.ts'
import { judgeWords, longestAlt } from './rules.ts'

export interface WriteOutsideText {
  readonly shareId: string
  readonly title: string
  readonly body: string
  readonly language: string
  /** Other communities may offer translations of it; not unless she says so. */
  readonly translationsWelcome?: boolean
  /** The pictures that go, in order, with what they show. Pictures that are not hers to send are refused. */
  readonly images: readonly { readonly mediaId: string; readonly alt: string }[]
}

/** Writes the words and pictures that go outside. The group post is not touched. */
export async function writeOutsideText(ctx: MemberCtx, input: WriteOutsideText): Promise<Result<undefined>> {
  const [first, ...others] = problemsOf(input)
  if (first) return refuse(first, ...others)
  return inTransaction(ctx, async (trx) => {
    const share = await lockEditableShare(trx, input.shareId)
    if (!share.ok) return share
    const offered = await offeredImages(trx, share.value)
    if (input.images.some(({ mediaId }) => !offered.has(mediaId))) {
      return refuse(invalid('pictures', 'shares.errors.picture'))
    }
    const { shareId, title, body, language, translationsWelcome = false } = input
    if (await isFurther(trx, shareId, language)) {
      return refuse(invalid('language', 'shares.languages.errors.taken'))
    }
    await trx.db
      .updateTable('shares')
      .set({ title, body, language, translationsWelcome })
      .where('id', '=', shareId)
      .execute()
    await trx.db.deleteFrom('shareImages').where('shareId', '=', shareId).execute()
    for (const [position, { mediaId, alt }] of input.images.entries()) {
      await trx.db.insertInto('shareImages').values({ shareId, position, mediaId, alt }).execute()
    }
    await deleteUnusedMedia(trx, [...offered])
    return ok()
  })
}

/** Whether it is there in this language already, beside the original. */
async function isFurther(ctx: Pick<MemberCtx, 'db'>, shareId: string, language: string): Promise<boolean> {
  const texts = await ctx.db
    .selectFrom('shareTexts')
    .select('language')
    .where('shareId', '=', shareId)
    .execute()
  return texts.some((text) => languageOf(text.language) === languageOf(language))
}

/** Pictures of the group post, and those that the share has already. */
async function offeredImages(ctx: Pick<MemberCtx, 'db'>, share: OwnShare): Promise<ReadonlySet<string>> {
  const rows = await ctx.db
    .selectFrom('shareImages')
    .select('mediaId')
    .where('shareId', '=', share.id)
    .union(ctx.db.selectFrom('postImages').select('mediaId').where('postId', '=', share.postId))
    .execute()
  return new Set(rows.map(({ mediaId }) => mediaId))
}

function problemsOf(input: WriteOutsideText): Refusal[] {
  const refusals = judgeWords(input)
  if (new Set(input.images.map(({ mediaId }) => mediaId)).size < input.images.length) {
    refusals.push(invalid('pictures', 'shares.errors.picture'))
  }
  for (const { mediaId, alt } of input.images) {
    refusals.push(...judgeText(`alt-${mediaId}`, alt, longestAlt))
  }
  return refusals
}

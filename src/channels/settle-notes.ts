import type { TransactionCtx } from '../context.ts'
import { dayOf } from '../days.ts'

type NotesCtx = Pick<TransactionCtx, 'db' | 'clock' | 'random' | 'origin'>

/**
 * Brings the Notes beside an edition in line with its languages: in an open channel that says each further language by
 * itself a new one for each that has none; and whatever the setting, none stays for a language that is gone. Notes of
 * before the setting was switched off go on with their edition. The edition's row must be locked.
 */
export async function settleNotes(ctx: NotesCtx, editionId: string): Promise<void> {
  const edition = await ctx.db
    .selectFrom('editions as edition')
    .leftJoin('channels as channel', 'channel.id', 'edition.channelId')
    .select(['edition.version', 'channel.kind', 'channel.languageNotes'])
    .where('edition.id', '=', editionId)
    .executeTakeFirstOrThrow()
  const texts = await ctx.db
    .selectFrom('editionTexts')
    .select('language')
    .where('editionId', '=', editionId)
    .where('version', '=', edition.version)
    .where('original', '=', false)
    .execute()
  const notes = await standing(ctx, editionId)
  const languages = texts.map(({ language }) => language)
  const over = notes.filter(({ language }) => !languages.includes(language))
  await withdraw(
    ctx,
    over.map(({ id }) => id),
  )
  if (edition.kind !== 'open' || !edition.languageNotes) return
  for (const language of languages.filter((one) => !notes.some((note) => note.language === one))) {
    const id = ctx.random.id()
    await ctx.db
      .insertInto('editionNotes')
      .values({ id, uri: `${ctx.origin}/ap/objects/${id}`, editionId, language })
      .execute()
  }
}

/** Takes every Note beside an edition back with it. */
export async function withdrawNotes(
  ctx: Pick<TransactionCtx, 'db' | 'clock'>,
  editionId: string,
): Promise<void> {
  const notes = await standing(ctx, editionId)
  await withdraw(
    ctx,
    notes.map(({ id }) => id),
  )
}

const standing = (ctx: Pick<TransactionCtx, 'db'>, editionId: string) =>
  ctx.db
    .selectFrom('editionNotes')
    .select(['id', 'language'])
    .where('editionId', '=', editionId)
    .where('withdrawnOn', 'is', null)
    .execute()

async function withdraw(ctx: Pick<TransactionCtx, 'db' | 'clock'>, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await ctx.db
    .updateTable('editionNotes')
    .set({ withdrawnOn: dayOf(ctx.clock.now()) })
    .where('id', 'in', ids)
    .execute()
}

import { type RemoteTransaction, receiveActivity } from '../allies/receive-activity.ts'
import type { RemoteActivity, RemoteCtx } from '../allies/remote.ts'
import { changeTexts } from '../channels/change-texts.ts'
import type { MemberCtx, MemberTransactionCtx, TransactionCtx } from '../context.ts'
import { dayOf } from '../days.ts'
import { inTransaction } from '../db/transaction.ts'
import { emit } from '../events/outbox.ts'
import { languageOf } from '../i18n/languages.ts'
import { couldBeId } from '../ids.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Result, refuse } from '../result.ts'
import { markSafe } from '../safe-html.ts'
import { dayAlone } from './day-alone.ts'

export interface AcceptReceived {
  readonly translationId: string
  /** The version of the edition that the moderator saw it beside. */
  readonly seen: string
}

/**
 * A moderator lets a translation from another community into an edition: a new version with that language, which goes
 * out again to everybody. Its author said that translations are welcome; she can take each one out. A draft of hers
 * that is under way gets it too. Refuses: missing, forbidden, conflict (decided, the original changed, it is there in
 * this language, or a version of hers waits, which would go out without it).
 */
export async function acceptReceived(ctx: MemberCtx, input: AcceptReceived): Promise<Result<undefined>> {
  return inTransaction(ctx, async (trx) => {
    const locked = await lockReceived(trx, input.translationId)
    if (!locked.ok) return locked
    const { editionId, language, title, html, translatedBy, offerUri } = locked.value
    const edition = await lockEdition(trx, editionId)
    if (!edition?.translationsWelcome) return conflict('translations.errors.gone')
    if (String(edition.version) !== input.seen) return conflict('shares.errors.changed')
    if (edition.languages.some((one) => languageOf(one) === languageOf(language))) {
      return conflict('translations.errors.there')
    }
    if (edition.drafts.some(({ state }) => state === 'proposed'))
      return conflict('shares.errors.versionWaits')
    const text = { language, title, html: markSafe(html), translatedBy, offerUri }
    await changeTexts(trx, editionId, { add: text })
    for (const { id: shareId } of edition.drafts) {
      await trx.db
        .insertInto('shareTexts')
        .values({ shareId, ...text })
        .onConflict((conflict) => conflict.columns(['shareId', 'language']).doNothing())
        .execute()
    }
    await settle(trx, input.translationId, 'accepted')
    await recordAct(trx, 'translation-accepted', input.translationId)
    return ok()
  })
}

/** A moderator does not let it in: its words are gone, and whoever offered it is told. Refuses as accepting does. */
export async function refuseReceived(
  ctx: MemberCtx,
  { translationId }: { readonly translationId: string },
): Promise<Result<undefined>> {
  return inTransaction(ctx, async (trx) => {
    const locked = await lockReceived(trx, translationId)
    if (!locked.ok) return locked
    await settle(trx, translationId, 'refused')
    await recordAct(trx, 'translation-refused', translationId)
    return ok()
  })
}

/** Its words stand in the edition from now on, or nowhere; who offered it hears what became of it. */
async function settle(ctx: TransactionCtx, id: string, state: 'accepted' | 'refused'): Promise<void> {
  await ctx.db
    .updateTable('receivedTranslations')
    .set({ state, title: '', html: '', settledOn: dayOf(ctx.clock.now()) })
    .set({ receivedAt: dayAlone('receivedAt') })
    .where('id', '=', id)
    .execute()
  await emit(ctx, { type: 'translation-answered', receivedTranslationId: id })
}

/** A community takes back what it offered: what waits is gone, and a language that it brought goes out of the edition. */
export async function receiveTranslationUndone(
  ctx: RemoteCtx,
  { activity, offerUri }: { readonly activity: RemoteActivity; readonly offerUri: string },
): Promise<Result<undefined>> {
  return receiveActivity(ctx, activity, async (trx) => {
    const found = await findReceived(trx, offerUri)
    if (!found) return ok()
    const edition = await lockEdition(trx, found.editionId)
    if (edition) await takeOut(trx, { editionId: found.editionId, offerUri })
    await trx.db.deleteFrom('receivedTranslations').where('id', '=', found.id).execute()
    return ok()
  })
}

/**
 * Ends with servers what they translated of ours: what waits is deleted, and languages that they brought go out of the
 * editions, each as a new version. In the transaction at hand; callers establish that they may.
 */
export async function takeOutReceivedFrom(ctx: TransactionCtx, hosts: readonly string[]): Promise<void> {
  const rows = await ctx.db
    .selectFrom('receivedTranslations')
    .select(['id', 'editionId', 'offerUri'])
    .where('host', 'in', hosts)
    .orderBy('editionId')
    .orderBy('id')
    .execute()
  for (const { id, editionId, offerUri } of rows) {
    const edition = await lockEdition(ctx, editionId)
    if (edition) await takeOut(ctx, { editionId, offerUri })
    await ctx.db.deleteFrom('receivedTranslations').where('id', '=', id).execute()
  }
}

const findReceived = (ctx: RemoteTransaction, offerUri: string) =>
  ctx.db
    .selectFrom('receivedTranslations')
    .select(['id', 'editionId'])
    .where('offerUri', '=', offerUri)
    .where('actorUri', '=', ctx.actor.uri)
    .executeTakeFirst()

/**
 * Takes a language out of an edition that another community translated: its author does, or any moderator for her.
 * For everybody else it is missing.
 */
export async function removeTranslation(
  ctx: MemberCtx,
  { editionId, language }: { readonly editionId: string; readonly language: string },
): Promise<Result<undefined>> {
  if (!couldBeId(editionId)) return missing()
  return inTransaction(ctx, async (trx) => {
    const edition = await lockEdition(trx, editionId)
    if (!edition) return missing()
    const author = await trx.db
      .selectFrom('editionAuthors')
      .select('memberId')
      .where('editionId', '=', editionId)
      .executeTakeFirst()
    const isAuthor = author?.memberId === trx.actor.memberId
    if (!can(trx.actor, 'edition.withdraw', isAuthor ? 'author' : 'any')) return missing()
    const text = await trx.db
      .selectFrom('editionTexts')
      .select('offerUri')
      .where('editionId', '=', editionId)
      .where('language', '=', language)
      .where('translatedBy', 'is not', null)
      .executeTakeFirst()
    if (!text?.offerUri) return missing()
    await takeOut(trx, { editionId, offerUri: text.offerUri })
    if (!isAuthor) await recordAct(trx, 'translation-refused', editionId)
    return ok()
  })
}

/** Out of the edition, and out of what its author has under way. The edition must be locked. */
async function takeOut(
  ctx: Pick<TransactionCtx, 'db' | 'clock' | 'random' | 'origin'>,
  { editionId, offerUri }: { readonly editionId: string; readonly offerUri: string },
): Promise<void> {
  const shares = ctx.db.selectFrom('shares').select('id').where('editionId', '=', editionId)
  await ctx.db
    .deleteFrom('shareTexts')
    .where('shareId', 'in', shares)
    .where('offerUri', '=', offerUri)
    .execute()
  const text = await ctx.db
    .selectFrom('editionTexts')
    .select('language')
    .where('editionId', '=', editionId)
    .where('offerUri', '=', offerUri)
    .executeTakeFirst()
  if (text) await changeTexts(ctx, editionId, { remove: text.language })
}

async function lockReceived(ctx: MemberTransactionCtx, id: string) {
  if (!can(ctx.actor, 'remote-comment.decide')) return forbidden()
  if (!couldBeId(id)) return missing()
  const received = await ctx.db
    .selectFrom('receivedTranslations')
    .select(['state', 'editionId', 'language', 'title', 'html', 'translatedBy', 'offerUri'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!received) return missing()
  // The edition first, as taking it back does; what waits for it goes with it.
  await lockEdition(ctx, received.editionId)
  const still = await ctx.db
    .selectFrom('receivedTranslations')
    .select('id')
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .forUpdate()
    .executeTakeFirst()
  return still
    ? ok(received)
    : refuse({ kind: 'conflict' as const, message: 'shares.errors.decided' as const })
}

/** An edition that stands, with its languages and what its author has under way; shares first, as publishing locks them. */
async function lockEdition(ctx: Pick<TransactionCtx, 'db'>, editionId: string) {
  const drafts = await ctx.db
    .selectFrom('shares')
    .select(['id', 'state'])
    .where('editionId', '=', editionId)
    .where('state', 'in', ['draft', 'returned', 'proposed'])
    .orderBy('id')
    .forUpdate()
    .execute()
  const edition = await ctx.db
    .selectFrom('editions')
    .select(['version', 'translationsWelcome'])
    .where('id', '=', editionId)
    .where('withdrawnOn', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!edition) return undefined
  const texts = await ctx.db
    .selectFrom('editionTexts')
    .select('language')
    .where('editionId', '=', editionId)
    .execute()
  return { ...edition, drafts, languages: texts.map(({ language }) => language) }
}

const conflict = (
  message:
    | 'shares.errors.changed'
    | 'shares.errors.versionWaits'
    | 'translations.errors.gone'
    | 'translations.errors.there',
) => refuse({ kind: 'conflict', message })

import { sql } from 'kysely'
import type { MemberCtx, TransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Result, refuse } from '../result.ts'
import { insertDraft } from './start-share.ts'

/**
 * Begins a new version of what is published: a draft with the words that are out now, which goes through the same
 * preview, consent and review. Channel and attribution stay. Refused while another version waits for the moderators.
 */
export async function startNewVersion(
  ctx: MemberCtx,
  { shareId }: { readonly shareId: string },
): Promise<Result<{ shareId: string }>> {
  if (!couldBeId(shareId)) return missing()
  return inTransaction(ctx, async (trx) => {
    const edition = await trx.db
      .selectFrom('shares as share')
      .innerJoin('shareAuthors as author', 'author.shareId', 'share.id')
      .innerJoin('editions as edition', 'edition.id', 'share.editionId')
      .select('edition.id')
      .where('share.id', '=', shareId)
      .where('author.memberId', '=', trx.actor.memberId)
      .where('edition.withdrawnOn', 'is', null)
      .executeTakeFirst()
    if (!edition) return missing()
    if (!can(trx.actor, 'share.propose', 'author')) return forbidden()
    const shares = await trx.db
      .selectFrom('shares')
      .selectAll()
      .where('editionId', '=', edition.id)
      .where('state', '!=', 'revoked')
      .orderBy(sql`state = 'published'`, 'desc')
      .orderBy('id')
      .forUpdate()
      .execute()
    // Taken back while this waited for the locks.
    if (await isWithdrawn(trx, edition.id)) return missing()
    const open = shares.find(({ state }) => state === 'draft' || state === 'returned')
    if (open) return ok({ shareId: open.id })
    if (shares.some(({ state }) => state === 'proposed')) {
      return refuse({ kind: 'conflict', message: 'shares.errors.versionWaits' })
    }
    const [last] = shares
      .filter(({ state }) => state === 'published')
      .sort((one, other) => other.createdAt.getTime() - one.createdAt.getTime())
    if (!last) return missing()
    const { postId, channelId, followedChannelId, inReplyTo, attribution, penNameActorId } = last
    const draftId = await insertDraft(trx, {
      ...{ postId, channelId, followedChannelId, inReplyTo, attribution, penNameActorId },
      editionId: edition.id,
      language: last.language,
      title: last.title,
      body: last.body,
      translationsWelcome: last.translationsWelcome,
    })
    await sql`insert into share_images (share_id, position, media_id, alt)
      select ${draftId}, position, media_id, alt from share_images where share_id = ${last.id}`.execute(
      trx.db,
    )
    await carryTexts(trx, { draftId, lastId: last.id, editionId: edition.id })
    return ok({ shareId: draftId })
  })
}

/** Takes the further languages along: her own as she wrote them, and what other communities translated since. */
async function carryTexts(
  ctx: TransactionCtx,
  { draftId, lastId, editionId }: Readonly<Record<'draftId' | 'lastId' | 'editionId', string>>,
): Promise<void> {
  await sql`insert into share_texts (share_id, language, title, body)
    select ${draftId}, language, title, body from share_texts
    where share_id = ${lastId} and html is null`.execute(ctx.db)
  await sql`insert into share_texts (share_id, language, title, html, translated_by, offer_uri)
    select ${draftId}, text.language, text.title, text.html, text.translated_by, text.offer_uri
    from edition_texts text join editions edition on edition.id = text.edition_id and edition.version = text.version
    where edition.id = ${editionId} and text.translated_by is not null
    on conflict (share_id, language) do nothing`.execute(ctx.db)
}

async function isWithdrawn(ctx: Pick<TransactionCtx, 'db'>, editionId: string): Promise<boolean> {
  const edition = await ctx.db
    .selectFrom('editions')
    .select('withdrawnOn')
    .where('id', '=', editionId)
    .executeTakeFirst()
  return edition?.withdrawnOn !== null
}

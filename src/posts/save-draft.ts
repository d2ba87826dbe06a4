import { sql } from 'kysely'
import type { MemberCtx, MemberTransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { can } from '../policy/permissions.ts'
import { isAuthor, visibleAlliedPost, visibleComment, visiblePost } from '../policy/visibility.ts'
import { forbidden, invalid, ok, type Result, refuse } from '../result.ts'
import { dropDraft, holdDraft } from './drop-draft.ts'
import { versionOf } from './rules.ts'
import { readWritingPlace, type WritingPlace } from './writing-places.ts'
import { readWritingTerms } from './writing-terms.ts'

/** What was typed, by the names of the form's fields; never files. */
export type DraftFields = Readonly<Record<string, string>>

export interface SaveDraft {
  /** As `writing-places.ts` makes them. */
  readonly place: string
  /** What the form will become: once it has, there is nothing left to keep. Empty for a change. */
  readonly submission: string
  readonly fields: DraftFields
}

export const draftLimits = { text: 60_000 } as const

/**
 * Keeps what she is writing, for herself alone and for 30 days, one draft a place; without words it is forgotten.
 * Refuses beside `text`: more than any post holds, and a place that is not there for her. Nothing is kept of a form
 * that was sent already, nor of a change to what has been changed since: it may have gone out without her name (P8).
 * For the same reason nothing is kept of a change to what she wrote without her name: only its author has such a place.
 */
export const saveDraft = (
  ctx: MemberCtx,
  { place, submission, fields }: SaveDraft,
): Promise<Result<{ readonly isKept: boolean }>> =>
  inTransaction(ctx, async (trx) => {
    if (!can(trx.actor, 'draft.keep', 'author')) return forbidden()
    const found = readWritingPlace(place)
    if (!found || !(await readPlace(trx, found))) return refuse(invalid('text', 'drafts.errors.place'))
    const length = Object.values(fields).reduce((sum, value) => sum + value.length, 0)
    if (length > draftLimits.text) {
      return refuse(invalid('text', 'form.errors.long', { most: draftLimits.text }))
    }
    if (!hasWords(fields)) {
      await dropDraft(trx, place)
      return ok({ isKept: false })
    }
    await holdDraft(trx, place)
    if (await wasSent(trx, found, { submission, fields })) return ok({ isKept: false })
    const draft = { fields, updatedAt: trx.clock.now() }
    await trx.db
      .insertInto('drafts')
      .values({ memberId: trx.actor.memberId, place, ...draft })
      .onConflict((conflict) => conflict.columns(['memberId', 'place']).doUpdateSet(draft))
      .execute()
    return ok({ isKept: true })
  })

/** Undefined for a place where she cannot write; with the version of what would be changed. */
async function readPlace(
  trx: MemberTransactionCtx,
  { kind, id }: WritingPlace,
): Promise<{ readonly version?: string } | undefined> {
  switch (kind) {
    case 'group':
      return (await readWritingTerms(trx, id)) && {}
    case 'comment':
      return (await readHers(trx, 'post', id)) && {}
    case 'reply':
      return (await readHers(trx, 'comment', id)) && {}
    case 'edit-post':
    case 'edit-comment': {
      const change = await readHers(trx, kind === 'edit-post' ? 'post' : 'comment', id)
      return change?.isHers ? { version: versionOf(change.editedAt) } : undefined
    }
    case 'allied': {
      const { rows } = await sql<{ id: string }>`select p.id from allied_posts p
        where p.id = ${id} and ${visibleAlliedPost(trx, 'p')}`.execute(trx.db)
      return rows[0] && {}
    }
  }
}

/** What stands and she can see; `isHers` is only what she wrote under her name. */
async function readHers(trx: MemberTransactionCtx, what: 'post' | 'comment', id: string) {
  const isVisible = what === 'post' ? visiblePost(trx, 'written') : visibleComment(trx, 'written')
  const { rows } = await sql<{ editedAt: Date | null; isHers: boolean }>`
    select written.edited_at, not written.anonymous and ${isAuthor(trx, what, sql.ref('written.id'))} as is_hers
    from ${sql.table(`${what}s`)} written where written.id = ${id} and ${isVisible}`.execute(trx.db)
  return rows[0]
}

/** Ticks and choices alone are nothing to come back to. */
export const hasWords = (fields: DraftFields): boolean =>
  ['text', 'options', 'transcript', 'pictureDescription', 'consentNote'].some((name) => fields[name])

async function wasSent(
  trx: MemberTransactionCtx,
  place: WritingPlace,
  { submission, fields }: Pick<SaveDraft, 'submission' | 'fields'>,
): Promise<boolean> {
  // Read again: while this waited for its turn, the change may have been made.
  if (place.kind.startsWith('edit-')) return (await readPlace(trx, place))?.version !== fields['version']
  if (!couldBeId(submission)) return false
  const { rows } = await sql<{ sent: boolean }>`select exists (select 1 from posts where id = ${submission})
    or exists (select 1 from comments where id = ${submission}) as sent`.execute(trx.db)
  return rows[0]?.sent ?? false
}

import { sql } from 'kysely'
import type { MemberCtx, MemberTransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { can } from '../policy/permissions.ts'
import { visiblePost } from '../policy/visibility.ts'
import { forbidden, invalid, ok, type Result, refuse } from '../result.ts'
import { dropDraft, holdDraft } from './drop-draft.ts'
import { readWritingTerms } from './writing-terms.ts'

/** What was typed, by the names of the form's fields; never files. */
export type DraftFields = Readonly<Record<string, string>>

export interface SaveDraft {
  /** `group:<id>` for a post, `comment:<postId>` for a comment. */
  readonly place: string
  /** What the form will become: once it has, there is nothing left to keep. */
  readonly submission: string
  readonly fields: DraftFields
}

export const draftLimits = { text: 60_000 } as const

/**
 * Keeps what she is writing, for herself alone and for 30 days, one draft a place; without words it is forgotten.
 * Refuses beside `text`: more than any post holds, and a place that is not there for her. Nothing is kept of a form
 * that was sent already: it may have gone out without her name (P8).
 */
export const saveDraft = (
  ctx: MemberCtx,
  { place, submission, fields }: SaveDraft,
): Promise<Result<{ readonly isKept: boolean }>> =>
  inTransaction(ctx, async (trx) => {
    if (!can(trx.actor, 'draft.keep', 'author')) return forbidden()
    if (!(await isPlace(trx, place))) return refuse(invalid('text', 'drafts.errors.place'))
    const length = Object.values(fields).reduce((sum, value) => sum + value.length, 0)
    if (length > draftLimits.text) {
      return refuse(invalid('text', 'form.errors.long', { most: draftLimits.text }))
    }
    if (!hasWords(fields)) {
      await dropDraft(trx, place)
      return ok({ isKept: false })
    }
    await holdDraft(trx, place)
    if (await wasSent(trx, submission)) return ok({ isKept: false })
    const draft = { fields, updatedAt: trx.clock.now() }
    await trx.db
      .insertInto('drafts')
      .values({ memberId: trx.actor.memberId, place, ...draft })
      .onConflict((conflict) => conflict.columns(['memberId', 'place']).doUpdateSet(draft))
      .execute()
    return ok({ isKept: true })
  })

async function isPlace(trx: MemberTransactionCtx, place: string): Promise<boolean> {
  const [, kind, id = ''] = /^(group|comment):(.+)$/.exec(place) ?? []
  if (!couldBeId(id)) return false
  if (kind === 'group') return (await readWritingTerms(trx, id)) !== undefined
  const post = await trx.db
    .selectFrom('posts as p')
    .select('p.id')
    .where('p.id', '=', id)
    .where(visiblePost(trx, 'p'))
    .executeTakeFirst()
  return post !== undefined
}

/** Ticks and choices alone are nothing to come back to. */
const hasWords = (fields: DraftFields): boolean =>
  ['text', 'options', 'transcript', 'pictureDescription', 'consentNote'].some((name) => fields[name])

async function wasSent(trx: MemberTransactionCtx, submission: string): Promise<boolean> {
  if (!couldBeId(submission)) return false
  const { rows } = await sql<{ sent: boolean }>`select exists (select 1 from posts where id = ${submission})
    or exists (select 1 from comments where id = ${submission}) as sent`.execute(trx.db)
  return rows[0]?.sent ?? false
}

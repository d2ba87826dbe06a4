import { sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Result } from '../result.ts'
import { takesSharesOf } from './posting.ts'
import { publishedTables } from './published.ts'
import { readVisibleEdition } from './reading.ts'
import { findDraft, insertDraft } from './start-share.ts'
import { findAnswered } from './thread.ts'

export interface ThreadAnswerable {
  readonly uri: string
  readonly channelId: string
  readonly channelName: string
  /** The edition that the thread begins with. */
  readonly rootId: string
}

type Reader = Pick<MemberCtx, 'db' | 'actor' | 'clock'>

/**
 * What a member may answer in a channel of ours: an edition, or an answer from elsewhere that stands. Undefined for
 * what she may not see, where she may not write, and once the thread is locked.
 */
export async function readThreadAnswerable(
  ctx: Reader,
  answeredId: string,
): Promise<ThreadAnswerable | undefined> {
  if (!couldBeId(answeredId)) return undefined
  const uri = await uriOf(ctx, answeredId)
  const answered = uri === undefined ? undefined : await findAnswered(publishedTables(ctx.db), uri)
  const root = answered && (await readVisibleEdition(ctx, answered.rootId))
  if (uri === undefined || !root?.channel || root.lockedOn !== undefined) return undefined
  const { id: channelId, name: channelName } = root.channel
  const open = await ctx.db
    .selectFrom('channels')
    .select('id')
    .where('id', '=', channelId)
    .where(takesSharesOf(sql`${ctx.actor.memberId}`, 'channels'))
    .executeTakeFirst()
  return open && { uri, channelId, channelName, rootId: root.id }
}

async function uriOf({ db }: Pick<Reader, 'db'>, id: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('editions')
    .select('uri')
    .where('id', '=', id)
    .unionAll(
      db
        .selectFrom('remoteComments')
        .select('objectUri as uri')
        .where('id', '=', id)
        .where('state', '=', 'accepted')
        .where('passedOnEditionId', 'is', null),
    )
    .executeTakeFirst()
  return row?.uri
}

/**
 * Begins an answer in a channel of our own: the same consent, preview and review as a share. Refuses: missing (also
 * where she may not write), forbidden.
 */
export async function startThreadAnswer(
  ctx: MemberCtx,
  { answeredId, language }: { readonly answeredId: string; readonly language: string },
): Promise<Result<{ shareId: string }>> {
  return inTransaction(ctx, async (trx) => {
    const answered = await readThreadAnswerable(trx, answeredId)
    if (!answered) return missing()
    if (!can(trx.actor, 'share.answer', 'reader')) return forbidden()
    const { uri: inReplyTo, channelId } = answered
    const draftId = await findDraft(trx, 'inReplyTo', inReplyTo)
    if (draftId !== undefined) return ok({ shareId: draftId })
    return ok({ shareId: await insertDraft(trx, { channelId, inReplyTo, language, body: '' }) })
  })
}

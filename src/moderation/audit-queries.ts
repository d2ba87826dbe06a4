import type { MemberCtx } from '../context.ts'
import { can } from '../policy/permissions.ts'
import { type AuditVerdict, verifyActs } from './audit.ts'

export interface RecordPage {
  readonly days: readonly { readonly day: string; readonly acts: readonly RecordedAct[] }[]
  /** The act to read on from; absent on the last page. */
  readonly older?: number
  /** What holding the newest part against the chain gave. */
  readonly verdict: AuditVerdict
}

export interface RecordedAct {
  readonly sequence: number
  readonly act: string
}

const pageSize = 50

/**
 * The record by day, the newest first: what was done, never by whom or to whom (P13). A cursor that is none of ours
 * means the first page. Undefined for everybody but moderators.
 */
export async function readRecord(
  ctx: MemberCtx,
  { before }: { readonly before?: string | undefined } = {},
): Promise<RecordPage | undefined> {
  if (!can(ctx.actor, 'record.read')) return undefined
  const cursor = /^[1-9]\d{0,14}$/.test(before ?? '') ? Number(before) : undefined
  const rows = await ctx.db
    .selectFrom('moderationActs')
    .select(['sequence', 'act', 'day'])
    .$if(cursor !== undefined, (query) => query.where('sequence', '<', cursor ?? 0))
    .orderBy('sequence', 'desc')
    .limit(pageSize + 1)
    .execute()
  const shown = rows.slice(0, pageSize)
  const days = [...new Set(shown.map(({ day }) => day))].map((day) => ({
    day,
    acts: shown.filter((row) => row.day === day).map(({ sequence, act }) => ({ sequence, act })),
  }))
  const last = shown.at(-1)
  const verdict = await verifyActs(ctx.db, { sinceCheckpoint: true })
  return { days, verdict, ...(rows.length > pageSize && last ? { older: last.sequence } : {}) }
}

import type { MemberCtx } from '../context.ts'
import { dayOf } from '../days.ts'
import { inTransaction } from '../db/transaction.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { domainOf } from '../policy/servers.ts'
import { forbidden, invalid, judgeText, ok, type Refusal, type Result } from '../result.ts'
import { subjectOf } from './decide-server.ts'
import { serverLimits } from './rules.ts'

export interface ChangeServer {
  readonly domain: string
  readonly answers: string
  /** Activities an hour as typed; empty for the usual number. */
  readonly hourlyLimit: string
  /** For moderators only. */
  readonly note: string
}

/**
 * A moderator says how answers from a server are taken, how much it may send and what others should know of it. Refuses:
 * forbidden, invalid (`domain`, `answers`, `hourlyLimit`, `note`).
 */
export async function changeServer(
  ctx: MemberCtx,
  { domain: written, answers, hourlyLimit: typed, note }: ChangeServer,
): Promise<Result<{ domain: string }>> {
  if (!can(ctx.actor, 'server.decide')) return forbidden()
  const domain = domainOf(written)
  const hourlyLimit = typed === '' ? null : Number(typed)
  const isNumber = hourlyLimit === null || (/^[1-9]\d*$/.test(typed) && hourlyLimit <= serverLimits.hourly)
  const taken = answers === 'held' || answers === 'trusted' ? answers : undefined
  const refusals: Refusal[] = [
    ...(taken ? [] : [invalid('answers', 'servers.errors.answers')]),
    ...(isNumber ? [] : [invalid('hourlyLimit', 'servers.errors.hourlyLimit')]),
    ...judgeText('note', note, serverLimits.note),
  ]
  if (domain === undefined || taken === undefined || refusals.length > 0) {
    const [first = invalid('domain', 'servers.errors.domain'), ...others] = refusals
    return { ok: false, refusals: [first, ...others] }
  }
  return inTransaction(ctx, async (trx) => {
    const changes = { answers: taken, hourlyLimit, note, changedOn: dayOf(trx.clock.now()) } as const
    await trx.db
      .insertInto('servers')
      .values({ domain, ...changes })
      .onConflict((conflict) => conflict.column('domain').doUpdateSet(changes))
      .execute()
    await recordAct(trx, 'server-changed', await subjectOf(domain))
    return ok({ domain })
  })
}

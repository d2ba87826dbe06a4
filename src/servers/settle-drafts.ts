import { sql } from 'kysely'
import { holdActivities } from '../allies/remote.ts'
import type { MemberCtx } from '../context.ts'
import { dayOf } from '../days.ts'
import { inTransaction } from '../db/transaction.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, invalid, ok, type Result, refuse } from '../result.ts'
import { refusedHosts } from './known-hosts.ts'
import { purgeHosts } from './purge-hosts.ts'

export interface SettleDrafts {
  /** The lines she ticked, or all that wait. */
  readonly domains: readonly string[] | 'all'
  readonly decision: 'block' | 'drop'
}

/**
 * A moderator takes lines of somebody else's list over, all in one act, or drops them. Blocking does what it does for
 * one server. Servers that were allowed here by name are left alone and dropped. Gives how many were settled. Refuses:
 * forbidden, invalid (`domains`: none that waits).
 */
export async function settleDrafts(
  ctx: MemberCtx,
  { domains, decision }: SettleDrafts,
): Promise<Result<{ settled: number }>> {
  if (!can(ctx.actor, 'server.decide')) return forbidden()
  return inTransaction(ctx, async (trx) => {
    if (decision === 'block') await holdActivities(trx)
    const taken = await trx.db
      .deleteFrom('blocklistDrafts')
      .where(domains === 'all' ? sql<boolean>`true` : sql<boolean>`domain = any(${[...domains]})`)
      .returning('domain')
      .execute()
    if (taken.length === 0) return refuse(invalid('domains', 'servers.errors.none'))
    const names = taken.map(({ domain }) => domain)
    if (decision === 'drop') return ok({ settled: names.length })
    const { rows: blocked } = await sql<{ domain: string }>`
      insert into servers (domain, standing, changed_on)
      select unnest(${names}::text[]), 'blocked', ${dayOf(trx.clock.now())}::date
      on conflict (domain) do update set standing = 'blocked', answers = 'held',
        changed_on = excluded.changed_on
        where servers.standing = 'known'
      returning domain`.execute(trx.db)
    await recordAct(trx, 'servers-blocked', 'list')
    await purgeHosts(
      trx,
      await refusedHosts(
        trx,
        blocked.map(({ domain }) => domain),
      ),
    )
    return ok({ settled: blocked.length })
  })
}

import { holdActivities } from '../allies/remote.ts'
import type { MemberCtx, MemberTransactionCtx } from '../context.ts'
import { dayOf } from '../days.ts'
import { inTransaction } from '../db/transaction.ts'
import { sha256 } from '../hashing.ts'
import { type ModerationAct, recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { domainOf, readServer } from '../policy/servers.ts'
import { forbidden, invalid, ok, type Result, refuse } from '../result.ts'
import { hostsUnder, refusedHosts } from './known-hosts.ts'
import { purgeHosts, removeFollowersOf } from './purge-hosts.ts'
import type { ServerDecision } from './rules.ts'

export interface DecideServer {
  /** A domain, or an address on it. */
  readonly domain: string
  readonly decision: ServerDecision
}

/**
 * A moderator decides about a server, with every host below its domain. `block`: it speaks with us no more, what came
 * from there is deleted and it is asked to delete what went there. `allow`: it may, whatever is decided about a domain
 * above it. `unblock`: neither; nothing comes back by itself. `purge`: of a server that the mode keeps out, the same as
 * blocking without blocking. `remove-followers`: all its followers lose their access. Refuses: forbidden, invalid (no
 * domain, our own), conflict (decided so already; to purge what is not kept out).
 */
export async function decideServer(
  ctx: MemberCtx,
  { domain: written, decision }: DecideServer,
): Promise<Result<{ domain: string }>> {
  if (!can(ctx.actor, 'server.decide')) return forbidden()
  const domain = domainOf(written)
  if (domain === undefined) return refuse(invalid('domain', 'servers.errors.domain'))
  return inTransaction(ctx, async (trx) => {
    if (decision === 'block' || decision === 'purge') await holdActivities(trx)
    const isOurs = domain === domainOf(trx.origin)
    if (isOurs && decision === 'block') return refuse(invalid('domain', 'servers.errors.own'))
    const isDone = await carryOut[decision](trx, domain)
    if (!isDone) return refuse({ kind: 'conflict', message: 'servers.errors.decided' })
    await recordAct(trx, acts[decision], await subjectOf(domain))
    return ok({ domain })
  })
}

/** What an act was about, without its name (P13). */
export const subjectOf = async (domain: string): Promise<string> => (await sha256(domain)).slice(0, 24)

const acts = {
  block: 'server-blocked',
  allow: 'server-allowed',
  unblock: 'server-unblocked',
  purge: 'server-purged',
  'remove-followers': 'server-followers-removed',
} as const satisfies Record<ServerDecision, ModerationAct>

/** Each gives false when there is nothing to do, or somebody else was faster. */
const carryOut: Readonly<
  Record<ServerDecision, (ctx: MemberTransactionCtx, domain: string) => Promise<boolean>>
> = {
  async block(ctx, domain) {
    if (!(await setStanding(ctx, domain, 'blocked'))) return false
    await ctx.db.deleteFrom('blocklistDrafts').where('domain', '=', domain).execute()
    // In open mode the list rests, but who is put on it is ended with all the same.
    await purgeHosts(ctx, await refusedHosts(ctx, [domain]))
    return true
  },
  allow: (ctx, domain) => setStanding(ctx, domain, 'allowed'),
  async unblock(ctx, domain) {
    const listed = await ctx.db
      .updateTable('servers')
      .set({ standing: 'known', changedOn: dayOf(ctx.clock.now()) })
      .where('domain', '=', domain)
      .where('standing', '<>', 'known')
      .returning('domain')
      .executeTakeFirst()
    return listed !== undefined
  },
  async purge(ctx, domain) {
    if (!(await readServer(ctx, domain)).isRefused) return false
    await purgeHosts(ctx, await refusedHosts(ctx, [domain]))
    return true
  },
  async 'remove-followers'(ctx, domain) {
    return (await removeFollowersOf(ctx, await hostsUnder(ctx, domain))) > 0
  },
}

async function setStanding(
  ctx: MemberTransactionCtx,
  domain: string,
  standing: 'blocked' | 'allowed',
): Promise<boolean> {
  // Whoever is trusted no more is not trusted either when she comes back one day.
  const answers = standing === 'blocked' ? ({ answers: 'held' } as const) : {}
  const changes = { standing, changedOn: dayOf(ctx.clock.now()), ...answers }
  const changed = await ctx.db
    .insertInto('servers')
    .values({ domain, ...changes })
    .onConflict((conflict) =>
      conflict.column('domain').doUpdateSet(changes).where('servers.standing', '<>', standing),
    )
    .returning('domain')
    .executeTakeFirst()
  return changed !== undefined
}

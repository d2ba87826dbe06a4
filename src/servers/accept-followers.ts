import { sql } from 'kysely'
import { accepting } from '../allies/accept-follower.ts'
import { decideWithin } from '../allies/decide-follower.ts'
import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { can } from '../policy/permissions.ts'
import { blockedHost, domainOf, underDomain } from '../policy/servers.ts'
import { forbidden, invalid, ok, type Result, refuse } from '../result.ts'

export interface AcceptFollowers {
  /** A domain, or an address on it. */
  readonly domain: string
  /** Those whom the moderator was shown: who came since waits on. */
  readonly followerIds: readonly string[]
  /** She said that she knows what other software may do with what is not for everybody. */
  readonly understood: boolean
}

/**
 * A moderator lets all in who wait on one server and below its domain, in one act: all of those she saw or none.
 * Refuses: forbidden, invalid (no domain; no `understood` where one of them may show what it gets to everybody),
 * conflict (none of them waits any more, or may speak with us).
 */
export async function acceptFollowers(
  ctx: MemberCtx,
  { domain: written, followerIds, understood }: AcceptFollowers,
): Promise<Result<{ domain: string; count: number }>> {
  if (!can(ctx.actor, 'server.decide') || !can(ctx.actor, 'follower.decide')) return forbidden()
  const domain = domainOf(written)
  if (domain === undefined) return refuse(invalid('domain', 'servers.errors.domain'))
  return inTransaction(ctx, async (trx) => {
    const waiting = await trx.db
      .selectFrom('followers')
      .select('id')
      .where('id', 'in', ['', ...followerIds])
      .where('state', '=', 'pending')
      .where(underDomain(sql.ref('host'), domain))
      .where(sql<boolean>`not ${blockedHost(sql.ref('host'))}`)
      .orderBy('id')
      .forUpdate()
      .execute()
    if (waiting.length === 0) return refuse({ kind: 'conflict', message: 'servers.errors.decided' })
    for (const { id } of waiting) {
      const accepted = await decideWithin(trx, id, accepting(understood))
      if (!accepted.ok) return accepted
    }
    return ok({ domain, count: waiting.length })
  })
}

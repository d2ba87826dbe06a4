import type { TransactionCtx } from '../context.ts'
import type { DB } from '../db/schema.ts'
import { missing, ok, type Result, refuse } from '../result.ts'
import { isUsername } from './usernames.ts'

export interface OwnChannel {
  readonly id: string
  readonly actorId: string
  readonly kind: DB['channels']['kind']
  readonly language: string
  readonly movedTo: string | null
}

/**
 * Locks a channel of ours for a change. Callers establish that she may. Refuses: missing, and a conflict for one that
 * is closed: nothing about it changes any more.
 */
export async function lockChannel(
  ctx: Pick<TransactionCtx, 'db'>,
  slug: string,
): Promise<Result<OwnChannel>> {
  if (!isUsername(slug)) return missing()
  const channel = await ctx.db
    .selectFrom('channels')
    .select(['id', 'actorId', 'kind', 'language', 'movedTo', 'closedOn'])
    .where('slug', '=', slug)
    .forUpdate()
    .executeTakeFirst()
  if (!channel) return missing()
  const { closedOn, ...open } = channel
  return closedOn === null ? ok(open) : refuse({ kind: 'conflict', message: 'channels.errors.closed' })
}

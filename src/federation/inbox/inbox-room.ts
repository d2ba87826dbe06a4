import { sql } from 'kysely'
import type { Ctx } from '../../context.ts'

/** Of a stored activity, what its place takes. */
interface Stored {
  readonly host: string
  readonly body: Uint8Array
}

/** Keeps the whole inbox from filling the disk, however many servers send. */
export interface InboxRoom {
  /** Which of these there is room for, in their order; what is let in counts from then on. */
  admit(ctx: Pick<Ctx, 'db' | 'clock'>, activities: readonly Stored[]): Promise<readonly boolean[]>
}

/** What waits of all servers together; half of it is kept for those that we follow or that follow us. */
const most = { messages: 20_000, bytes: 1_000_000_000 }
const strangersShare = 0.5
/** Looking costs time that grows with what waits. */
const lookAgainMilliseconds = 1_000

/**
 * Looks once a second at most what waits in the database, and counts on from there; every process for itself, so that
 * together they may go beyond by what they take in a second.
 */
export function createInboxRoom(): InboxRoom {
  let waiting = { messages: 0, bytes: 0 }
  let lookedAt = Number.NEGATIVE_INFINITY
  return {
    async admit(ctx, activities) {
      const now = ctx.clock.now().getTime()
      if (now - lookedAt >= lookAgainMilliseconds) {
        waiting = await look(ctx)
        lookedAt = now
      }
      const bytes = activities.reduce((sum, { body }) => sum + body.byteLength, 0)
      const isFree = isBelow(strangersShare, {
        messages: waiting.messages + activities.length,
        bytes: waiting.bytes + bytes,
      })
      const known = isFree ? undefined : await hostsThatWeKnow(ctx, activities)
      return activities.map(({ host, body }) => {
        const after = { messages: waiting.messages + 1, bytes: waiting.bytes + body.byteLength }
        const isAdmitted = known === undefined || isBelow(known.has(host) ? 1 : strangersShare, after)
        if (isAdmitted) waiting = after
        return isAdmitted
      })
    },
  }
}

const isBelow = (share: number, { messages, bytes }: typeof most): boolean =>
  messages <= most.messages * share && bytes <= most.bytes * share

async function look({ db }: Pick<Ctx, 'db'>): Promise<typeof most> {
  const { rows } = await sql<typeof most>`select count(*)::int as messages,
    coalesce(sum(octet_length(body)), 0)::float8 as bytes from inbox_messages`.execute(db)
  return rows[0] ?? { messages: 0, bytes: 0 }
}

async function hostsThatWeKnow(
  { db }: Pick<Ctx, 'db'>,
  activities: readonly Stored[],
): Promise<ReadonlySet<string>> {
  const hosts = [...new Set(activities.map(({ host }) => host))]
  const rows = await db
    .selectFrom('followedChannels')
    .select('host')
    .where('host', 'in', hosts)
    .where('state', 'in', ['requested', 'following'])
    .union(
      db.selectFrom('followers').select('host').where('host', 'in', hosts).where('state', '=', 'accepted'),
    )
    .execute()
  return new Set(rows.map(({ host }) => host))
}

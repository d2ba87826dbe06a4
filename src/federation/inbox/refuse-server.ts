import type { Ctx } from '../../context.ts'
import { readServer } from '../../policy/servers.ts'
import type { Clock } from '../../ports.ts'
import { usualHourlyLimit } from '../../servers/rules.ts'
import { wasAskedToForget } from '../asked-to-forget.ts'
import { idOf } from '../read-json.ts'
import type { ReadActivity } from '../trust.ts'

/**
 * Whether an activity is a server's word that it deleted what we asked it to: the one thing that is taken still of a
 * server that may not speak with us. Asks the database about Accepts alone.
 */
export async function acknowledgesDelete(
  ctx: Pick<Ctx, 'db'>,
  { host, type, object }: Pick<ReadActivity, 'host' | 'type' | 'object'>,
): Promise<boolean> {
  const uri = type === 'Accept' ? idOf(object) : undefined
  return uri !== undefined && wasAskedToForget(ctx, { host, uri })
}

export interface HourlyCounts {
  /** Counts an activity of a host; gives the seconds to wait when it has sent as many as it may in this hour. */
  take(ctx: Pick<Ctx, 'db'>, host: string): Promise<number | undefined>
}

/** More hosts than these in an hour are counted together: nobody makes our memory grow. */
const mostHosts = 20_000
const hourMilliseconds = 3_600_000
/** So long a limit is believed; what moderators change counts after that. */
const limitMilliseconds = 60_000

interface Count {
  taken: number
  limit: number
  readAt: number
}

/**
 * Counts per host and hour in memory, once a signature was verified: nobody uses up the share of others. A restart
 * starts anew, and every process counts for itself.
 */
export function createHourlyCounts(clock: Clock): HourlyCounts {
  let hour = 0
  let counts = new Map<string, Count>()
  return {
    async take(ctx, host) {
      const now = clock.now().getTime()
      const current = Math.floor(now / hourMilliseconds)
      if (current !== hour) {
        hour = current
        counts = new Map()
      }
      const key = counts.has(host) || counts.size < mostHosts ? host : ''
      const count = counts.get(key) ?? { taken: 0, limit: usualHourlyLimit, readAt: Number.NEGATIVE_INFINITY }
      counts.set(key, count)
      if (now - count.readAt >= limitMilliseconds) {
        count.readAt = now
        const { hourlyLimit = usualHourlyLimit } = await readServer(ctx, host)
        count.limit = hourlyLimit
      }
      if (count.taken >= count.limit) return Math.ceil(((current + 1) * hourMilliseconds - now) / 1_000)
      count.taken += 1
      return undefined
    },
  }
}

import { sql } from 'kysely'
import type { Ctx } from '../context.ts'
import { backoffMilliseconds } from '../jobs/backoff.ts'
import type { JobHandler, JobOutcome } from '../jobs/worker.ts'
import type { SafeFetch } from '../ports.ts'
import { topicColumn } from './kinds.ts'
import { authorizePush, readPushKeys } from './push-keys.ts'
import { quietEnd } from './quiet-hours.ts'
import { betweenSigns } from './rules.ts'

const timeoutMilliseconds = 15_000
/** What a push service answers is of no use to us. */
const maximumBytes = 64 * 1024
/** How long a push service keeps a sign for a phone that is off, in seconds: it should not go off in the night. */
const keptSeconds = 4 * 3_600
/** After some two hours of asking: what it was about stands in the app all the same. */
const mostAttempts = 12

/**
 * Job `push`: wakes one device by a request without a body (RFC 8030), the one thing besides editions that leaves (P3).
 * Not for what she has seen meanwhile, not in quiet hours, and not within ten minutes of the last. That is noted before
 * the request and taken back if it fails: killed in between, the sign goes once more after those minutes, at the most.
 */
export const createPushHandler =
  (safeFetch: SafeFetch): JobHandler<'push'> =>
  async (ctx, { subscriptionId }, { attempts }) => {
    const device = await readDevice(ctx, subscriptionId)
    if (!device?.isWanted) return { done: true }
    const now = ctx.clock.now()
    if (device.notBefore !== null && device.notBefore > now)
      return later('told a moment ago', device.notBefore)
    const end = quietEnd(now, device)
    if (end) return later('quiet hours', end)

    await holdBack(ctx, subscriptionId, new Date(now.getTime() + betweenSigns))
    const status = await wake(ctx, safeFetch, device.endpoint)
    if (status === 'delivered') return { done: true }
    if (status === 'gone') {
      await ctx.db.deleteFrom('pushSubscriptions').where('id', '=', subscriptionId).execute()
      return { done: true }
    }
    const next = new Date(ctx.clock.now().getTime() + Math.max(backoffMilliseconds(attempts), status.wait))
    await holdBack(ctx, subscriptionId, null)
    return { done: false, failure: status.failure, final: attempts >= mostAttempts, notBefore: next }
  }

/** A device with what decides whether it is woken, in one statement. */
const readDevice = (ctx: Ctx, subscriptionId: string) =>
  ctx.db
    .selectFrom('pushSubscriptions as device')
    .innerJoin('members', 'members.id', 'device.memberId')
    .innerJoin('community', (join) => join.onTrue())
    .select(['device.endpoint', 'device.notBefore', 'community.timeZone', 'community.quietFrom'])
    .select([
      'community.quietUntil',
      sql<boolean>`exists (select 1 from notifications n
        join notification_choices choice on choice.member_id = n.member_id
          and choice.topic = ${topicColumn(sql.ref('n.kind'))} and choice.push
        where n.member_id = device.member_id and not n.seen)`.as('isWanted'),
    ])
    .where('device.id', '=', subscriptionId)
    .where('members.status', '=', 'active')
    .executeTakeFirst()

const later = (failure: string, notBefore: Date): JobOutcome => ({
  ...{ done: false, final: false, failure, notBefore },
})

const holdBack = (ctx: Ctx, id: string, notBefore: Date | null) =>
  ctx.db.updateTable('pushSubscriptions').set({ notBefore }).where('id', '=', id).execute()

async function wake(
  ctx: Ctx,
  safeFetch: SafeFetch,
  endpoint: string,
): Promise<'delivered' | 'gone' | { readonly failure: string; readonly wait: number }> {
  const answer = await safeFetch({
    url: endpoint,
    method: 'POST',
    headers: {
      ttl: String(keptSeconds),
      urgency: 'normal',
      // The same for everything, so that a phone that was off gets one sign and not ten (RFC 8030, 5.4).
      topic: 'reminder',
      authorization: await authorizePush(ctx, await readPushKeys(ctx), endpoint),
    },
    maximumBytes,
    timeoutMilliseconds,
  })
  if (!answer.ok) return answer.failure === 'blocked' ? 'gone' : { failure: answer.failure, wait: 0 }
  const { status, headers } = answer.response
  if (status >= 200 && status < 300) return 'delivered'
  if (status === 404 || status === 410) return 'gone'
  return { failure: `status ${status}`, wait: wishedWait(headers.get('retry-after')) }
}

const longestWait = 6 * 3_600_000

/** Retry-After in seconds (RFC 9110, 10.2.3) as milliseconds, at most six hours; 0 for anything else. */
const wishedWait = (header: string | null): number =>
  /^\d{1,9}$/.test(header ?? '') ? Math.min(longestWait, Number(header) * 1_000) : 0

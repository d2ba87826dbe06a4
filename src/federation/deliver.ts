import { publishedTables, readEdition } from '../channels/published.ts'
import type { Ctx } from '../context.ts'
import { dayOf, daysFrom } from '../days.ts'
import { backoffMilliseconds } from '../jobs/backoff.ts'
import type { JobHandler, JobOutcome } from '../jobs/worker.ts'
import type { IncomingResponse } from '../ports.ts'
import type { FederationDeps } from './deps.ts'
import { readersOf } from './gateway.ts'
import { sendSigned } from './signatures/sign.ts'
import { readSigningKey } from './signatures/signing-key.ts'

const timeoutMilliseconds = 15_000
/** What an inbox answers is not read further than this. */
const maximumBytes = 64 * 1024
/** A server that did not answer for so long is not asked any more. */
const maximumDays = 10

/**
 * Job `deliver`: brings one activity to one inbox and records in the ledger what became of it, before the job goes:
 * killed in between it delivers once more, and the receiver knows the activity's id (at least once). Every recipient
 * has an order of its own, so one that is unreachable holds up nobody else. Words go only to who may read them still.
 */
export const createDeliverHandler =
  (deps: FederationDeps): JobHandler<'deliver'> =>
  async (ctx, { deliveryId }, { attempts }) => {
    const delivery = await readDelivery(ctx, deliveryId)
    if (!delivery || delivery.settledOn !== null) return { done: true }
    // A newer version stands in the place of these words, and is written into them in a moment.
    if (isBeingRenewed(delivery) && !isLast(ctx, delivery)) return renewed
    // They were taken back: they do not leave any more.
    if (delivery.body.byteLength === 0) return settle(ctx, deliveryId, { state: 'failed' })
    if (!(await isStillForThem(ctx, delivery))) return settle(ctx, deliveryId, { state: 'failed' })
    if (delivery.nextAttemptAt !== null && delivery.nextAttemptAt > ctx.clock.now()) return waiting
    const key = await readSigningKey(publishedTables(ctx.db), delivery.actorId)
    const answer = await sendSigned(ctx, deps.safeFetch, key, {
      url: delivery.inbox,
      method: 'POST',
      headers: { 'content-type': 'application/activity+json' },
      body: delivery.body,
      maximumBytes,
      timeoutMilliseconds,
    })
    return answer.ok
      ? record(ctx, delivery, answer.response, attempts)
      : answer.failure === 'blocked'
        ? settle(ctx, deliveryId, { state: 'failed', attempted: true })
        : retry(ctx, delivery, { attempts })
  }

type Delivery = NonNullable<Awaited<ReturnType<typeof readDelivery>>>

const readDelivery = (ctx: Ctx, id: string) =>
  publishedTables(ctx.db)
    .selectFrom('deliveries as delivery')
    .innerJoin('activities as activity', 'activity.id', 'delivery.activityId')
    .leftJoin('editions as edition', 'edition.id', 'activity.editionId')
    .select([
      'delivery.id',
      'delivery.inbox',
      'delivery.host',
      'delivery.nextAttemptAt',
      'delivery.settledOn',
    ])
    .select([
      'activity.actorId',
      'activity.type',
      'activity.editionId',
      'activity.body',
      'activity.createdOn',
      'edition.withdrawnOn',
    ])
    .where('delivery.id', '=', id)
    .executeTakeFirst()

/** Emptied with a new version of an edition that stands; what the version makes outdated is settled with it. */
const isBeingRenewed = ({ editionId, body, withdrawnOn }: Delivery): boolean =>
  editionId !== null && body.byteLength === 0 && withdrawnOn === null

const isLast = ({ clock }: Ctx, { createdOn }: Delivery): boolean =>
  new Date(`${createdOn}T00:00:00Z`) < daysFrom(clock.now(), -maximumDays)

/** Whoever was removed, or was left by us, while she could not be reached: what she could not fetch is not brought to her. */
async function isStillForThem(ctx: Ctx, delivery: Delivery): Promise<boolean> {
  const { editionId } = delivery
  if (editionId === null || !carriesWords(delivery)) return true
  const db = publishedTables(ctx.db)
  const edition = await readEdition(db, editionId)
  const readers = edition ? await readersOf(db, edition) : []
  return readers === 'anyone' || readers.includes(delivery.host)
}

const carriesWords = ({ editionId, type }: Delivery): boolean => editionId !== null && type !== 'Delete'

const waiting: JobOutcome = { done: false, failure: 'told to wait', final: false }
const renewed: JobOutcome = { done: false, failure: 'words are renewed', final: false, goesLast: true }

function record(
  ctx: Ctx,
  delivery: Delivery,
  { status, headers }: IncomingResponse,
  attempts: number,
): Promise<JobOutcome> {
  if (status >= 200 && status < 300)
    return settle(ctx, delivery.id, { state: 'asked', status, attempted: true })
  // That inbox is gone. Of a Delete too this says nothing about what its server still has.
  if (status === 404 || status === 410)
    return settle(ctx, delivery.id, { state: 'failed', status, attempted: true })
  // Who does not understand an acknowledgement never will.
  const isLostOnThem =
    delivery.type === 'Accept' && status >= 400 && status < 500 && ![408, 429].includes(status)
  if (isLostOnThem) return settle(ctx, delivery.id, { state: 'failed', status, attempted: true })
  return retry(ctx, delivery, { attempts, status, retryAfter: headers.get('retry-after') })
}

async function settle(
  ctx: Ctx,
  deliveryId: string,
  outcome: { readonly state: 'asked' | 'failed'; readonly status?: number; readonly attempted?: boolean },
): Promise<JobOutcome> {
  await ctx.db
    .updateTable('deliveries')
    .set((eb) => ({
      state: outcome.state,
      attempts: eb('attempts', '+', outcome.attempted ? 1 : 0),
      lastStatus: outcome.status ?? null,
      nextAttemptAt: null,
      settledOn: dayOf(ctx.clock.now()),
    }))
    .where('id', '=', deliveryId)
    // An acknowledgement may be here before the answer to our request is.
    .where('state', '<>', 'confirmed')
    .execute()
  return { done: true }
}

/** Notes that an inbox was not reached and when it will be tried again; after 10 days never. */
async function retry(
  ctx: Ctx,
  delivery: Delivery,
  { attempts, status, retryAfter }: { attempts: number; status?: number; retryAfter?: string | null },
): Promise<JobOutcome> {
  const now = ctx.clock.now()
  const isFinal = isLast(ctx, delivery)
  const wait = Math.max(backoffMilliseconds(attempts), waitWished(retryAfter ?? null, now))
  await ctx.db
    .updateTable('deliveries')
    .set((eb) => ({
      state: 'failed',
      attempts: eb('attempts', '+', 1),
      lastStatus: status ?? null,
      nextAttemptAt: isFinal ? null : new Date(now.getTime() + wait),
      settledOn: isFinal ? dayOf(now) : null,
    }))
    .where('id', '=', delivery.id)
    .where('state', '<>', 'confirmed')
    .execute()
  const failure = status === undefined ? 'unreachable' : `status ${status}`
  // An inbox that stumbles over some words must not keep a Delete of others waiting. They may change places, for what
  // is delivered later never carries older words.
  return { done: false, failure, final: isFinal, goesLast: status !== undefined && carriesWords(delivery) }
}

const longestWish = 86_400_000

/** Retry-After (RFC 9110, 10.2.3) in milliseconds, at most a day; 0 when there is none. */
function waitWished(header: string | null, now: Date): number {
  if (header === null) return 0
  const wish = /^\d{1,9}$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now.getTime()
  return Number.isNaN(wish) ? 0 : Math.min(longestWish, Math.max(0, wish))
}

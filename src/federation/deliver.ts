import type { Ctx } from '../context.ts'
import { createBatcher } from '../jobs/batcher.ts'
import type { JobHandler, JobOutcome } from '../jobs/worker.ts'
import { tryAnotherInbox } from './delivery/another-inbox.ts'
import { isLast, notSent, type Outcome, outcomeOf } from './delivery/outcome.ts'
import { type Delivery, readDeliveries } from './delivery/read-deliveries.ts'
import { settle } from './delivery/settle.ts'
import type { FederationDeps } from './deps.ts'
import { sendSigned } from './signatures/sign.ts'

const timeoutMilliseconds = 15_000
/** What an inbox answers is not read further than this. */
const maximumBytes = 64 * 1024

/** Deliveries that begin at the same moment are read together, those that end at about the same time settled together. */
const reading = { most: 512, patience: 0 }
const settling = { most: 512, patience: 20 }

/**
 * Job `deliver`: brings one activity to one inbox and records in the ledger what became of it, before the job goes:
 * killed in between it delivers once more, and the receiver knows the activity's id (at least once). Every recipient
 * has an order of its own, so one that is unreachable holds up nobody else. Words go only to who may read them still.
 */
export const createDeliverHandler = (deps: FederationDeps): JobHandler<'deliver'> => {
  const read = createBatcher<Asked, Found>(reading, async (asked) => {
    const [{ ctx } = unasked()] = asked
    const found = await readDeliveries(
      ctx,
      asked.map(({ deliveryId }) => deliveryId),
    )
    return found.map((delivery) => ({ delivery }))
  })
  const write = createBatcher<Ended, true>(settling, async (ended) => {
    const [{ ctx } = unasked()] = ended
    await settle(
      ctx,
      ended.map(({ outcome }) => outcome),
    )
    return ended.map(() => true)
  })
  return async (ctx, { deliveryId }, { attempts }) => {
    const { delivery } = await read({ ctx, deliveryId })
    if (!delivery) return { done: true }
    // A newer version stands in the place of these words, and is written into them in a moment.
    if (isBeingRenewed(delivery) && !isLast(ctx.clock.now(), delivery)) return renewed
    const { nextAttemptAt } = delivery
    if (delivery.key && nextAttemptAt !== null && nextAttemptAt > ctx.clock.now()) {
      return { done: false, failure: 'told to wait', final: false, notBefore: nextAttemptAt }
    }
    const outcome = await deliver(ctx, deps, delivery, attempts)
    if (outcome.isGone && delivery.type === 'Delete') await tryAnotherInbox(ctx, delivery)
    await write({ ctx, outcome })
    return outcome.job
  }
}

interface Asked {
  readonly ctx: Ctx
  readonly deliveryId: string
}

interface Found {
  readonly delivery: Delivery | undefined
}

interface Ended {
  readonly ctx: Ctx
  readonly outcome: Outcome
}

const unasked = (): never => {
  throw new Error('A batch was empty')
}

/** Words that were taken back, or that they may not read any more, do not leave. */
async function deliver(
  ctx: Ctx,
  { safeFetch, knocks }: FederationDeps,
  delivery: Delivery,
  attempts: number,
): Promise<Outcome> {
  const { key, inbox, body } = delivery
  if (!key) return notSent(delivery)
  const request = {
    url: inbox,
    method: 'POST',
    headers: { 'content-type': 'application/activity+json' },
    body,
    maximumBytes,
    timeoutMilliseconds,
  } as const
  const answer = await sendSigned(ctx, safeFetch, key, request, knocks)
  return outcomeOf(ctx.clock.now(), delivery, answer, attempts)
}

/** Emptied with a new version of an edition that stands; what the version makes outdated is settled with it. */
const isBeingRenewed = ({ editionId, body, withdrawnOn }: Delivery): boolean =>
  editionId !== null && body.byteLength === 0 && withdrawnOn === null

const renewed: JobOutcome = { done: false, failure: 'words are renewed', final: false, goesLast: true }

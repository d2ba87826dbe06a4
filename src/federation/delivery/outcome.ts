import { daysFrom } from '../../days.ts'
import type { LineReport } from '../../health/record-lines.ts'
import { backoffMilliseconds } from '../../jobs/backoff.ts'
import type { JobOutcome } from '../../jobs/worker.ts'
import type { FetchFailure, IncomingResponse, SafeFetch } from '../../ports.ts'
import { carriesWords, type Delivery } from './read-deliveries.ts'

/** What is written into the ledger of one delivery. */
export interface Settlement {
  readonly deliveryId: string
  readonly state: 'asked' | 'failed'
  /** Whether a request was made. */
  readonly attempted: boolean
  readonly status?: number
  /** When it is tried again; absent when it is over. */
  readonly nextAttemptAt?: Date
}

export interface Outcome {
  readonly job: JobOutcome
  readonly settlement: Settlement
  /** What it showed of the line to the server; absent when nothing was sent. */
  readonly line?: LineReport
  /** The inbox does not exist any more. */
  readonly isGone?: boolean
}

/** A server that did not answer for so long is not asked any more; one that is to forget something longer. */
const daysOfWords = 10
const daysOfWithdrawal = 30

/** Whether this is the last time that it is tried. */
export const isLast = (now: Date, { createdOn, type }: Pick<Delivery, 'createdOn' | 'type'>): boolean =>
  new Date(`${createdOn}T00:00:00Z`) <
  daysFrom(now, type === 'Delete' || type === 'Undo' ? -daysOfWithdrawal : -daysOfWords)

/** Nothing is sent, and it is over. */
export const notSent = ({ id }: Delivery): Outcome => ({
  job: { done: true },
  settlement: { deliveryId: id, state: 'failed', attempted: false },
})

/** What became of a delivery that a server was asked to take, for the n-th time. */
export function outcomeOf(
  now: Date,
  delivery: Delivery,
  answer: Awaited<ReturnType<SafeFetch>>,
  attempts: number,
): Outcome {
  const { id: deliveryId, host } = delivery
  if (!answer.ok) {
    if (answer.failure !== 'blocked') return again(now, delivery, attempts, { failure: answer.failure })
    return { job: { done: true }, settlement: { deliveryId, state: 'failed', attempted: true } }
  }
  const { status } = answer.response
  const over = (state: Settlement['state'], line: LineReport['showed']): Outcome => ({
    job: { done: true },
    settlement: { deliveryId, state, attempted: true, status },
    line: { host, showed: line },
  })
  if (status >= 200 && status < 300) return over('asked', 'delivered')
  // That inbox is gone. Of a Delete too this says nothing about what its server still has.
  if (status === 404 || status === 410) return { ...over('failed', 'answered'), isGone: true }
  // Who does not understand an acknowledgement never will.
  const isLostOnThem =
    delivery.type === 'Accept' && status >= 400 && status < 500 && ![408, 429].includes(status)
  if (isLostOnThem) return over('failed', 'answered')
  return again(now, delivery, attempts, { response: answer.response })
}

interface Stumble {
  readonly failure?: FetchFailure
  readonly response?: IncomingResponse
}

/** An inbox was not reached or could not take it: it is tried again later, after 10 or 30 days never. */
function again(now: Date, delivery: Delivery, attempts: number, stumble: Stumble): Outcome {
  const { id: deliveryId, host } = delivery
  const status = stumble.response?.status
  const wished = waitWished(stumble.response?.headers.get('retry-after') ?? null, now)
  const isFinal = isLast(now, delivery)
  const nextAttemptAt = new Date(now.getTime() + Math.max(backoffMilliseconds(attempts), wished))
  const failure = status === undefined ? (stumble.failure ?? 'unreachable') : `status ${status}`
  return {
    // An inbox that stumbles over some words, or never answers to them (NodeBB, to some Announces), must not keep a
    // Delete of others waiting. They may change places, for what is delivered later never carries older words.
    job: {
      ...{ done: false, failure, final: isFinal, notBefore: nextAttemptAt },
      goesLast:
        (status !== undefined || failure === 'timeout') &&
        (carriesWords(delivery) || delivery.type === 'Announce'),
    },
    settlement: {
      ...{ deliveryId, state: 'failed', attempted: true },
      ...(status === undefined ? {} : { status }),
      ...(isFinal ? {} : { nextAttemptAt }),
    },
    line: {
      ...{ host, showed: shownBy(stumble) },
      ...(wished > 0 ? { notBefore: new Date(now.getTime() + wished) } : {}),
    },
  }
}

function shownBy({ failure, response }: Stumble): LineReport['showed'] {
  if (!response) return failure === 'timeout' ? 'slow' : 'unreachable'
  if (response.status === 429) return 'too-many'
  if (response.status >= 500 || response.status === 408) return 'fault'
  return 'refused'
}

const longestWish = 86_400_000

/** Retry-After (RFC 9110, 10.2.3) in milliseconds, at most a day; 0 when there is none. */
function waitWished(header: string | null, now: Date): number {
  if (header === null) return 0
  const wish = /^\d{1,9}$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now.getTime()
  return Number.isNaN(wish) ? 0 : Math.min(longestWish, Math.max(0, wish))
}

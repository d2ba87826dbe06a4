import type { ServerResponse } from 'node:http'
import type { ActorName } from './documents.ts'
import { parseJsonObject, type WireRequest } from './http.ts'
import type { Scheme } from './signature.ts'
import type { Delivery, PeerState } from './state.ts'
import { schemeOf } from './verify.ts'

/**
 * Answers 202 to an activity whose digest, signature and actor agree, 401 to one that does not verify,
 * 400 to what is no activity, and records every attempt.
 */
export async function receive(
  state: PeerState,
  inbox: ActorName | 'shared',
  request: WireRequest,
  response: ServerResponse,
): Promise<void> {
  const judged = await judge(state, request)
  state.deliveries.push({ request, inbox, receivedAt: state.now(), ...judged })
  response.writeHead(judged.status, { 'content-type': 'text/plain' }).end(judged.reason ?? '')
  announceArrival(state)
}

/** Notes an attempt that was answered with a planned failure, unread. */
export function recordFailure(
  state: PeerState,
  inbox: ActorName | 'shared',
  request: WireRequest,
  status: number,
): void {
  state.deliveries.push({ request, inbox, receivedAt: state.now(), status, outcome: 'failed' })
  announceArrival(state)
}

export const isRefusedScheme = (state: PeerState, scheme: Scheme | undefined): boolean =>
  (scheme === 'rfc9421' && state.policy.refuseRfc9421) || (scheme === 'cavage' && state.policy.refuseCavage)

type Judgement = Omit<Delivery, 'request' | 'inbox' | 'receivedAt'>

async function judge(state: PeerState, request: WireRequest): Promise<Judgement> {
  if (isRefusedScheme(state, schemeOf(request))) return refused(401, 'this way of signing is not known here')
  const verdict = await state.verify(request, state.now())
  if (!verdict.verified) return refused(401, verdict.reason)
  const activity = parseJsonObject(request.body)
  if (!activity) return refused(400, 'it is not a JSON object')
  if (actorOf(activity['actor']) !== verdict.owner) return refused(401, 'the key is not the actor’s')
  return { status: 202, outcome: 'accepted', scheme: verdict.scheme, keyId: verdict.keyId, activity }
}

const refused = (status: number, reason: string): Judgement => ({ status, outcome: 'refused', reason })

const actorOf = (actor: unknown): unknown =>
  typeof actor === 'object' && actor !== null && 'id' in actor ? actor.id : actor

function announceArrival(state: PeerState): void {
  const delivery = state.deliveries.at(-1)
  if (delivery) state.arrivals.emit('delivery', delivery)
}

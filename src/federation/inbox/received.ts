import type { RemoteCtx } from '../../allies/remote.ts'
import type { Answered } from '../../channels/thread.ts'
import type { ServerPolicy } from '../../policy/servers.ts'
import type { Result } from '../../result.ts'
import type { FederationDeps } from '../deps.ts'
import type { RemoteActorRecord } from '../remote/remote-actor-record.ts'
import type { ReadActivity } from '../trust.ts'

/** A verified activity on its way to a use case. */
export interface Received {
  /** The remote actor who signed acts. */
  readonly ctx: RemoteCtx
  readonly deps: FederationDeps
  readonly activity: ReadActivity
  readonly sender: RemoteActorRecord
  readonly batch: ReceivedBatch
}

/**
 * What was found out once for all activities of a server that are worked off together, within a few seconds. It spares
 * asking and decides nothing alone: use cases look once more at whatever may have changed.
 */
export interface ReceivedBatch {
  readonly server: ServerPolicy
  /** What was answered, by its address; what was not found is looked up again, for it may be here by now. */
  readonly answered: Map<string, Answered>
}

/**
 * What became of it. `keep`: done, but its bytes may have to be passed on as they came. `later`: a server that must
 * be asked does not answer, or there is too much of it now.
 */
export type InboxOutcome = 'done' | 'keep' | 'later'

export type InboxHandler = (received: Received) => Promise<InboxOutcome>

/** Whoever sends what is not allowed learns nothing of it; only a flood is asked to wait. */
export const outcomeOf = (result: Result<unknown>): InboxOutcome =>
  !result.ok && result.refusals[0].kind === 'busy' ? 'later' : 'done'

/** How use cases know an activity. */
export const identityOf = ({ uri, host }: ReadActivity) => ({ uri, host })

import type { Log, SafeFetch } from '../ports.ts'
import type { HourlyCounts } from './inbox/refuse-server.ts'
import type { Budget, HourlyOnce } from './remote/budget.ts'
import type { Knocks } from './signatures/knocks.ts'
import type { SignerCache } from './signatures/signer-cache.ts'

/** What federation needs besides the context. Handed in, so that two communities can live in one process. */
export interface FederationDeps {
  readonly safeFetch: SafeFetch
  /** From a loopback origin http is spoken, but only to addresses of this machine. */
  readonly isLoopback: boolean
  readonly log: Log
  /** What NodeInfo calls this program; a community may prefer not to stand out. */
  readonly softwareName: string
  /** Bounds how often strangers can make us ask their server for a key. */
  readonly keyFetches: Budget
  /** Bounds how often one server is asked for what others named: their past, and threads. */
  readonly wanted: Budget
  /** Threads that were asked for in this hour. */
  readonly threads: HourlyOnce
  /** Keys of those who sent something just now. */
  readonly signers: SignerCache
  /** What each server sent in this hour. */
  readonly hourly: HourlyCounts
  /** Who understands the older way of signing only. */
  readonly knocks: Knocks
}

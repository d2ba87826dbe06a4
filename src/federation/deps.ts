import type { Log, SafeFetch } from '../ports.ts'
import type { Budget } from './remote/budget.ts'

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
}

import { Hono } from 'hono'
import type { ResolveChannel } from '../allies/remote.ts'
import type { Ctx } from '../context.ts'
import type { JobHandlers } from '../jobs/worker.ts'
import type { Clock } from '../ports.ts'
import { createDeliverHandler } from './deliver.ts'
import type { FederationDeps } from './deps.ts'
import { discoveryRoutes } from './documents/discovery.ts'
import { documentRoutes } from './documents/routes.ts'
import { createReceiveHandler } from './inbox/receive.ts'
import { createHourlyCounts } from './inbox/refuse-server.ts'
import { inboxRoutes } from './inbox/routes.ts'
import { createBudget, createHourlyOnce } from './remote/budget.ts'
import { createResolveChannel } from './resolve-channel.ts'
import { createKnocks } from './signatures/knocks.ts'
import { createSignerCache } from './signatures/signer-cache.ts'
import { createEventHandler } from './work-off-event.ts'

type FederationAdapters = Omit<
  FederationDeps,
  'keyFetches' | 'signers' | 'hourly' | 'knocks' | 'wanted' | 'threads'
>

export interface FederationOptions extends FederationAdapters {
  /** The community acting by itself; asked once per request. */
  readonly newContext: () => Ctx
  /** Tells workers in this process that something was stored. */
  readonly wakeWorkers: () => void
}

export interface Federation {
  /** ActivityPub documents, WebFinger, NodeInfo and inboxes, to be mounted at `/` outside the pages' middleware. */
  readonly routes: Hono
  readonly handlers: Pick<JobHandlers, 'event' | 'deliver' | 'receive'>
  readonly resolveChannel: ResolveChannel
}

/** What federation needs, with counts and memories that begin empty. */
export const createFederationDeps = (
  { safeFetch, isLoopback, log, softwareName }: FederationAdapters,
  clock: Clock,
): FederationDeps => ({
  ...{ safeFetch, isLoopback, log, softwareName },
  keyFetches: createBudget(clock),
  wanted: createBudget(clock),
  threads: createHourlyOnce(clock),
  signers: createSignerCache(clock),
  hourly: createHourlyCounts(clock),
  knocks: createKnocks(clock),
})

/** Everything that speaks to other servers. Holds no state but a count of key fetches and the keys of one minute. */
export function createFederation(options: FederationOptions): Federation {
  const deps = { ...options, ...createFederationDeps(options, options.newContext().clock) }
  return {
    routes: new Hono()
      .route('/', discoveryRoutes(deps))
      .route('/', inboxRoutes(deps))
      .route('/', documentRoutes(deps)),
    handlers: {
      event: createEventHandler(deps),
      deliver: createDeliverHandler(deps),
      receive: createReceiveHandler(deps),
    },
    resolveChannel: createResolveChannel(deps),
  }
}

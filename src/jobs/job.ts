import type { DomainEvent } from '../events/events.ts'

/** What the durable queue carries. Payloads hold ids, never content or names. */
export type Job =
  | { readonly kind: 'event'; readonly payload: DomainEvent }
  | { readonly kind: 'deliver'; readonly payload: { readonly deliveryId: string } }
  | { readonly kind: 'receive'; readonly payload: { readonly inboxMessageId: string } }
  | { readonly kind: 'push'; readonly payload: { readonly subscriptionId: string } }
  | { readonly kind: 'mail'; readonly payload: { readonly memberId: string } }

export type JobKind = Job['kind']

export type NewJob = Job & {
  /** Jobs with the same key run one at a time, oldest first; absent: any order. */
  readonly orderKey?: string
}

export type LeasedJob = Job & { readonly id: number; readonly attempts: number; readonly leaseToken: string }

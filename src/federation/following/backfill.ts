import type { Ctx } from '../../context.ts'
import type { JobOutcome } from '../../jobs/worker.ts'
import type { FederationDeps } from '../deps.ts'
import { idOf, isObject } from '../read-json.ts'
import { bring, withAllowance } from './bring.ts'
import { firstItems, unwrap } from './collection.ts'
import { type Followed, readFollowed } from './followed.ts'

const mostPosts = 20
const mostPins = 5
/** Of one channel, all requests together. */
const mostRequests = 40
/** More of them are answers, or passed on of others. */
const mostLookedAt = 60
const maximumAttempts = 5

/**
 * What a channel published before we followed it: what it has on top, and the newest of its outbox, at most 20 posts.
 * Answers are left out; whoever opens a thread finds those that come from now on.
 */
export async function channelBackfill(
  ctx: Ctx,
  allDeps: FederationDeps,
  { followedChannelId }: { readonly followedChannelId: string },
  { attempts }: { readonly attempts: number },
): Promise<JobOutcome> {
  const channel = await readFollowed(ctx, followedChannelId)
  if (!channel) return { done: true }
  const deps = withAllowance(ctx, allDeps, mostRequests)
  const again: JobOutcome = {
    done: false,
    failure: 'a server does not answer',
    final: attempts >= maximumAttempts,
  }
  const pinned = await bringPinned(ctx, deps, channel)
  if (pinned === 'later') return again
  if (channel.outboxUri === null) return { done: true }
  const items = await firstItems(ctx, deps, {
    collection: channel.outboxUri,
    owner: channel.uri,
    most: mostLookedAt,
  })
  if (items === 'later') return again
  let brought = pinned
  for (const item of items) {
    if (brought >= mostPosts) break
    const object = unwrap(item)
    if (isObject(object) && object['inReplyTo'] !== undefined && object['inReplyTo'] !== null) continue
    if ((await bring(ctx, deps, channel, object)).is === 'brought') brought += 1
  }
  return { done: true }
}

async function bringPinned(ctx: Ctx, deps: FederationDeps, channel: Followed): Promise<number | 'later'> {
  if (channel.featuredUri === null) return 0
  const items = await firstItems(ctx, deps, {
    collection: channel.featuredUri,
    owner: channel.uri,
    most: mostPins,
  })
  if (items === 'later') return 'later'
  let brought = 0
  for (const item of items) {
    if (idOf(item) === undefined) continue
    if ((await bring(ctx, deps, channel, unwrap(item), { isPinned: true })).is === 'brought') brought += 1
  }
  return brought
}

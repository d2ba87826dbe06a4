import type { Ctx } from '../../context.ts'
import type { JobOutcome } from '../../jobs/worker.ts'
import type { FederationDeps } from '../deps.ts'
import { idOf, type JsonObject, objectOf } from '../read-json.ts'
import { bring, withAllowance } from './bring.ts'
import { firstItems, unwrap } from './collection.ts'
import { type Followed, readFollowed } from './followed.ts'

/** How far up is asked. */
const highest = 5
const mostAnswers = 20
const mostRequests = 60
const maximumAttempts = 4

/**
 * An answer came whose thread is not here: what it answers is asked for, up to five posts, and of the first post one
 * page of what else was answered; no more than once an hour for the same thread. Each comes from its own server; what an allied channel shows comes from it alone.
 */
export async function alliedThreadWanted(
  ctx: Ctx,
  allDeps: FederationDeps,
  { alliedPostId }: { readonly alliedPostId: string },
  { attempts }: { readonly attempts: number },
): Promise<JobOutcome> {
  const post = await ctx.db
    .selectFrom('alliedPosts')
    .select(['followedChannelId', 'inReplyTo'])
    .where('id', '=', alliedPostId)
    .where('withdrawnAt', 'is', null)
    .executeTakeFirst()
  const channel = post && (await readFollowed(ctx, post.followedChannelId))
  if (!channel) return { done: true }
  const deps = withAllowance(ctx, allDeps, mostRequests)
  let wanted = post.inReplyTo ?? undefined
  if (wanted === undefined || (attempts === 1 && !allDeps.threads.take(wanted))) return { done: true }
  let top: JsonObject | undefined
  for (let height = 0; height < highest && wanted !== undefined; height += 1) {
    if (await isHere(ctx, wanted)) break
    const brought = await bring(ctx, deps, channel, wanted)
    if (brought.is === 'later' && attempts < maximumAttempts)
      return { done: false, failure: 'a server does not answer', final: false }
    if (brought.is !== 'brought') break
    top = brought.object
    wanted = idOf(top['inReplyTo'])
  }
  if (top && allDeps.threads.take(`${idOf(top)} answers`)) await bringAnswers(ctx, deps, channel, top)
  return { done: true }
}

const isHere = async ({ db }: Ctx, objectUri: string): Promise<boolean> =>
  (await db.selectFrom('alliedPosts').select('id').where('objectUri', '=', objectUri).executeTakeFirst()) !==
  undefined

/** FEP-7888 puts the whole thread into `context`; others name the `replies` of a post. */
async function bringAnswers(
  ctx: Ctx,
  deps: FederationDeps,
  channel: Followed,
  top: JsonObject,
): Promise<void> {
  const owner = idOf(top) ?? ''
  for (const collection of [top['context'], top['replies']]) {
    if (idOf(collection) === undefined && !objectOf(collection)) continue
    const items = await firstItems(ctx, deps, { collection, owner, most: mostAnswers })
    if (items === 'later' || items.length === 0) continue
    for (const item of items) {
      // What stands in a page of theirs is believed of what is theirs alone: `bring` asks for the rest.
      const object = unwrap(item)
      if (!(await isHere(ctx, idOf(object) ?? ''))) await bring(ctx, deps, channel, idOf(object))
    }
    return
  }
}

import type { Ctx } from '../../context.ts'
import type { FederationDeps } from '../deps.ts'
import type { Followed } from '../following/followed.ts'
import { idOf, type JsonObject, objectOf } from '../read-json.ts'
import { isPublic, judgeAnnounced } from '../trust.ts'
import { onSameHost } from '../uris.ts'
import { fetchObject } from './complete-object.ts'

/**
 * What a channel that we follow brings in an activity of its own, as somebody vouches for it: embedded when it is of
 * the channel's server, else as its own server gives it. Our signature opens what another server shows to few, and a
 * channel that is not its own must not fetch that through us: of others only what everybody may read. `later` when a
 * server does not answer; undefined when there is nothing to keep.
 */
export async function authenticObject(
  ctx: Ctx,
  deps: FederationDeps,
  channel: Followed,
  brought: unknown,
): Promise<JsonObject | 'later' | undefined> {
  const judged = judgeAnnounced(brought, channel, ctx.origin)
  if (judged === 'refuse') return undefined
  if (judged === 'embedded') return objectOf(brought)
  const object = await fetchObject(ctx, deps, brought)
  if (object === undefined || object === 'later') return object
  return onSameHost(idOf(object) ?? '', channel.uri) || isPublic(object) ? object : undefined
}

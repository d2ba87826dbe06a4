import { receiveEdition } from '../../allies/receive-edition.ts'
import type { Ctx } from '../../context.ts'
import type { SafeFetch } from '../../ports.ts'
import type { FederationDeps } from '../deps.ts'
import { completeObject, fetchObject } from '../inbox/complete-object.ts'
import { idOf, type JsonObject, objectOf } from '../read-json.ts'
import { withDeadline } from '../remote/deadline.ts'
import { isPublic, judgeAnnounced } from '../trust.ts'
import { hostOf, onSameHost } from '../uris.ts'
import { type Followed, isAccount, isOwnOf, isSaidToFollowers } from './followed.ts'

/** What came of an object that we asked for ourselves. */
export type Brought =
  | { readonly is: 'brought'; readonly object: JsonObject }
  | { readonly is: 'skipped' | 'later' }

/**
 * Keeps an object that what we follow names in a document of its own, as if it had announced it: as embedded when it
 * is of the same server, else as its own server gives it. Of other servers, and of open channels, only what everybody
 * may read; allied channels bring nothing of others. It takes its place by its day. Never called inside a transaction.
 */
export async function bring(
  ctx: Ctx,
  deps: FederationDeps,
  channel: Followed,
  reference: unknown,
  { isPinned = false }: { readonly isPinned?: boolean } = {},
): Promise<Brought> {
  const judged = judgeAnnounced(reference, channel, ctx.origin)
  const json =
    judged === 'refuse'
      ? undefined
      : judged === 'embedded'
        ? objectOf(reference)
        : await fetchObject(ctx, deps, reference)
  if (json === 'later') return { is: 'later' }
  if (!json || !mayBring(channel, json)) return { is: 'skipped' }
  const object = await completeObject(ctx, deps, json)
  if (!object) return { is: 'skipped' }
  const { uri, host } = channel
  const result = await receiveEdition(
    { ...ctx, actor: { kind: 'remote', uri, host } },
    {
      activity: { uri: `${uri}#brings=${object.uri}`, host },
      channelUri: uri,
      object,
      isPinned,
      isFromBefore: true,
    },
  )
  return result.ok ? { is: 'brought', object: json } : { is: 'skipped' }
}

function mayBring(channel: Followed, json: JsonObject): boolean {
  if (isAccount(channel)) return isOwnOf(channel, json) && isSaidToFollowers(channel, json)
  const isOwn = onSameHost(idOf(json) ?? '', channel.uri)
  return isPublic(json) || (channel.kind === 'allied' && isOwn)
}

/** For what is asked in one go, all servers together. */
const patienceMilliseconds = 60_000

/**
 * The guarded client for so many requests and no more, within a minute: what asks for more is refused. Others name whom
 * it asks: a server that was asked 60 times in this minute, for whomever, counts as one that does not answer now.
 */
export function withAllowance(
  { clock }: Pick<Ctx, 'clock'>,
  deps: FederationDeps,
  requests: number,
): FederationDeps {
  let left = requests
  const withinPatience = withDeadline(deps.safeFetch, clock, patienceMilliseconds)
  const safeFetch: SafeFetch = async (request) => {
    left -= 1
    if (left < 0) return { ok: false, failure: 'blocked' }
    return deps.wanted.take(hostOf(request.url) ?? '')
      ? withinPatience(request)
      : { ok: false, failure: 'timeout' }
  }
  return { ...deps, safeFetch }
}

import type { Ctx } from '../../context.ts'
import type { FederationDeps } from '../deps.ts'
import { fetchActorOfKey, type RemoteActorRecord, readActorByKey } from '../remote/remote-actors.ts'
import { hostOf } from '../uris.ts'
import type { SignatureClaim } from './read-signature.ts'
import { isSignedBy } from './verify.ts'

/** A key that was fetched this recently is not fetched again because a signature by it fails, in milliseconds. */
const refetchAfterMilliseconds = 60_000

/**
 * Whose signature a request bears, or undefined. The key comes from the cache or from the server the key id names; a
 * key that fails is fetched once more, since peers change theirs. Callers decide before whether to ask that server
 * at all. Refuses keys that claim to be ours.
 */
export async function authenticate(
  ctx: Ctx,
  deps: FederationDeps,
  signed: {
    readonly request: Request
    readonly body?: Uint8Array<ArrayBuffer>
    readonly claim: SignatureClaim
  },
): Promise<RemoteActorRecord | undefined> {
  const { request, body, claim } = signed
  if (claim.host === hostOf(ctx.origin)) return undefined
  const verifies = (actor: RemoteActorRecord) =>
    isSignedBy(request, body, claim, actor.publicKeyPem, ctx.origin)

  const known = await readActorByKey(ctx, claim.keyId)
  if (known && (await verifies(known))) return known
  if (known && ctx.clock.now().getTime() - known.fetchedAt.getTime() < refetchAfterMilliseconds)
    return undefined
  if (!deps.keyFetches.take(claim.host)) return undefined
  const fetched = await fetchActorOfKey(ctx, deps, claim.keyId)
  return fetched && (await verifies(fetched)) ? fetched : undefined
}

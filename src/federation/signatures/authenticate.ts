import type { Ctx } from '../../context.ts'
import { daysFrom } from '../../days.ts'
import type { FederationDeps } from '../deps.ts'
import type { RemoteActorRecord } from '../remote/remote-actor-record.ts'
import { fetchActorOfKey, readActorByKey } from '../remote/remote-actors.ts'
import { hostOf } from '../uris.ts'
import type { SignatureClaim } from './read-signature.ts'
import type { Signer } from './signer-cache.ts'
import { importKey, isSignedBy } from './verify.ts'

/** A key that was fetched this recently is not fetched again because a signature by it fails, in milliseconds. */
const refetchAfterMilliseconds = 60_000

export interface SignedRequest {
  readonly request: Request
  readonly body?: Uint8Array<ArrayBuffer>
  readonly claim: SignatureClaim
}

/**
 * Whose signature a request bears, or undefined. The key comes from the cache or from the server the key id names; a
 * key that fails or was not seen for a day is fetched once more, since peers change theirs. A server that does not
 * answer then is believed by the key that is known. Callers decide before whether to ask that server at all. Refuses
 * keys that claim to be ours.
 */
export async function authenticate(
  ctx: Ctx,
  deps: FederationDeps,
  signed: SignedRequest,
): Promise<RemoteActorRecord | undefined> {
  const { claim } = signed
  if (claim.host === hostOf(ctx.origin)) return undefined
  const remembered = deps.signers.get(claim.keyId)
  if (remembered && (await verifies(ctx, signed, remembered))) return remembered.actor

  const known = await readActorByKey(ctx, claim.keyId)
  const signer = known && (await verifiedSigner(ctx, signed, known))
  const now = ctx.clock.now()
  if (signer && signer.actor.fetchedAt > daysFrom(now, -1)) return remember(deps, claim, signer)
  if (known && now.getTime() - known.fetchedAt.getTime() < refetchAfterMilliseconds) return undefined

  if (!deps.keyFetches.take(claim.host)) return signer?.actor
  const fetched = await fetchActorOfKey(ctx, deps, claim.keyId)
  if (fetched === 'silent') return signer?.actor
  const found = fetched === 'refused' ? undefined : await verifiedSigner(ctx, signed, fetched)
  return found && remember(deps, claim, found)
}

/** The same without asking anybody: for requests that are refused anyway, where only the reason is of interest. */
export async function authenticateKnown(
  ctx: Ctx,
  signed: SignedRequest,
): Promise<RemoteActorRecord | undefined> {
  const known = await readActorByKey(ctx, signed.claim.keyId)
  return known && (await verifiedSigner(ctx, signed, known))?.actor
}

function remember(deps: FederationDeps, claim: SignatureClaim, signer: Signer): RemoteActorRecord {
  deps.signers.set(claim.keyId, signer)
  return signer.actor
}

async function verifiedSigner(
  ctx: Ctx,
  signed: SignedRequest,
  actor: RemoteActorRecord,
): Promise<Signer | undefined> {
  const key = await importKey(actor.keyUri, actor.publicKeyPem)
  const signer = key && { actor, key }
  return signer && (await verifies(ctx, signed, signer)) ? signer : undefined
}

const verifies = (
  { origin }: Pick<Ctx, 'origin'>,
  { request, body, claim }: SignedRequest,
  { key }: Signer,
): Promise<boolean> => isSignedBy(request, body, claim, key, origin)

import type { Ctx } from '../../context.ts'
import type { FederationDeps } from '../deps.ts'
import type { Readers } from '../gateway.ts'
import { authenticate } from '../signatures/authenticate.ts'
import { readSignature } from '../signatures/read-signature.ts'

export interface Admission {
  readonly admitted: boolean
  /** The server that asked, when its signature was verified. */
  readonly host?: string
}

/**
 * Whether a request may read. Decided from the list of approved servers before any key is fetched (P2): a stranger
 * learns nothing and cannot make us ask anybody. What anyone may read is given without asking; when such a request
 * is signed, who fetched it is noted all the same, so that a withdrawal reaches that server too (P5).
 */
export async function admit(
  ctx: Ctx,
  deps: FederationDeps,
  request: Request,
  readers: Readers,
): Promise<Admission> {
  const claim = readSignature(request, ctx.clock.now())
  const isPublic = readers === 'anyone'
  if (!claim || !(isPublic || readers.includes(claim.host))) return { admitted: isPublic }
  const signer = await authenticate(ctx, deps, { request, claim })
  return signer ? { admitted: true, host: signer.host } : { admitted: isPublic }
}

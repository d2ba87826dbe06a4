import type { Ctx } from '../../context.ts'
import { readServer } from '../../policy/servers.ts'
import type { FederationDeps } from '../deps.ts'
import type { Readers, Recipient } from '../gateway.ts'
import { authenticate } from '../signatures/authenticate.ts'
import { readSignature } from '../signatures/read-signature.ts'

export interface Admission {
  readonly admitted: boolean
  /** The server that asked, when its signature was verified, and where it can be reached. */
  readonly reader?: Recipient
}

/**
 * Whether a request may read. Decided from the list of approved servers before any key is fetched (P2): a stranger
 * learns nothing and cannot make us ask anybody. What anyone may read is given without asking; when such a request
 * is signed, who fetched it is noted all the same, so that a withdrawal reaches that server too (P5). A server that
 * may not speak with us gets nothing, not even that: what it says of itself is enough to be turned away.
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
  if ((await readServer(ctx, claim.host)).isRefused) return { admitted: false }
  const signer = await authenticate(ctx, deps, { request, claim })
  if (!signer) return { admitted: isPublic }
  return { admitted: true, reader: { host: signer.host, inbox: signer.sharedInbox ?? signer.inbox } }
}

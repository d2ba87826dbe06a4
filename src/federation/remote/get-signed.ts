import { publishedTables } from '../../channels/published.ts'
import type { Ctx } from '../../context.ts'
import { readServer } from '../../policy/servers.ts'
import type { FetchFailure, IncomingResponse } from '../../ports.ts'
import { wasAskedToForget } from '../asked-to-forget.ts'
import type { FederationDeps } from '../deps.ts'
import { sendSigned } from '../signatures/sign.ts'
import { readInstanceKey } from '../signatures/signing-key.ts'
import { hostOf, onSameHost } from '../uris.ts'

export interface GetRequest {
  readonly url: string
  readonly accept: string
  readonly maximumBytes: number
  /** An address on the only host that may be asked, also after a redirect; absent: any host. */
  readonly onlyFrom?: string
}

export type GetResult =
  | { readonly ok: true; readonly response: IncomingResponse }
  | { readonly ok: false; readonly failure: FetchFailure }

const timeoutMilliseconds = 10_000
const maximumRedirects = 3

/**
 * GETs something of another server, signed by the instance actor and signed anew for each of at most 3 redirects.
 * Our own address is `blocked`, one of a server that may not speak with us too, and so is one on another host than the
 * only one wanted. Never called inside a transaction.
 */
export async function getSigned(
  ctx: Ctx,
  deps: FederationDeps,
  { url, accept, maximumBytes, onlyFrom }: GetRequest,
): Promise<GetResult> {
  const key = await readInstanceKey(publishedTables(ctx.db))
  let address = withoutFragment(url)
  for (let redirects = 0; redirects <= maximumRedirects; redirects += 1) {
    if (address === undefined || onSameHost(address, ctx.origin)) break
    if (onlyFrom !== undefined && !onSameHost(address, onlyFrom)) break
    if (!(await mayBeAsked(ctx, hostOf(address) ?? ''))) break
    const request = {
      url: address,
      method: 'GET',
      headers: { accept },
      maximumBytes,
      timeoutMilliseconds,
    } as const
    const answer = await sendSigned(ctx, deps.safeFetch, key, request)
    if (!answer.ok) return answer
    const { status, headers } = answer.response
    const location = headers.get('location')
    if (![301, 302, 303, 307, 308].includes(status) || location === null) return answer
    address = URL.canParse(location, address) ? withoutFragment(new URL(location, address).href) : undefined
  }
  return { ok: false, failure: 'blocked' }
}

/** A server that may not speak with us is asked only for the key with which it says that it forgot something. */
const mayBeAsked = async (ctx: Ctx, host: string): Promise<boolean> =>
  !(await readServer(ctx, host)).isRefused || (await wasAskedToForget(ctx, { host }))

function withoutFragment(url: string): string | undefined {
  if (hostOf(url) === undefined) return undefined
  const address = new URL(url)
  address.hash = ''
  return address.href
}

import { Parser } from 'htmlparser2'
import type { Ctx } from '../../context.ts'
import type { FederationDeps } from '../deps.ts'
import { isActivityStreams } from '../remote/fetch-document.ts'
import { getSigned } from '../remote/get-signed.ts'
import { hostOf, onSameHost } from '../uris.ts'

/** Pages carry much more than their head; of what is longer nothing is read. */
const maximumBytes = 1_000_000
/** A head is not longer than this, in bytes. */
const longestHead = 200_000

/**
 * The document that a web page names as its own form for servers, with
 * `<link rel="alternate" type="application/activity+json">` in its head. It must be on the host that answered: a page
 * cannot speak for another server. Undefined when there is none.
 */
export async function documentOfPage(
  ctx: Ctx,
  deps: FederationDeps,
  url: string,
): Promise<string | undefined> {
  const answer = await getSigned(ctx, deps, { url, accept: 'text/html', maximumBytes })
  if (!answer.ok || answer.response.status !== 200) return undefined
  const { headers, body, url: page } = answer.response
  if (!/^(text\/html|application\/xhtml\+xml)\b/i.test(headers.get('content-type') ?? '')) return undefined
  return alternateOf(new TextDecoder().decode(body.subarray(0, longestHead)), page)
}

/** The same in the HTML of a page. */
export function alternateOf(html: string, page: string): string | undefined {
  let found: string | undefined
  let isInHead = true
  const parser = new Parser({
    onopentag(name, { rel = '', type = '', href }) {
      if (name === 'body') isInHead = false
      if (name !== 'link' || !isInHead || found !== undefined || href === undefined) return
      const isAlternate = rel.toLowerCase().split(/\s+/).includes('alternate') && isActivityStreams(type)
      const address = isAlternate ? URL.parse(href, page)?.href : undefined
      if (address !== undefined && hostOf(address) !== undefined && onSameHost(address, page)) found = address
    },
  })
  parser.write(html)
  parser.end()
  return found
}

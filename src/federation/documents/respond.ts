import { documentOf, type Fragment } from '../builder.ts'

const mediaType = 'application/activity+json'

/**
 * How long others may keep what everybody may read, in seconds: short, because a withdrawal must not be outlived by
 * a cache. What only some may read is never kept.
 */
const publicCaching = 'public, max-age=300'

/** A document. Everything under `/ap` is ActivityStreams whatever was asked for, so no answer varies by `Accept`. */
export const document = (
  body: Fragment | Uint8Array<ArrayBuffer>,
  options: { readonly isPublic: boolean },
): Response =>
  new Response('json' in body ? documentOf(body) : body, {
    headers: {
      'Content-Type': mediaType,
      'Cache-Control': options.isPublic ? publicCaching : 'no-store',
    },
  })

/** Said of what was public to anybody, of anything else only to those who had it (P2). */
export const gone = (body: Fragment): Response =>
  new Response(documentOf(body), {
    status: 410,
    headers: { 'Content-Type': mediaType, 'Cache-Control': 'no-store' },
  })

/**
 * The one answer to whatever is absent or not for this reader: the same bytes and headers for every address, whoever
 * asks (P2).
 */
export const missing = (): Response =>
  new Response('{"error":"Not found"}', {
    status: 404,
    headers: { 'Content-Type': mediaType, 'Cache-Control': 'no-store' },
  })

/** Bytes of a published picture. */
export const file = (
  bytes: Uint8Array<ArrayBuffer>,
  type: string,
  options: { readonly isPublic: boolean },
): Response =>
  new Response(bytes, {
    headers: {
      'Content-Type': type,
      'Content-Disposition': 'inline',
      'Cache-Control': options.isPublic ? publicCaching : 'no-store',
    },
  })

/** RFC 7033: a web page elsewhere may look an address up. */
export const jrd = (body: object): Response =>
  new Response(JSON.stringify(body), {
    headers: {
      'Content-Type': 'application/jrd+json',
      'Cache-Control': publicCaching,
      'Access-Control-Allow-Origin': '*',
    },
  })

/** The shape of `Random.token()`: 32 lower-case Crockford base32 characters. */
const shape = /^[0-9a-hjkmnp-tv-z]{32}$/

export const isCode = (text: string): boolean => shape.test(text)

/**
 * A status or withdrawal code as somebody typed or pasted it, brought back to its own form: capitals, gaps and hyphens
 * count for nothing, and letters that Crockford's base32 leaves out are read as the digits they look like.
 */
export const readCode = (typed: string): string =>
  typed
    .slice(0, 200)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^0-9a-z]/g, '')
    .replaceAll('o', '0')
    .replace(/[il]/g, '1')
    .slice(0, 64)

/** A code in groups of four, to be copied by hand. */
export const showCode = (code: string): string => code.match(/.{1,4}/g)?.join(' ') ?? ''

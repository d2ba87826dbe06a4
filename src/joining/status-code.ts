/** A status code as `Random.token` makes it: 32 characters of Crockford's base32. */
const shape = /^[0-9a-hjkmnp-tv-z]{32}$/

/**
 * What somebody typed or pasted, brought back to the code's own form: capitals, gaps and hyphens count for nothing,
 * and letters that Crockford's base32 leaves out are read as the digits they look like.
 */
export const readStatusCode = (typed: string): string =>
  typed
    .slice(0, 200)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^0-9a-z]/g, '')
    .replaceAll('o', '0')
    .replace(/[il]/g, '1')
    .slice(0, 64)

export const isStatusCode = (code: string): boolean => shape.test(code)

/** The code in groups of four, to be copied by hand. */
export const showStatusCode = (code: string): string => code.match(/.{1,4}/g)?.join(' ') ?? ''

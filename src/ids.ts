/** The shape of `Random.id()`: 24 lower-case Crockford base32 characters. */
const shape = /^[0-9a-hjkmnp-tv-z]{24}$/

/**
 * Whether a text from an address or a form could be an id of ours. Asked before a query: what could not be one is
 * missing, and a text that PostgreSQL refuses to hold (NUL) never reaches it.
 */
export const couldBeId = (text: string): boolean => shape.test(text)

/** The two ways of signing a request that this peer speaks. */
export type Scheme = 'cavage' | 'rfc9421'

/** A signature that is sound except for the one thing that needs the key. */
export type ParsedSignature =
  | {
      readonly ok: true
      readonly scheme: Scheme
      readonly keyId: string
      /** The exact text that was signed. */
      readonly base: string
      readonly signature: Buffer
    }
  | { readonly ok: false; readonly reason: string }

export const unsigned = (reason: string): ParsedSignature => ({ ok: false, reason })

const skewMilliseconds = 5 * 60 * 1000

/** `milliseconds` since the epoch; anything that is not a number is too far. */
export const tooFarFromNow = (milliseconds: number, now: Date): boolean =>
  !(Math.abs(milliseconds - now.getTime()) <= skewMilliseconds)

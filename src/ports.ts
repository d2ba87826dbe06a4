import type { Result } from './result.ts'

/** Time is handed in, so that tests can move it and nothing depends on an ambient clock. */
export interface Clock {
  now(): Date
}

/** Lets time pass: resolves after so many milliseconds, or at once when the signal says that nobody waits any more. */
export type Wait = (milliseconds: number, signal: AbortSignal) => Promise<void>

/** Randomness is handed in. Every value comes from a cryptographically secure source. */
export interface Random {
  /** An opaque identifier of 120 bits as 24 lower-case Crockford base32 characters; says nothing about time or order. */
  id(): string
  /** A secret of 160 bits as 32 lower-case Crockford base32 characters, for sessions, status and withdrawal codes. */
  token(): string
}

/**
 * Argon2id, 19 MiB, t = 2, p = 1 (OWASP Password Storage), as a PHC string. The passphrase is brought to Unicode
 * NFKC first (NIST SP 800-63B 3.1.1.2), because keyboards write the same letter with different code points.
 */
export interface PassphraseHasher {
  hash(passphrase: string): Promise<string>
  /** False for a wrong passphrase and for an encoded hash that is malformed or not Argon2id. */
  verify(encoded: string, passphrase: string): Promise<boolean>
}

export interface EncodedImage {
  readonly bytes: Uint8Array
  readonly width: number
  readonly height: number
  readonly mediaType: 'image/webp'
  /** The same much smaller, in the same format; absent where that would save little. */
  readonly preview?: SmallerImage
}

/** A smaller copy of a picture, in pixels. */
export interface SmallerImage {
  readonly bytes: Uint8Array
  readonly width: number
  readonly height: number
}

/**
 * Re-encodes a picture (JPEG, PNG, WebP, AVIF, first frame of a GIF; judged by content, never by name) upright, at
 * most 1280 pixels on its long side, on white, without any metadata, and makes a preview of it, at most 480 pixels
 * wide and 640 high. Refuses with `images.errors.*`, without a
 * field: HEIC, what is no picture, too many bytes or pixels, damaged or cut off. Never throws for bad input.
 */
export interface ImageProcessor {
  reencode(bytes: Uint8Array): Promise<Result<EncodedImage>>
}

export interface OutgoingRequest {
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Uint8Array
  /** Largest response body accepted, in bytes. */
  readonly maximumBytes: number
  /** Whole request, name lookup, waiting and a slow body included, in milliseconds. */
  readonly timeoutMilliseconds: number
}

export interface IncomingResponse {
  readonly status: number
  /** The address that was asked, normalised; redirects are never followed. */
  readonly url: string
  readonly headers: Headers
  /** As it came: nothing is decompressed, and `accept-encoding: identity` asks for nothing else. */
  readonly body: Uint8Array
}

/**
 * Why a guarded request did not give a response. `blocked` is final (the address or the way to write it is
 * refused), the others may pass. `unreachable`: no such name, no connection, a wrong certificate, a broken answer.
 */
export type FetchFailure = 'blocked' | 'unreachable' | 'timeout' | 'tooLarge'

/**
 * The only way out to the network. Refuses anything but https on port 443 to public addresses, and URLs that carry
 * credentials. From a loopback origin it also permits loopback and private addresses, and there http and any port.
 * It checks the very address it connects to. It never follows a redirect: that is given back as a status with its
 * `location`, because a signed request has to be signed again for another address. The headers `host`, `user-agent`
 * and `accept-encoding` are its own. Throws only for headers that no request may carry.
 */
export type SafeFetch = (
  request: OutgoingRequest,
) => Promise<
  | { readonly ok: true; readonly response: IncomingResponse }
  | { readonly ok: false; readonly failure: FetchFailure }
>

export interface OutgoingMail {
  /** One bare address. */
  readonly to: string
  readonly subject: string
  /** Plain text. */
  readonly text: string
  /** Further headers; sender, date and Message-ID are the mailer's own. */
  readonly headers: Readonly<Record<string, string>>
  /** The same for the same mail sent again, so that a mail server may drop the second; letters and digits. */
  readonly id: string
}

/** `refused`: the mail server will not take this mail, now or later. `unreachable` may pass. */
export type MailFailure = 'refused' | 'unreachable'

/**
 * Hands a mail to the operator's mail server. It names neither this software nor this machine, and carries nothing
 * that tells whether it was opened. Never throws for what the server answers.
 */
export interface Mailer {
  send(
    mail: OutgoingMail,
  ): Promise<{ readonly ok: true } | { readonly ok: false; readonly failure: MailFailure }>
}

/**
 * Faults are logged with a reference and never with personal data: of a fault only what the code itself names
 * (class, error code, table and constraint, file positions), never its message, for messages quote parameters,
 * names and addresses. Callers put no personal data into `event` and `fields` either.
 */
export interface Log {
  info(event: string, fields?: Readonly<Record<string, string | number | boolean>>): void
  error(event: string, reference: string, fault: unknown): void
}

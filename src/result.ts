import type { MessageKey } from './i18n/translator.ts'

/** What a reader is told when something is refused: a catalogue key and the values it needs. */
export interface Refusal {
  readonly kind: RefusalKind
  readonly message: MessageKey
  /** Form field the refusal belongs to; absent when it concerns the whole request. */
  readonly field?: string
  readonly params?: Readonly<Record<string, string | number>>
}

/**
 * Why something is refused, in terms the HTTP edge maps to a status:
 * invalid 422, forbidden 403, missing 404 (also for what the reader may not know of), conflict 409, busy 429.
 */
export type RefusalKind = 'invalid' | 'forbidden' | 'missing' | 'conflict' | 'busy'

export type Result<Value, Reason = Refusal> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusals: readonly [Reason, ...Reason[]] }

export function ok(): Result<undefined>
export function ok<Value>(value: Value): Result<Value>
export function ok<Value>(value?: Value): Result<Value | undefined> {
  return { ok: true, value }
}

export function refuse<Value = never>(...refusals: [Refusal, ...Refusal[]]): Result<Value> {
  return { ok: false, refusals }
}

/** The answer to everything that is absent or hidden from this reader: nobody can tell the two apart. */
export const missing = (): Result<never> => refuse({ kind: 'missing', message: 'errors.missing' })

export const forbidden = (): Result<never> => refuse({ kind: 'forbidden', message: 'errors.forbidden' })

/** A field the reader can mend; `field` is the form's input name. */
export const invalid = (
  field: string,
  message: MessageKey,
  params?: Readonly<Record<string, string | number>>,
): Refusal => ({ kind: 'invalid', field, message, ...(params ? { params } : {}) })

/** Refusals for what somebody wrote into a field: longer than `most` UTF-16 units, as browsers count, or unreadable. */
export const judgeText = (field: string, text: string, most: number): Refusal[] => [
  ...(text.length > most ? [invalid(field, 'form.errors.long', { most })] : []),
  ...judgeEncoding(field, text),
]

/** The refusal of a text that did not come in UTF-8: U+FFFD stands where a letter was (WHATWG Encoding, 4.1). */
export const judgeEncoding = (field: string, text: string): Refusal[] =>
  text.includes('\ufffd') ? [invalid(field, 'form.errors.encoding')] : []

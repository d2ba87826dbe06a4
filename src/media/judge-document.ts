import { invalid, ok, type Result, refuse } from '../result.ts'
import { unpackDocument } from './unpack-document.ts'

export const documentLimits = { bytes: 5_000_000 } as const

/** What acts by itself, starts something, reaches elsewhere or hides another file (ISO 32000-1, 7.11.4 and 12.6). */
const acting =
  /\/(JavaScript|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData|GoToE|GoToR)(?![A-Za-z0-9])/

/** Who made it: the document's own entry unless it is empty, or the same in its XML metadata. */
const author = /\/Author\s*(?!\s|\(\s*\)|<\s*>)|<(dc:creator|pdf:Author)\b|\b(dc:creator|pdf:Author)\s*=/

export interface JudgedDocument {
  /** Whether it says who made it. */
  readonly namesAuthor: boolean
}

/**
 * Judges a PDF by its content, never by its name; what it holds packed is looked into, in bounded memory. Refuses
 * beside `field`: too many bytes, no PDF, cut off, locked with a password, and whatever acts by itself or cannot be
 * looked into. Never throws for bad input.
 */
export async function judgeDocument(bytes: Uint8Array, field: string): Promise<Result<JudgedDocument>> {
  if (bytes.byteLength > documentLimits.bytes) {
    return refuse(invalid(field, 'media.errors.documentLarge', { megabytes: documentLimits.bytes / 1e6 }))
  }
  const written = new TextDecoder('latin1').decode(bytes)
  if (!/^%PDF-[12]\.\d/.test(written)) return refuse(invalid(field, 'media.errors.notDocument'))
  if (!written.slice(-1024).includes('%%EOF')) return refuse(invalid(field, 'media.errors.documentBroken'))
  if (!isSpelled([written])) return refuse(invalid(field, 'media.errors.documentActs'))
  const plain = withPlainNames(written)
  if (/\/Encrypt(?![A-Za-z0-9])/.test(plain)) return refuse(invalid(field, 'media.errors.documentLocked'))
  const packed = await unpackDocument(bytes, { written, plain })
  if (packed === undefined || !isSpelled(packed)) return refuse(invalid(field, 'media.errors.documentActs'))
  const texts = [plain, ...packed.map(withPlainNames)]
  if (texts.some((text) => acting.test(text))) return refuse(invalid(field, 'media.errors.documentActs'))
  return ok({ namesAuthor: texts.some((text) => author.test(text)) })
}

/** A few stand in the names of fonts; by chance a picture of 5 MB has some hundreds. */
const mostEscapes = 100_000

/** Whether names can be read in little time: not when somebody wrote a file full of `#61`. */
function isSpelled(texts: readonly string[]): boolean {
  let found = 0
  for (const text of texts) {
    for (const _ of text.matchAll(escapedByte)) {
      found += 1
      if (found > mostEscapes) return false
    }
  }
  return true
}

const escapedByte = /#([0-9a-fA-F]{2})/g

/** Names may be written with `#61` for `a` (ISO 32000-1, 7.3.5). */
const withPlainNames = (text: string): string =>
  text.replace(escapedByte, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))

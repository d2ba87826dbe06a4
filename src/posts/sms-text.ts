import { plainText, renderMarkdown } from '../markdown.ts'

/** A text for one message of the old kind, which every phone takes. */
export interface SmsText {
  readonly text: string
  /** How many messages a phone sends for it. */
  readonly messages: number
}

/** One message in the alphabet of GSM (3GPP TS 23.038, 6.2.1), and in UCS-2 for all other alphabets. */
const longest = { gsm: 160, ucs2: 70, ucs2Part: 67 } as const

/**
 * An alert as a text to copy: its newest correction, then its words, at most 160 characters and cut at a word. Accents
 * that would make it three messages are left off where the alphabet allows. Without any link, and without the
 * community's name or a mention of anybody: it lies open on the phones that it is sent to.
 */
export function smsText(
  alert: { readonly body: string; readonly corrections: readonly string[] },
  communityName: string,
): SmsText {
  const words = [...alert.corrections.slice(0, 1), alert.body].map((markdown) =>
    plainText(renderMarkdown(markdown)),
  )
  const clean = withoutTraces(beginningOf(words.join(' ')), communityName)
  const folded = fold(clean)
  const isGsm = lengthInGsm(folded) !== undefined
  const text = cut(isGsm ? folded : clean, isGsm)
  const messages = isGsm || text.length <= longest.ucs2 ? 1 : Math.ceil(text.length / longest.ucs2Part)
  return { text, messages }
}

/** Far more than is sent, and no more: what looks for addresses takes long for long texts. Cut between two words. */
const beginningOf = (text: string): string =>
  text.length <= mostRead ? text : text.slice(0, mostRead).replace(/\s\S*$/u, '')
const mostRead = 2_000

/** Addresses without their beginning, as phones make links of; two sentences without a space between are none. */
const hosts =
  /(?<![\p{L}\p{N}])(?:www\.\S+|(?:[a-z0-9-]+\.){2,}[a-z]{2,}\S*|[a-z0-9-]+\.(?:com|org|net|info|link|onion|app|[a-z]{2})(?![\p{L}\p{N}])(?:[/:]\S*)?|[\w.+-]+@[\w.-]+)/giu

/** Without what would say where it comes from: links, addresses, the community's name, who was called. */
const withoutTraces = (text: string, communityName: string): string =>
  text
    .normalize('NFC')
    .replace(/\b[a-z][a-z0-9+.-]*:\/\/\S+/giu, '')
    .replace(hosts, '')
    .replace(/\p{Extended_Pictographic}|\p{Variation_Selector}/gu, '')
    .replace(/(^|\s)@\S+/gu, '$1')
    .replace(nameOf(communityName), '')
    .replace(/\s+([,.;:!?])/gu, '$1')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s,.;:!?]+/u, '')
    .trim()

/**
 * A name of several words however it is written. One that is a single word only as a name, for it may be a word of the
 * alert: "at the harbour" has to stay where the community is called Harbour.
 */
function nameOf(communityName: string): RegExp {
  const words = communityName
    .normalize('NFC')
    .split(/\s+/u)
    .filter((word) => word !== '')
  if (words.length === 0) return /(?!)/u
  const escaped = words.map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&'))
  const [only = '', ...more] = escaped
  const pattern = more.length > 0 ? escaped.join('\\s+') : `(?:${only}|${only.toUpperCase()})`
  return new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, more.length > 0 ? 'giu' : 'gu')
}

const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
/** Each of these takes the room of two. */
const extended = '^{}\\[~]|€'

const plainer: Readonly<Record<string, string>> = {
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '«': '"',
  '»': '"',
  '–': '-',
  '—': '-',
  '…': '...',
  ç: 'c',
}

/** Letters that the alphabet lacks without their accents; what has no plainer form stays. */
const fold = (text: string): string =>
  Array.from(text, (character) => {
    if (basic.includes(character) || extended.includes(character)) return character
    return plainer[character] ?? character.normalize('NFD').replace(/\p{M}/gu, '')
  }).join('')

/** The room a text takes, undefined when a character of it is not in the alphabet. */
function lengthInGsm(text: string): number | undefined {
  let length = 0
  for (const character of text) {
    if (!basic.includes(character) && !extended.includes(character)) return undefined
    length += extended.includes(character) ? 2 : 1
  }
  return length
}

function cut(text: string, isGsm: boolean): string {
  const room = (part: string) => (isGsm ? (lengthInGsm(part) ?? part.length) : part.length)
  if (room(text) <= longest.gsm) return text
  const words = text.split(' ')
  let kept = ''
  for (const word of words) {
    const next = kept === '' ? word : `${kept} ${word}`
    if (room(next) > longest.gsm - 3) break
    kept = next
  }
  // One endless word has no better place to be cut at.
  return `${kept === '' ? text.slice(0, longest.gsm / 2) : kept}...`
}

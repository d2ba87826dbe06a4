import { markSafe, type SafeHtml } from '../safe-html.ts'

export interface OutsideText {
  /** What goes out. */
  readonly html: SafeHtml
  /** The same, with what was taken out struck through, for the preview. */
  readonly marked: SafeHtml
  /** What was taken out, in order. */
  readonly removed: readonly string[]
}

/**
 * Takes out of a rendered text whatever leads back to the community (P4): links to its own address, links that carry
 * it (archives, translators), and the address written as text, in any spelling and also across emphasis. The words
 * of a link stay. Expects the markup of our own renderer.
 */
export function outsideText(html: SafeHtml, origin: string): OutsideText {
  const parts = html.split(/(<[^>]*>)/)
  const leadsBack = ownAddress(origin)
  const struck = textToTakeOut(parts, leadsBack)
  const removed: string[] = []
  const open: boolean[] = []
  let kept = ''
  let marked = ''
  parts.forEach((part, index) => {
    if (!part.startsWith('<')) {
      for (const { text, out } of struck.get(index) ?? []) {
        if (!out) kept += htmlOf(text)
        marked += out ? strike(text) : htmlOf(text)
        if (out) removed.push(text)
      }
      return
    }
    const href = /^<a\s[^>]*?href="([^"]*)"/i.exec(part)?.[1]
    if (href !== undefined) {
      const address = plainOf(href)
      const isAllOut = noWordStays(parts, index, struck)
      const own = isAllOut || !/^https:\/\//i.test(address) || leadsBack(address)
      open.push(own)
      if (!own) {
        kept += part
        marked += part
      } else if (!isAllOut) {
        removed.push(address)
        marked += `${strike(address)} `
      }
      return
    }
    if (/^<\/a>/i.test(part) && open.pop()) return
    kept += part
    marked += part
  })
  return { html: markSafe(kept), marked: markSafe(marked), removed }
}

/** The same for one line of plain text: a title, the description of a picture. */
export function outsideLine(text: string, origin: string): { text: string; removed: readonly string[] } {
  const leadsBack = ownAddress(origin)
  const words = text.split(/(\s+)/)
  const removed = words.filter(leadsBack)
  const kept = words.filter((word) => !leadsBack(word)).join('')
  return { text: kept.replace(/\s+/gu, ' ').trim(), removed }
}

/** True for a link none of whose words stay, as when it is written out. */
function noWordStays(
  parts: readonly string[],
  start: number,
  struck: ReadonlyMap<number, readonly Run[]>,
): boolean {
  const end = parts.findIndex((part, index) => index > start && /^<\/a>/i.test(part))
  const runs = parts.slice(start, end).flatMap((_part, index) => struck.get(start + index) ?? [])
  return runs.every(({ text, out }) => out || text.trim() === '')
}

interface Run {
  readonly text: string
  readonly out: boolean
}

/**
 * Which stretches of which text parts go. Words are judged as a reader sees them: emphasis inside a word does not
 * end it, a line break or a new paragraph does.
 */
function textToTakeOut(
  parts: readonly string[],
  leadsBack: (word: string) => boolean,
): ReadonlyMap<number, readonly Run[]> {
  const pieces: { index: number; text: string }[] = []
  const runs = new Map<number, Run[]>()
  const flush = () => {
    const out = leadsBack(pieces.map(({ text }) => text).join(''))
    for (const { index, text } of pieces) {
      const list = runs.get(index) ?? []
      list.push({ text, out })
      runs.set(index, list)
    }
    pieces.length = 0
  }
  parts.forEach((part, index) => {
    if (part.startsWith('<')) {
      if (!/^<\/?(?:a|b|code|del|em|i|s|strong)\b/i.test(part)) flush()
      return
    }
    for (const piece of plainOf(part).split(/([^\S\uFEFF]+)/)) {
      if (piece === '') continue
      const isSpace = /^\s+$/.test(piece) && !piece.includes('\uFEFF')
      if (isSpace) flush()
      pieces.push({ index, text: piece })
      if (isSpace) flush()
    }
  })
  flush()
  return runs
}

/** A test for words and addresses that name this community, however they are spelt. */
function ownAddress(origin: string): (text: string) => boolean {
  const { host, hostname } = new URL(origin)
  // On a loopback origin the port tells one community from another.
  const own = host === hostname ? hostname : host
  const named = new RegExp(
    `(?<![a-z0-9]-*)${own.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?!-*[a-z0-9])(?!\\.[a-z0-9])`,
  )
  return (text) => {
    const plain = spelledOut(text)
    if (named.test(plain)) return true
    // A name in another script is the same as its punycode.
    return (
      /[^\0-\x7f]/.test(plain) && plain.split(/[/\\?#&=@()<>"',;!]+/).some((part) => named.test(hostOf(part)))
    )
  }
}

const spelledOut = (text: string): string =>
  decoded(decoded(text))
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g, '')
    .replace(/\u3002/g, '.')
    .replace(/[[({]\s*(?:\.|dot)\s*[\])}]/g, '.')

/** Percent-encoding undone where it makes sense. */
const decoded = (text: string): string =>
  text.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded)
    } catch {
      return encoded
    }
  })

const hostOf = (part: string): string => {
  try {
    return new URL(`https://${part}`).host
  } catch {
    return ''
  }
}

const strike = (text: string): string => `<del class="struck">${htmlOf(text)}</del>`

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const htmlOf = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => escapes[character] ?? character)

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const plainOf = (html: string): string =>
  html.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/gi, (whole, decimal, hex, name) => {
    if (typeof name === 'string') return named[name.toLowerCase()] ?? whole
    const code = Number.parseInt(decimal ?? hex, decimal === undefined ? 16 : 10)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })

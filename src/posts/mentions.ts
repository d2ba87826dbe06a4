import { markSafe, type SafeHtml } from '../safe-html.ts'

/** Somebody who wrote in a thread under her name. */
export interface Person {
  readonly id: string
  readonly name: string
}

/** So that no comment calls everybody. */
const mostMentions = 10

/** Who of these people a text calls by `@` and her name, whatever its capitals; at most ten of them. */
export function mentionedIn(text: string, people: readonly Person[]): Person[] {
  const pattern = patternOf(people.map(({ name }) => name))
  if (!pattern) return []
  const called = new Set(Array.from(text.matchAll(pattern), ([, , name = '']) => fold(name)))
  return people.filter(({ name }) => called.has(fold(name))).slice(0, mostMentions)
}

/** Sets the names that a rendered text calls apart. Tags, and what stands in a link, are left as they are. */
export function markMentions(html: SafeHtml, names: readonly string[]): SafeHtml {
  const pattern = patternOf(names.map(escapeText))
  if (!pattern) return html
  let inLink = false
  const parts = html.split(/(<[^>]*>)/).map((part) => {
    if (part.startsWith('<')) {
      if (/^<\/?a\b/.test(part)) inLink = !part.startsWith('</')
      return part
    }
    return inLink ? part : part.replace(pattern, '$1<b class="mention">@$2</b>')
  })
  return markSafe(parts.join(''))
}

/** Longer names first: who calls `@Ana Luz` does not call Ana. Addresses such as `a@b` call nobody. */
function patternOf(names: readonly string[]): RegExp | undefined {
  if (names.length === 0) return undefined
  const alternatives = names
    .toSorted((one, other) => other.length - one.length)
    .map((name) => name.normalize('NFC').replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&'))
  return new RegExp(`(^|[^\\p{L}\\p{N}_@])@(${alternatives.join('|')})(?![\\p{L}\\p{N}])`, 'giu')
}

const fold = (name: string): string => name.normalize('NFC').toLowerCase()

/** As the Markdown renderer writes text. */
const escapeText = (name: string): string =>
  name.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

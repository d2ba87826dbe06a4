import { DomUtils, type parseDocument } from 'htmlparser2'

export type Document = ReturnType<typeof parseDocument>
export type Element = ReturnType<typeof DomUtils.getElementsByTagName>[number]

export const isElement = (node: unknown): node is Element =>
  typeof node === 'object' && node !== null && 'attribs' in node && 'name' in node

/** What can be read, white space folded. */
export const wordsOf = (node: Document | Element): string => fold(node.children.map(readable).join(''))

/** A word never runs across the border of a block; what is not shown is not read. */
function readable(node: Document['children'][number]): string {
  if (!isElement(node)) return DomUtils.textContent(node)
  if (unseen.has(node.name) || 'hidden' in node.attribs) return ''
  const words = node.children.map(readable).join('')
  return inline.has(node.name) ? words : ` ${words} `
}

const unseen: ReadonlySet<string> = new Set(['head', 'title', 'script', 'style', 'template', 'svg'])
const inline: ReadonlySet<string> = new Set(
  'a abbr b bdi bdo cite code del em i ins kbd mark q s small span strong sub sup time u wbr'.split(' '),
)

export const fold = (text: string): string => text.replace(/\s+/g, ' ').trim()

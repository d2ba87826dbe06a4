import { linesOf } from '../lines.ts'
import { renderMarkdown } from '../markdown.ts'
import type { SafeHtml } from '../safe-html.ts'
import type { CommunityText } from './queries.ts'

export interface ShownTexts {
  readonly welcome: SafeHtml | null
  /** One each; the page numbers them. */
  readonly rules: readonly SafeHtml[]
  readonly locale: string
}

/** Numbers and signs that somebody typed before her rules: the page's own would stand beside them. */
const bullet = /^(?:\d{1,2}[.)]|[-*•–])\s+/u

/** What the community wrote of itself, as pages show it: a paragraph or a rule a line, in members' own Markdown. */
export const showTexts = ({ welcome, rules, locale }: CommunityText): ShownTexts => ({
  welcome: welcome.trim() === '' ? null : renderMarkdown(linesOf(welcome).join('\n\n')),
  rules: linesOf(rules).map((line) => renderMarkdown(line.replace(bullet, ''))),
  locale,
})

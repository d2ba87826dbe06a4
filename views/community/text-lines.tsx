import { raw } from 'hono/html'
import type { FC } from 'hono/jsx'
import type { SafeHtml } from '../../src/safe-html.ts'

/** What the community wrote about itself, a paragraph a line. */
export const Paragraphs: FC<{ text: string; lang?: string | undefined }> = ({ text, lang }) => (
  <div class="prose" lang={lang} dir="auto" hx-ignore="">
    {linesOf(text).map((line) => (
      <p>{line}</p>
    ))}
  </div>
)

/** Rules, numbered. */
export const Rules: FC<{ rules: readonly SafeHtml[]; lang?: string | undefined }> = ({ rules, lang }) => (
  <div class="prose" lang={lang} dir="auto" hx-ignore="">
    <ol>
      {rules.map((rule) => (
        <li>{raw(rule)}</li>
      ))}
    </ol>
  </div>
)

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '')

import type { FC } from 'hono/jsx'

/** What the community wrote about itself, a paragraph a line. */
export const Paragraphs: FC<{ text: string; lang?: string | undefined }> = ({ text, lang }) => (
  <div class="prose" lang={lang} dir="auto" hx-ignore="">
    {linesOf(text).map((line) => (
      <p>{line}</p>
    ))}
  </div>
)

/** Rules: a numbered line each. */
export const Rules: FC<{ text: string; lang?: string | undefined }> = ({ text, lang }) => (
  <div class="prose" lang={lang} dir="auto" hx-ignore="">
    <ol>
      {linesOf(text).map((line) => (
        <li>{line}</li>
      ))}
    </ol>
  </div>
)

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '')

import { outsideLine, outsideText } from '../channels/outside-text.ts'
import { longestTitle } from '../channels/rules.ts'
import { sha256 } from '../hashing.ts'
import { isLocale } from '../i18n/translator.ts'
import { plainText, renderMarkdown } from '../markdown.ts'
import { invalid, judgeText, type Refusal } from '../result.ts'
import type { SafeHtml } from '../safe-html.ts'

/** What she wrote of somebody else's post in another language. */
export interface WrittenTranslation {
  readonly language: string
  readonly title: string
  readonly body: string
}

const longestText = 10_000

/** What can be said against her words as they stand. */
export const judgeTranslation = ({ language, title, body }: WrittenTranslation): Refusal[] => [
  ...judgeText('title', title, longestTitle),
  ...(plainText(renderMarkdown(body)) === '' ? [invalid('text', 'shares.errors.textEmpty')] : []),
  ...judgeText('text', body, longestText),
  ...(isLocale(language) ? [] : [invalid('language', 'shares.errors.language')]),
]

/** Exactly what would leave. */
export interface TranslationPreview {
  readonly language: string
  readonly title: string
  readonly html: SafeHtml
  /** The text with what was taken out struck through. */
  readonly marked: SafeHtml
  readonly removed: readonly string[]
  /** SHA-256 over what goes out and where: what a consent is given to (P5). */
  readonly hash: string
}

/** Her words as they would leave, without what leads back to this community. */
export async function previewTranslation(
  { language, title, body }: WrittenTranslation,
  { objectUri, origin }: { readonly objectUri: string; readonly origin: string },
): Promise<TranslationPreview> {
  const words = outsideText(renderMarkdown(body), origin)
  const line = outsideLine(title, origin)
  return {
    language,
    title: line.text,
    html: words.html,
    marked: words.marked,
    removed: [...line.removed, ...words.removed],
    hash: await seenOf({ objectUri, language, title: line.text, html: words.html }),
  }
}

/** Stands for a translation as somebody saw it. */
export const seenOf = (text: {
  readonly objectUri: string
  readonly language: string
  readonly title: string
  readonly html: string
}): Promise<string> => sha256(JSON.stringify([text.objectUri, text.language, text.title, text.html]))

import type { DB } from '../db/schema.ts'
import { isLocale } from '../i18n/translator.ts'
import { invalid, judgeText, type Refusal } from '../result.ts'

export type ShareState = DB['shares']['state']

export const longestTitle = 120
const longestText = 10_000
export const longestAlt = 500
export const longestNote = 1_000

/** A share can be changed until it is proposed, and again when it came back. */
export const isEditable = (state: ShareState): boolean => state === 'draft' || state === 'returned'

/** What can be said against the words of a share as they stand. */
export function judgeWords(words: {
  readonly title: string
  readonly body: string
  readonly language: string
}): Refusal[] {
  const { title, body, language } = words
  return [
    ...judgeText('title', title, longestTitle),
    ...(body === '' ? [invalid('text', 'shares.errors.textEmpty')] : []),
    ...judgeText('text', body, longestText),
    ...(isLocale(language) ? [] : [invalid('language', 'shares.errors.language')]),
  ]
}

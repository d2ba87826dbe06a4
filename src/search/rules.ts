import type { DB } from '../db/schema.ts'
import { invalid, judgeText, type Refusal } from '../result.ts'

/** In UTF-16 units, as browsers count. */
export const longestSearch = 200

export const searchKinds = ['discussion', 'question', 'poll', 'alert', 'comment', 'ally'] as const
/** What is found: a kind of post, a comment, or what allies wrote. */
export type SearchKind = (typeof searchKinds)[number]

export const searchPeriods = { week: 7, month: 31, year: 366 } as const
export type SearchPeriod = keyof typeof searchPeriods

export const isSearchKind = (value: string): value is SearchKind => searchKinds.some((kind) => kind === value)

export const isSearchPeriod = (value: string): value is SearchPeriod => Object.hasOwn(searchPeriods, value)

export const isPostKind = (kind: SearchKind): kind is DB['posts']['kind'] & SearchKind =>
  kind !== 'comment' && kind !== 'ally'

const exclusion = /(?<=^|\s)-("[^"]*"|\S+)/gu

/** What has to be there, and what must not: a minus in front leaves a word, or words in quotes, out. */
export const readWords = (
  words: string,
): { readonly wanted: string; readonly unwanted: readonly string[] } => ({
  wanted: words.replace(exclusion, ' ').trim(),
  unwanted: [...words.matchAll(exclusion)].flatMap(([, word]) => (word === undefined ? [] : [word])),
})

/** Refusals for what somebody looks for: it needs words, and not too many. */
export const judgeSearch = (words: string): Refusal[] => [
  ...(/[\p{L}\p{N}]/u.test(readWords(words).wanted) ? [] : [invalid('words', 'search.errors.empty')]),
  ...judgeText('words', words, longestSearch),
]

export const searchPageSize = 20

export interface Search {
  readonly words: string
  readonly groupId?: string | undefined
  readonly kind?: SearchKind | undefined
  readonly period?: SearchPeriod | undefined
  /** Where the page before this one ended. */
  readonly before?: string | undefined
}

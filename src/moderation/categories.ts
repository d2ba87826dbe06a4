import type { DB } from '../db/schema.ts'

export type FlagCategory = DB['flags']['category']

/** Why something is flagged or removed, the most urgent first. */
export const flagCategories = [
  'danger',
  'names',
  'hate',
  'rules',
  'spam',
  'other',
] as const satisfies readonly FlagCategory[]

export const isFlagCategory = (text: string): text is FlagCategory =>
  flagCategories.some((category) => category === text)

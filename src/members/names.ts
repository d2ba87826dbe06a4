import { invalid, type Refusal } from '../result.ts'

/** In characters as people count them (code points). */
const nameLength = { signIn: { least: 3, most: 40 }, display: { least: 2, most: 40 } } as const

/**
 * What two names are compared by: compatibility forms, capitals, spaces, dots, dashes, apostrophes and invisible
 * characters count for nothing, and Cyrillic or Greek letters that look like Latin ones count as those (after Unicode
 * TS 39), so that nobody can pass for somebody else.
 */
export function nameKey(name: string): string {
  const folded = name
    .normalize('NFKC')
    // Up and down again folds letters with two small forms, such as ß and ς.
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[\s\p{Z}\p{Cf}\p{Default_Ignorable_Code_Point}_.'’-]/gu, '')
  return Array.from(folded, (character) => lookalikes.get(character) ?? character).join('')
}

/** More than any name has, in UTF-16 units: folding a very long one would keep everybody waiting. */
const longestTyped = 200

/** The key of a name that somebody typed to find an account by, however long her text is. */
export const typedNameKey = (name: string): string => nameKey(name.slice(0, longestTyped))

const lookalikes: ReadonlyMap<string, string> = new Map([
  ...pairs('авеіјкмнорԛѕтухһԁԝ', 'abeijkmhopqstyxhdw'),
  ...pairs('αβγεικνορτυχ', 'abyeiknoptyx'),
])

function pairs(letters: string, latin: string): [string, string][] {
  const to = Array.from(latin)
  return Array.from(letters, (letter, index) => [letter, to[index] ?? letter])
}

/** Refusals for a sign-in name: what is wrong with it as it stands, never whether somebody has it (P14). */
export const judgeSignInName = (name: string): Refusal[] =>
  judge('signInName', name, nameLength.signIn, /^[\p{L}\p{M}\p{N} ._-]+$/u)

/** Refusals for a display name as it stands; whether it is free is settled after approval. */
export const judgeDisplayName = (name: string): Refusal[] =>
  judge('displayName', name, nameLength.display, /^[\p{L}\p{M}\p{N} .’'_-]+$/u)

function judge(
  field: 'signInName' | 'displayName',
  name: string,
  { least, most }: { readonly least: number; readonly most: number },
  allowed: RegExp,
): Refusal[] {
  if (name === '') return [invalid(field, `members.${field}.empty`)]
  const length = Array.from(name).length
  if (length < least) return [invalid(field, 'members.name.short', { least })]
  if (length > most) return [invalid(field, 'members.name.long', { most })]
  // A name of nothing but invisible letters has an empty key.
  return allowed.test(name) && /[\p{L}\p{N}]/u.test(nameKey(name))
    ? []
    : [invalid(field, 'members.name.characters')]
}

/** Both names together: the private one must not be guessable from the one that others see (P1). */
export function judgeNames(names: { readonly signInName: string; readonly displayName: string }): Refusal[] {
  const refusals = [...judgeSignInName(names.signInName), ...judgeDisplayName(names.displayName)]
  if (refusals.length > 0) return refusals
  return nameKey(names.signInName) === nameKey(names.displayName)
    ? [invalid('displayName', 'members.displayName.sameAsSignIn')]
    : []
}

/** The key of a display name that is not settled yet: unique, and no name can have it. */
export const unsettledKey = (memberId: string): string => `unsettled:${memberId}`

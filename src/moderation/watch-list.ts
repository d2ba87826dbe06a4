import type { Ctx } from '../context.ts'

/**
 * True for a text that holds a watched word: it is kept and waits for a moderator. Whole words, whatever their case,
 * accents or width; `*` at the end of a watched word stands for any ending.
 */
export async function isWatched(ctx: Pick<Ctx, 'db'>, text: string): Promise<boolean> {
  const words = await ctx.db.selectFrom('watchedWords').select('word').execute()
  if (words.length === 0) return false
  const folded = foldWord(text)
  return words.some(({ word }) => matches(folded, foldWord(word)))
}

/**
 * A text as it is compared: compatibility forms (Unicode UAX 15), letter case and accents are all one, what cannot be
 * seen is left out, and Markdown does not hide a word. Marks that make another letter of a letter, as in Devanagari,
 * stay.
 */
export const foldWord = (text: string): string => {
  const isStem = text.endsWith('*')
  const folded = text
    .normalize('NFKD')
    .replace(accents, '')
    .replace(/[\p{Cf}*~`\\]/gu, '')
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .replace(/\s+/gu, ' ')
    .trim()
  return isStem ? `${folded}*` : folded
}

/** Of the Latin, Greek and Cyrillic scripts, and the vowel points of Hebrew and Arabic. */
const accents = /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670]/gu

function matches(text: string, word: string): boolean {
  const isStem = word.endsWith('*')
  const wanted = isStem ? word.slice(0, -1) : word
  if (wanted === '') return false
  const isUnspaced = unspaced.test(wanted)
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) {
    const end = at + wanted.length
    const begins = isUnspaced || !endsInLetter.test(text.slice(Math.max(0, at - 2), at))
    const ends = isUnspaced || isStem || !beginsWithLetter.test(text.slice(end, end + 2))
    if (begins && ends) return true
  }
  return false
}

const endsInLetter = /[\p{L}\p{N}\p{M}]$/u
const beginsWithLetter = /^[\p{L}\p{N}\p{M}]/u
/** Scripts that put no space between words have no edges to look for. */
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u

import { passphraseWords } from '../../auth/passphrase-words.ts'
import type { Locale } from '../../i18n/translator.ts'
import type { Chance } from './chance.ts'
import { sentences } from './sentences.ts'

/** One everyday word of a language; some come often and most seldom, as in real texts (Zipf 1949). */
export type Words = (locale: Locale) => string

export const createWords =
  (chance: Chance): Words =>
  (locale) => {
    const list = passphraseWords[locale]
    return list[chance.skewed(list.length)] ?? ''
  }

/** A few sentences. */
export function writeText(chance: Chance, words: Words, locale: Locale, most: number): string {
  const lines = Array.from({ length: 1 + chance.below(most) }, () =>
    chance.pick(sentences[locale]).replace('{word}', () => words(locale)),
  )
  return lines.join(' ')
}

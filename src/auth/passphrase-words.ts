import type { Locale } from '../i18n/translator.ts'
import type { Random } from '../ports.ts'
import { en } from './words/en.ts'
import { es } from './words/es.ts'
import { id } from './words/id.ts'
import { ru } from './words/ru.ts'
import { sv } from './words/sv.ts'

const split = (list: string): readonly string[] => list.trim().split(/\s+/)

/**
 * 1,296 everyday words in each language, of 3 to 8 letters that every phone has on its first keyboard; no two of a
 * language begin with the same five.
 */
export const passphraseWords: Readonly<Record<Locale, readonly string[]>> = {
  en: split(en),
  es: split(es),
  id: split(id),
  ru: split(ru),
  sv: split(sv),
}

const wordsInPassphrase = 5

/**
 * Five words in the reader's language, each as likely as any other: 51.7 bits (EFF, "Short Wordlists"). They are an
 * offer: nothing is stored of them unless she takes them.
 */
export function suggestPassphrase(random: Random, locale: Locale): string {
  const words = passphraseWords[locale]
  const chosen: string[] = []
  while (chosen.length < wordsInPassphrase) {
    const indexes = indexesFrom(random.token(), words.length)
    chosen.push(...indexes.map((index) => words[index] ?? ''))
  }
  return chosen.slice(0, wordsInPassphrase).join(' ')
}

/** Whether somebody's five words were offered by us in some language, so that a form can show them once more. */
export function isSuggestion(text: string): boolean {
  const words = text.split(' ')
  return (
    words.length === wordsInPassphrase &&
    Object.values(passphraseWords).some((list) => words.every((word) => list.includes(word)))
  )
}

/** What tokens are written with (src/ports.ts): 5 bits a character. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** Three characters are 15 bits. Above the last multiple of `count` they are thrown away, so no index is favoured. */
function indexesFrom(token: string, count: number): number[] {
  const end = 2 ** 15 - (2 ** 15 % count)
  return (token.match(/.{3}/g) ?? [])
    .map((group) => Array.from(group).reduce((sum, character) => sum * 32 + alphabet.indexOf(character), 0))
    .filter((value) => value < end)
    .map((value) => value % count)
}

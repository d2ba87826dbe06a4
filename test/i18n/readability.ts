import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import type { Locale } from '../../src/i18n/translator.ts'

/** What a text asks of its reader, counted as the formulas below count. */
export interface Readability {
  readonly words: number
  /** Words in the longest sentence. */
  readonly longestSentence: number
  /** School years it asks for, or points of a scale: what `easy` compares it with. */
  readonly score: number
}

/**
 * The scale of each language, and the bound up to which a twelve-year-old follows:
 * en: grade by Flesch and Kincaid (1975), the seventh at most.
 * es: ease by Fernández Huerta (1959), 65 at least.
 * sv: LIX by Björnsson (1968), 40 at most, as in magazines and novels.
 * ru: ease by Oborneva (2006), 60 at least.
 * id: nobody has published a scale; LIX again, with the bound further up because affixes make its words long.
 */
const scales: Readonly<Record<Locale, { easy(score: number): boolean; score(counts: Counts): number }>> = {
  en: {
    easy: (score) => score <= 7,
    score: ({ perSentence, syllables }) => 0.39 * perSentence + 11.8 * syllables - 15.59,
  },
  es: {
    easy: (score) => score >= 65,
    score: ({ perSentence, syllables }) => 206.84 - 1.02 * perSentence - 60 * syllables,
  },
  sv: { easy: (score) => score <= 40, score: ({ perSentence, long }) => perSentence + 100 * long },
  ru: {
    easy: (score) => score >= 60,
    score: ({ perSentence, syllables }) => 206.835 - 1.3 * perSentence - 60.1 * syllables,
  },
  id: { easy: (score) => score <= 50, score: ({ perSentence, long }) => perSentence + 100 * long },
}

interface Counts {
  readonly perSentence: number
  /** Per word. */
  readonly syllables: number
  /** The share of words with more than six letters. */
  readonly long: number
}

export const isEasy = (locale: Locale, { score }: Readability): boolean => scales[locale].easy(score)

/** Reads a message as its reader does, with the longest branch of each plural and a short word for each value. */
export function readabilityOf(locale: Locale, message: string): Readability {
  const text = spoken(parse(message, { ignoreTag: true }))
  const sentences = text
    .split(/(?<=[.!?…:;])\s+|\n+/)
    .map(wordsOf)
    .filter(({ length }) => length > 0)
  const words = sentences.flat()
  const syllables = words.reduce((sum, word) => sum + syllablesOf(locale, word), 0)
  const count = Math.max(words.length, 1)
  return {
    words: words.length,
    longestSentence: Math.max(0, ...sentences.map(({ length }) => length)),
    score: scales[locale].score({
      perSentence: count / Math.max(sentences.length, 1),
      syllables: syllables / count,
      long: words.filter(({ length }) => length > 6).length / count,
    }),
  }
}

const wordsOf = (text: string): string[] => text.match(/\p{L}[\p{L}\p{M}’'-]*|\d+/gu) ?? []

function spoken(elements: readonly MessageFormatElement[]): string {
  return elements
    .map((element) => {
      if (element.type === TYPE.literal) return element.value
      if (element.type === TYPE.pound) return '5'
      if (element.type !== TYPE.plural && element.type !== TYPE.select) return 'Ana'
      const branches = Object.values(element.options).map(({ value }) => spoken(value))
      return branches.sort((one, other) => other.length - one.length)[0] ?? ''
    })
    .join('')
}

/** Groups of vowels; in Russian each vowel is a syllable of its own, in English a last silent e is none. */
function syllablesOf(locale: Locale, word: string): number {
  const lower = word.toLowerCase()
  if (locale === 'ru') return Math.max(1, lower.match(/[аеёиоуыэюя]/g)?.length ?? 0)
  const heard = locale === 'en' ? lower.replace(/e$/, '').replace(/([^aeiloudty])ed$/, '$1') : lower
  return Math.max(1, heard.match(/[aeiouyáéíóúüåäö]+/g)?.length ?? 0)
}

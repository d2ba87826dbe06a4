import { describe, expect, it } from 'vitest'
import { isSuggestion, passphraseWords, suggestPassphrase } from '../../src/auth/passphrase-words.ts'
import { judgePassphrase } from '../../src/auth/passphrases.ts'
import { locales } from '../../src/i18n/translator.ts'
import { createRandom } from '../../src/platform/random.ts'
import type { Random } from '../../src/ports.ts'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
const written = (value: number): string =>
  [value >> 10, (value >> 5) & 31, value & 31].map((digit) => alphabet.charAt(digit)).join('')

/** A token of one value throughout, then tokens of `next`. */
function tokensOf(value: number, next: number): Random & { readonly taken: () => number } {
  let taken = 0
  return {
    id: () => '0'.repeat(24),
    token: () => {
      taken += 1
      return `${written(taken === 1 ? value : next).repeat(10)}zz`
    },
    taken: () => taken,
  }
}

describe.each(locales)('the words in %s', (locale) => {
  const words = passphraseWords[locale]

  it('are 6 to the power of 4, each of them once', () => {
    expect(words).toHaveLength(1_296)
    expect(new Set(words).size).toBe(1_296)
  })

  it('are short and need no second keyboard', () => {
    const shape = locale === 'ru' ? /^[а-я]{3,8}$/ : /^[a-z]{3,8}$/
    expect(words.filter((word) => !shape.test(word))).toEqual([])
  })

  it('differ within their first five letters', () => {
    expect(new Set(words.map((word) => word.slice(0, 5))).size).toBe(1_296)
  })

  it('make a passphrase that holds, five at a time', () => {
    const suggestion = suggestPassphrase(createRandom(), locale)
    expect(suggestion.split(' ').filter((word) => words.includes(word))).toHaveLength(5)
    expect(judgePassphrase(suggestion)).toEqual([])
    expect(isSuggestion(suggestion)).toBe(true)
  })
})

describe('choosing words', () => {
  it('makes every word as likely as any other, and throws away what would favour the first', () => {
    const counts = new Map<string, number>()
    let thrownAway = 0
    for (let value = 0; value < 2 ** 15; value += 1) {
      const random = tokensOf(value, 0)
      const chosen = new Set(suggestPassphrase(random, 'en').split(' '))
      if (random.taken() > 1) thrownAway += 1
      else for (const word of chosen) counts.set(word, (counts.get(word) ?? 0) + 1)
    }
    expect([counts.size, new Set(counts.values()), thrownAway]).toEqual([1_296, new Set([25]), 368])
  })

  it('takes another token where too much was thrown away', () => {
    const words = suggestPassphrase(tokensOf(32_767, 7), 'en').split(' ')
    expect(words).toEqual(Array.from({ length: 5 }, () => passphraseWords.en[7]))
  })
})

describe('a form that comes back', () => {
  it('shows only words again that were ours', () => {
    expect(isSuggestion('river lantern cotton seven')).toBe(false)
    expect(isSuggestion('<b> apple apple apple apple')).toBe(false)
    expect(isSuggestion('')).toBe(false)
  })
})

import { expect, test } from 'vitest'
import { createRandom } from '../../src/platform/random.ts'

const random = createRandom()

test('an id has 120 bits as 24 characters of base32 without i, l, o and u', () => {
  for (let count = 0; count < 200; count += 1) expect(random.id()).toMatch(/^[0-9a-hjkmnp-tv-z]{24}$/)
})

test('a token has 160 bits as 32 such characters', () => {
  for (let count = 0; count < 200; count += 1) expect(random.token()).toMatch(/^[0-9a-hjkmnp-tv-z]{32}$/)
})

test('every place of an id takes every one of the 32 characters', () => {
  const seen = Array.from({ length: 24 }, () => new Set<string>())
  for (let count = 0; count < 3_000; count += 1) {
    for (const [place, character] of [...random.id()].entries()) seen[place]?.add(character)
  }
  expect(seen.map((characters) => characters.size)).toEqual(Array.from({ length: 24 }, () => 32))
})

test('no id comes twice', () => {
  expect(new Set(Array.from({ length: 5_000 }, () => random.id())).size).toBe(5_000)
})

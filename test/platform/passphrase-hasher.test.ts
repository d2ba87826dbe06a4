import { expect, test, vi } from 'vitest'
import { createPassphraseHasher } from '../../src/platform/passphrase-hasher.ts'

const atOnce = vi.hoisted(() => ({ running: 0, most: 0 }))

vi.mock('@node-rs/argon2', async (original) => {
  const library = await original<typeof import('@node-rs/argon2')>()
  const counted = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    atOnce.running += 1
    atOnce.most = Math.max(atOnce.most, atOnce.running)
    try {
      return await work()
    } finally {
      atOnce.running -= 1
    }
  }
  const hash: typeof library.hash = (...parameters) => counted(() => library.hash(...parameters))
  const verify: typeof library.verify = (...parameters) => counted(() => library.verify(...parameters))
  return { ...library, hash, verify }
})

const hasher = createPassphraseHasher()

test('a hash is Argon2id with 19 MiB, two passes and one lane, salted each time', async () => {
  const [first, second] = await Promise.all([hasher.hash('warm bread'), hasher.hash('warm bread')])
  expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
  expect(first).not.toBe(second)
})

test('the right passphrase is accepted and every other refused', async () => {
  const encoded = await hasher.hash('warm bread')
  expect(await hasher.verify(encoded, 'warm bread')).toBe(true)
  expect(await hasher.verify(encoded, 'warm bread ')).toBe(false)
  expect(await hasher.verify(encoded, '')).toBe(false)
})

test('a letter counts as the same whether the keyboard composes it or not', async () => {
  const encoded = await hasher.hash('man\u0303ana')
  expect(await hasher.verify(encoded, 'ma\u00f1ana')).toBe(true)
})

test('a hash made with other costs still verifies', async () => {
  const { hash } = await vi.importActual<typeof import('@node-rs/argon2')>('@node-rs/argon2')
  const encoded = await hash('warm bread', { memoryCost: 8_192, timeCost: 3, parallelism: 1 })
  expect(await hasher.verify(encoded, 'warm bread')).toBe(true)
})

test('a malformed encoded hash verifies nothing', async () => {
  const encoded = await hasher.hash('warm bread')
  const malformed = [
    '',
    'warm bread',
    '$argon2id$',
    encoded.slice(0, -1),
    encoded.slice(0, -30),
    encoded.replace('m=19456', 'm=0'),
    encoded.replace('t=2', 't=0'),
    encoded.replace('p=1', 'p=0'),
    encoded.replace('argon2id', 'argon2x'),
    encoded.replace('argon2id', 'argon2i'),
  ]
  for (const wrong of malformed) expect(await hasher.verify(wrong, 'warm bread'), wrong).toBe(false)
})

test('a flood of sign-ins never hashes more than two at once', async () => {
  const encoded = await hasher.hash('warm bread')
  atOnce.most = 0
  const flood = Array.from({ length: 8 }, () => hasher.verify(encoded, 'guess'))
  expect(await Promise.all([...flood, hasher.hash('another')])).toHaveLength(9)
  expect(atOnce.most).toBe(2)
})

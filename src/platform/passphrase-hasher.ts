import { hash, verify } from '@node-rs/argon2'
import { createLimit } from '../limit.ts'
import type { PassphraseHasher } from '../ports.ts'

/** OWASP Password Storage; the library's default algorithm is Argon2id, version 19. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Each hashing takes 19 MiB: a flood of sign-ins waits in line instead of taking all memory. */
const hashingsAtOnce = 2

/** Argon2id on Node; other runtimes bring their own hasher that reads and writes the same PHC strings. */
export function createPassphraseHasher(): PassphraseHasher {
  const limit = createLimit(hashingsAtOnce)
  return {
    hash: (passphrase) => limit(() => hash(passphrase.normalize('NFKC'), cost)),
    verify: async (encoded, passphrase) => {
      if (!encoded.startsWith('$argon2id$')) return false
      return limit(() => verifyEncoded(encoded, passphrase.normalize('NFKC')))
    },
  }
}

async function verifyEncoded(encoded: string, passphrase: string): Promise<boolean> {
  try {
    return await verify(encoded, passphrase)
  } catch (error) {
    // What the library says of an encoded hash that it cannot read; anything else is a fault.
    if (error instanceof Error && 'code' in error && error.code === 'InvalidArg') return false
    throw error
  }
}

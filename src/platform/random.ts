import { randomBytes } from 'node:crypto'
import type { Random } from '../ports.ts'

/** Crockford's base32 in lower case: no i, l, o, u, so that a code read from paper is not misread. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** Randomness from the operating system's generator. */
export function createRandom(): Random {
  return {
    id: () => base32(randomBytes(15)),
    token: () => base32(randomBytes(20)),
  }
}

/** Eight characters for each five bytes; takes whole groups of five only. */
function base32(bytes: Buffer): string {
  let text = ''
  for (let offset = 0; offset < bytes.length; offset += 5) {
    const group = bytes.readUIntBE(offset, 5)
    for (let place = 7; place >= 0; place -= 1) {
      text += alphabet.charAt(Math.floor(group / 32 ** place) % 32)
    }
  }
  return text
}

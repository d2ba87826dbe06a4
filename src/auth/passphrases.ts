import { invalid, type Refusal } from '../result.ts'

/** In code points. Length is the only rule (OWASP Authentication, NIST SP 800-63B): no digits or signs are demanded. */
const passphraseLength = { least: 12, most: 256 } as const

/** Refusals for a passphrase that somebody chooses. */
export function judgePassphrase(passphrase: string): Refusal[] {
  const length = Array.from(passphrase).length
  if (length < passphraseLength.least) {
    return [invalid('passphrase', 'auth.passphrase.short', { least: passphraseLength.least })]
  }
  return length > passphraseLength.most
    ? [invalid('passphrase', 'auth.passphrase.long', { most: passphraseLength.most })]
    : []
}

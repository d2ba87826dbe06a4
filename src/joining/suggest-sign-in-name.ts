import { suggestPassphrase } from '../auth/passphrase-words.ts'
import type { Locale } from '../i18n/translator.ts'
import type { Random } from '../ports.ts'

/** Two words and two digits: easy to remember, and used by her nowhere else. */
export function suggestSignInName(random: Random, locale: Locale): string {
  const [one = '', two = ''] = suggestPassphrase(random, locale).split(' ')
  return `${one} ${two} ${digits(random)}`
}

const letters = '0123456789abcdefghjkmnpqrstvwxyz'

/** From 10 to 99, out of the ten bits of two Crockford characters. */
function digits(random: Random): number {
  const [high = '0', low = '0'] = random.token()
  return 10 + ((letters.indexOf(high) * 32 + letters.indexOf(low)) % 90)
}

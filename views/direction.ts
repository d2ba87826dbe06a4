/** Languages and scripts that are written from right to left, by their BCP 47 subtags (CLDR, `characterOrder`). */
const rightToLeft: ReadonlySet<string> = new Set([
  ...[
    'ar',
    'arc',
    'ckb',
    'dv',
    'fa',
    'he',
    'ks',
    'mzn',
    'nqo',
    'pnb',
    'prs',
    'ps',
    'sd',
    'syr',
    'ug',
    'ur',
    'yi',
  ],
  ...['adlm', 'arab', 'aran', 'hebr', 'nkoo', 'rohg', 'syrc', 'thaa'],
])

/** Which way a language is written. A script in the tag decides before the language: `uz-Arab`, `az-Latn`. */
export function directionOf(tag: string): 'ltr' | 'rtl' {
  const [language = '', ...others] = tag.toLowerCase().split('-')
  const script = others.find((subtag) => subtag.length === 4)
  return rightToLeft.has(script ?? language) ? 'rtl' : 'ltr'
}

/** The language of a tag without script, region and the like (RFC 5646): what two ways to write it have in common. */
export const languageOf = (tag: string): string => (tag.split('-')[0] ?? '').toLowerCase()

/** Whether a text has the shape of a language tag (BCP 47). */
export const isLanguageTag = (tag: string): boolean => /^[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}$/i.test(tag)

/** The languages to show texts in: the one that she asked for on this page before those that she reads. */
export const wantedLanguages = (
  asked: string | undefined,
  languages: readonly string[],
): readonly string[] => (asked !== undefined && isLanguageTag(asked) ? [asked, ...languages] : languages)

/** In which language a text is shown, which one it was written in, and where it stands in the others. */
export interface TextLanguagesModel {
  readonly shown: string
  readonly original: string
  /** The community that translated what is shown; absent for what its own authors wrote. */
  readonly translatedBy?: string
  readonly others: readonly { readonly language: string; readonly href: string }[]
}

/** Undefined for a text that exists in one language; `page` is the text's own page. */
export function textLanguages(
  page: string,
  shown: string,
  [original = '', ...translations]: readonly string[],
  translatedBy?: string,
): TextLanguagesModel | undefined {
  if (translations.length === 0) return undefined
  const others = [original, ...translations].filter((language) => language !== shown)
  return {
    shown,
    original,
    ...(translatedBy === undefined ? {} : { translatedBy }),
    others: others.map((language) => ({ language, href: `${page}?language=${language}` })),
  }
}

/**
 * A text in the first of her languages that its authors wrote it in; the original, which comes first, otherwise.
 * Undefined only where there is no text.
 */
export function chooseText<Text extends { readonly language: string }>(
  texts: readonly Text[],
  languages: readonly string[],
): Text | undefined {
  for (const wanted of languages) {
    const text = texts.find(({ language }) => languageOf(language) === languageOf(wanted))
    if (text) return text
  }
  return texts[0]
}

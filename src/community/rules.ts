import { type Locale, locales } from '../i18n/translator.ts'
import { linesOf } from '../lines.ts'
import { invalid, judgeEncoding, judgeText, type Refusal } from '../result.ts'

/** In UTF-16 units, as browsers count. */
export const communityLimits = {
  name: 60,
  welcome: 1_000,
  rules: 10_000,
  question: 300,
  questions: 10,
} as const

export interface CommunityTexts {
  readonly communityName: string
  readonly welcome: string
  readonly rules: string
  /** One question a line. */
  readonly questions: string
  readonly defaultLocale: string
  readonly offered: readonly string[]
}

/** The languages to offer, the community's own first. */
export const offeredLocales = (own: Locale, offered: readonly string[]): Locale[] => [
  own,
  ...locales.filter((locale) => locale !== own && offered.includes(locale)),
]

/** Refusals for the community's name and texts. */
export function judgeTexts(texts: CommunityTexts): Refusal[] {
  const questions = linesOf(texts.questions)
  const { name, welcome, rules, question, questions: most } = communityLimits
  return [
    ...(texts.communityName === '' ? [invalid('communityName', 'community.name.empty')] : []),
    ...judgeText('communityName', texts.communityName, name),
    ...(locales.some((locale) => locale === texts.defaultLocale)
      ? []
      : [invalid('defaultLocale', 'community.defaultLocale.empty')]),
    ...judgeText('welcome', texts.welcome, welcome),
    ...(texts.rules === '' ? [invalid('rules', 'community.rules.empty')] : []),
    ...judgeText('rules', texts.rules, rules),
    ...(questions.length > most ? [invalid('questions', 'community.questions.tooMany', { most })] : []),
    ...(questions.some((line) => line.length > question)
      ? [invalid('questions', 'community.questions.long', { most: question })]
      : []),
    ...judgeEncoding('questions', texts.questions),
  ]
}

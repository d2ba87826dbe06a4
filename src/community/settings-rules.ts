import type { DB } from '../db/schema.ts'
import { isLocale, locales } from '../i18n/translator.ts'
import { invalid, judgeEncoding, judgeText, type Refusal } from '../result.ts'
import { communityLimits } from './rules.ts'

export const policies = ['moderators', 'allowed', 'members'] as const
export type Policy = DB['community']['invitePolicy'] & (typeof policies)[number]

/** The sections of the settings; each is one page and one form. */
export type SettingsChange =
  | {
      readonly section: 'community'
      readonly name: string
      readonly defaultLocale: string
      readonly locales: readonly string[]
    }
  | {
      readonly section: 'people'
      readonly doorOpen: boolean
      readonly approvalsNeeded: number
      readonly invitePolicy: string
      readonly alertPolicy: string
      readonly memberMessages: boolean
    }
  | {
      readonly section: 'retention'
      readonly newcomerDays: number
      /** Null: posts stay. */
      readonly postDays: number | null
      readonly messageDays: number
      /** Null: accounts stay. */
      readonly inactiveMonths: number | null
    }
  | {
      readonly section: 'quiet'
      readonly timeZone: string
      /** Full hours, 0 to 23; both or neither. */
      readonly quietFrom: number | null
      readonly quietUntil: number | null
    }

export const isPolicy = (value: string): value is Policy => policies.some((policy) => policy === value)

/** The bounds of what is counted, as the database has them too. */
export const settingsBounds = {
  newcomerDays: [0, 365],
  postDays: [1, 3650],
  messageDays: [7, 3650],
  inactiveMonths: [6, 120],
  quietFrom: [0, 23],
  quietUntil: [0, 23],
} as const

/** Refusals for one section as it was sent. */
export function judgeSettings(change: SettingsChange): Refusal[] {
  switch (change.section) {
    case 'community':
      return [
        ...(change.name === '' ? [invalid('name', 'community.name.empty')] : []),
        ...judgeText('name', change.name, communityLimits.name),
        ...(isLocale(change.defaultLocale)
          ? []
          : [invalid('defaultLocale', 'community.defaultLocale.empty')]),
      ]
    case 'people':
      return [
        ...(isPolicy(change.invitePolicy) ? [] : [invalid('invitePolicy', 'settings.errors.choose')]),
        ...(isPolicy(change.alertPolicy) ? [] : [invalid('alertPolicy', 'settings.errors.choose')]),
        ...(change.approvalsNeeded === 1 || change.approvalsNeeded === 2
          ? []
          : [invalid('approvalsNeeded', 'settings.errors.choose')]),
      ]
    case 'retention':
      return [
        ...judgeNumber('newcomerDays', change.newcomerDays),
        ...(change.postDays === null ? [] : judgeNumber('postDays', change.postDays)),
        ...judgeNumber('messageDays', change.messageDays),
        ...(change.inactiveMonths === null ? [] : judgeNumber('inactiveMonths', change.inactiveMonths)),
      ]
    case 'quiet': {
      const { quietFrom, quietUntil } = change
      const both = quietFrom !== null && quietUntil !== null
      return [
        ...(isTimeZone(change.timeZone) ? [] : [invalid('timeZone', 'settings.errors.timeZone')]),
        ...(quietFrom === null ? [] : judgeNumber('quietFrom', quietFrom)),
        ...(quietUntil === null ? [] : judgeNumber('quietUntil', quietUntil)),
        ...(both || (quietFrom === null && quietUntil === null)
          ? []
          : [invalid('quietUntil', 'settings.errors.bothHours')]),
      ]
    }
  }
}

function judgeNumber(field: keyof typeof settingsBounds, value: number): Refusal[] {
  const [least, most] = settingsBounds[field]
  return Number.isInteger(value) && value >= least && value <= most
    ? []
    : [invalid(field, 'settings.errors.number', { least, most })]
}

/** True for a name of the IANA time zone database. */
function isTimeZone(name: string): boolean {
  try {
    return name !== '' && new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined
  } catch {
    return false
  }
}

/** Refusals for the rules and the welcome of one language: rules are there in the community's own at least. */
export const judgeWrittenText = (
  text: { readonly rules: string; readonly welcome: string },
  { isOwnLanguage }: { readonly isOwnLanguage: boolean },
): Refusal[] => [
  ...(isOwnLanguage && text.rules === '' ? [invalid('rules', 'community.rules.empty')] : []),
  ...(text.rules === '' && text.welcome !== '' ? [invalid('rules', 'settings.errors.rulesFirst')] : []),
  ...judgeText('rules', text.rules, communityLimits.rules),
  ...judgeText('welcome', text.welcome, communityLimits.welcome),
]

/** Refusals for the questions: the community's own language is always written, and nothing is too long. */
export function judgeQuestions(
  questions: readonly { readonly prompts: Readonly<Record<string, string>> }[],
  ownLocale: string,
): Refusal[] {
  const { question: longest, questions: most } = communityLimits
  return [
    ...(questions.length > most
      ? [invalid(`prompt-0-${ownLocale}`, 'community.questions.tooMany', { most })]
      : []),
    ...questions.flatMap(({ prompts }, index) => [
      ...(prompts[ownLocale] ? [] : [invalid(`prompt-${index}-${ownLocale}`, 'settings.errors.question')]),
      ...(locales.some((locale) => (prompts[locale] ?? '').length > longest)
        ? [invalid(`prompt-${index}-${ownLocale}`, 'community.questions.long', { most: longest })]
        : []),
      ...judgeEncoding(`prompt-${index}-${ownLocale}`, Object.values(prompts).join('')),
    ]),
  ]
}

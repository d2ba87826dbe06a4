import { locales } from '../i18n/translator.ts'
import type { ChangedQuestion } from './change-questions.ts'
import type { SettingsChange } from './settings-rules.ts'

/** What a settings form hands in; a part of `SubmittedForm`. */
interface Fields {
  line(name: string): string
  flag(name: string): boolean
  all(name: string): string[]
}

/** One section of the settings as it was sent. */
export function readSettingsChange(section: SettingsChange['section'], form: Fields): SettingsChange {
  switch (section) {
    case 'community':
      return {
        section,
        name: form.line('name'),
        defaultLocale: form.line('defaultLocale'),
        locales: form.all('offered'),
      }
    case 'people':
      return {
        section,
        doorOpen: form.flag('doorOpen'),
        approvalsNeeded: numberOf(form.line('approvalsNeeded')),
        invitePolicy: form.line('invitePolicy'),
        alertPolicy: form.line('alertPolicy'),
        memberMessages: form.flag('memberMessages'),
      }
    case 'retention':
      return {
        section,
        newcomerDays: numberOf(form.line('newcomerDays')),
        postDays: numberOrNothing(form.line('postDays')),
        messageDays: numberOf(form.line('messageDays')),
        inactiveMonths: numberOrNothing(form.line('inactiveMonths')),
      }
    case 'quiet':
      return {
        section,
        timeZone: form.line('timeZone'),
        quietFrom: numberOrNothing(form.line('quietFrom')),
        quietUntil: numberOrNothing(form.line('quietUntil')),
      }
  }
}

/** The state that a form started from; one that never was for anything else, which is then a conflict. */
export const readVersion = (form: Fields): number => {
  const version = numberOf(form.line('version'))
  return Number.isNaN(version) ? 0 : version
}

/** Not a number for anything but digits: the rules refuse it beside its field. */
const numberOf = (text: string): number => (/^\d{1,5}$/.test(text) ? Number(text) : Number.NaN)

const numberOrNothing = (text: string): number | null => (text === '' ? null : numberOf(text))

/** Settings as fields show them. */
export const shownSettings = (settings: {
  readonly name: string
  readonly defaultLocale: string
  readonly locales: readonly string[]
  readonly doorOpen: boolean
  readonly approvalsNeeded: number
  readonly invitePolicy: string
  readonly alertPolicy: string
  readonly memberMessages: boolean
  readonly newcomerDays: number
  readonly postDays: number | null
  readonly messageDays: number
  readonly inactiveMonths: number | null
  readonly timeZone: string
  readonly quietFrom: number | null
  readonly quietUntil: number | null
}) => ({
  ...settings,
  approvalsNeeded: shownNumber(settings.approvalsNeeded),
  newcomerDays: shownNumber(settings.newcomerDays),
  postDays: shownNumber(settings.postDays),
  messageDays: shownNumber(settings.messageDays),
  inactiveMonths: shownNumber(settings.inactiveMonths),
  quietFrom: shownNumber(settings.quietFrom),
  quietUntil: shownNumber(settings.quietUntil),
})

/** Numbers of one section as she typed them: what is none is still there beside its refusal. */
export function typedNumbers(section: SettingsChange['section'], form: Fields) {
  switch (section) {
    case 'retention':
      return {
        newcomerDays: form.line('newcomerDays'),
        postDays: form.line('postDays'),
        messageDays: form.line('messageDays'),
        inactiveMonths: form.line('inactiveMonths'),
      }
    case 'quiet':
      return { quietFrom: form.line('quietFrom'), quietUntil: form.line('quietUntil') }
    case 'community':
    case 'people':
      return {}
  }
}

const shownNumber = (value: number | null): string =>
  value === null || Number.isNaN(value) ? '' : String(value)

/** A question that is still to be written. */
export const emptyQuestion: ChangedQuestion = { id: '', required: false, prompts: {} }

/** The questions as they were sent, without those ticked away or left empty; `wantsAnother` asks for one more. */
export function readQuestionFields(
  form: Fields,
  most: number,
): { readonly questions: readonly ChangedQuestion[]; readonly wantsAnother: boolean } {
  const questions = Array.from({ length: most }, (_, index) => ({
    id: form.line(`id-${index}`),
    required: form.flag(`required-${index}`),
    isRemoved: form.flag(`remove-${index}`),
    prompts: Object.fromEntries(locales.map((locale) => [locale, form.line(`prompt-${index}-${locale}`)])),
  }))
  return {
    questions: questions
      .filter(
        ({ isRemoved, prompts }) => !isRemoved && Object.values(prompts).some((prompt) => prompt !== ''),
      )
      .map(({ id, required, prompts }) => ({ id, required, prompts })),
    wantsAnother: form.line('go') === 'another',
  }
}

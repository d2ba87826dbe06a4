import type { Translator } from '../../src/i18n/translator.ts'

/** A day and an hour. The reader's clock is unknown to us, so both are in UTC. */
export const momentText = (t: Translator, at: Date): string =>
  new Intl.DateTimeFormat(t.locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(at)

/** The hour alone, in UTC. */
export const hourText = (t: Translator, at: Date): string =>
  new Intl.DateTimeFormat(t.locale, { timeStyle: 'short', timeZone: 'UTC' }).format(at)

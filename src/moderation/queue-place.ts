import type { Translator } from '../i18n/translator.ts'

/** What the place band says on every page of the moderators' queue, whichever slice the page belongs to. */
export const queuePlace = (t: Translator) => ({
  kind: 'inside' as const,
  name: t('queue.place'),
  readers: t('queue.readers'),
})

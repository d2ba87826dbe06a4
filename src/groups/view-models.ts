import type { Translator } from '../i18n/translator.ts'

/** What the place band says on every page of a group. */
export const groupPlace = (t: Translator, group: { readonly name: string; readonly readers: number }) => ({
  kind: 'inside' as const,
  name: group.name,
  readers: t('group.place.readers', { count: group.readers }),
})

/** The place of pages that are for all members and stand in no group. */
export const membersPlace = (t: Translator, name: string) => ({
  kind: 'inside' as const,
  name,
  readers: t('group.place.members'),
})

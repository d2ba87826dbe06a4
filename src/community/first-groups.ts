import type { Locale, Translator } from '../i18n/translator.ts'
import type { FirstGroups } from './set-up-community.ts'

/** The names of the first groups, written once, in the community's own language. */
export const firstGroups =
  (translatorOf: (locale: Locale) => Translator) =>
  (locale: Locale): FirstGroups => {
    const t = translatorOf(locale)
    return {
      general: { name: t('groups.first.general'), description: t('groups.first.general.text') },
      moderators: { name: t('groups.first.moderators'), description: t('groups.first.moderators.text') },
    }
  }

import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'

/** Tells a newcomer why she sees little, and from which day (in UTC) the older threads are open to her. */
export const OlderLater: FC<{ t: Translator; openAt: Date }> = ({ t, openAt }) => (
  <p>
    {t('group.feed.newcomer', {
      date: new Intl.DateTimeFormat(t.locale, { dateStyle: 'long', timeZone: 'UTC' }).format(openAt),
    })}
  </p>
)

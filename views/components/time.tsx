import type { FC } from 'hono/jsx'
import { type Locale, locales, type Translator } from '../../src/i18n/translator.ts'

const perLocale = <Formatter,>(create: (locale: Locale) => Formatter): ReadonlyMap<Locale, Formatter> =>
  new Map(locales.map((locale) => [locale, create(locale)]))

const days = perLocale((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }))
const relative = perLocale((locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }))

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

export interface TimeProps {
  t: Translator
  at: Date
  /** With it, anything up to a week away is told from now ("3 hours ago"); without it the day alone is told. */
  now?: Date | undefined
}

/** A moment. Only the day stands in the markup: the page tells no more than it shows. Days are in UTC. */
export const Time: FC<TimeProps> = ({ t, at, now }) => (
  <time datetime={at.toISOString().slice(0, 10)}>
    {now === undefined ? dayText(t.locale, at) : relativeText(t.locale, at, now)}
  </time>
)

/** What is past is told in full units; what ends in a moment less than three days ends in three days. */
const whole = (units: number): number => (units < 0 ? Math.trunc(units) : Math.round(units))

const relativeText = (locale: Locale, at: Date, now: Date): string => {
  const away = at.getTime() - now.getTime()
  const size = Math.abs(away)
  if (size > 7 * day) return dayText(locale, at)
  const formatter = relative.get(locale)
  if (size < minute) return formatter?.format(0, 'second') ?? ''
  if (size < hour) return formatter?.format(whole(away / minute), 'minute') ?? ''
  if (size < day) return formatter?.format(whole(away / hour), 'hour') ?? ''
  return formatter?.format(whole(away / day), 'day') ?? ''
}

const dayText = (locale: Locale, at: Date): string => days.get(locale)?.format(at) ?? ''

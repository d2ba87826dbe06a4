import type { FC } from 'hono/jsx'
import { type Locale, locales, type Translator } from '../../src/i18n/translator.ts'

const perLocale = <Formatter,>(create: (locale: Locale) => Formatter): ReadonlyMap<Locale, Formatter> =>
  new Map(locales.map((locale) => [locale, create(locale)]))

const dates = (options: Intl.DateTimeFormatOptions) =>
  perLocale((locale) => new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }))

const formats = {
  day: dates({ dateStyle: 'long' }),
  short: dates({ day: 'numeric', month: 'short' }),
  moment: dates({
    ...{ day: 'numeric', month: 'long', year: 'numeric' },
    ...{ hour: 'numeric', minute: '2-digit', timeZoneName: 'short' },
  }),
  hour: dates({ hour: 'numeric', minute: '2-digit', timeZoneName: 'short' }),
}
const relative = perLocale((locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }))

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

export interface TimeProps {
  t: Translator
  at: Date
  /** With it, anything up to a week away is told from now ("3 hours ago"); without it the day alone is told. */
  now?: Date | undefined
  /** Where there is room for both: how long ago, and the day. */
  full?: boolean | undefined
}

/**
 * When something was. The markup tells no more than the words: of "3 hours ago" the moment three hours before the page
 * was made, of everything older the day, in UTC. From a day on the date stands beside how long ago that was. The
 * script tells it anew as time goes by, and in the device's own calendar.
 */
export const Time: FC<TimeProps> = ({ t, at, now, full }) => {
  const away = now === undefined ? undefined : at.getTime() - now.getTime()
  if (now === undefined || away === undefined || Math.abs(away) > 7 * day) return <Day t={t} at={at} />
  const { units, unit, length } = toldAs(away)
  const words = relative.get(t.locale)?.format(units, unit) ?? ''
  if (unit === 'day') {
    return (
      <>
        {words} · <Day t={t} at={at} look={full ? 'day' : 'short'} />
      </>
    )
  }
  const told = new Date(now.getTime() + units * length)
  return (
    <>
      <time datetime={toTheMinute(told)} data-time="ago">
        {words}
      </time>
      {full && (
        <>
          {' · '}
          <Day t={t} at={at} />
        </>
      )}
    </>
  )
}

/** What is past is told in full units; what ends in a moment less than three days ends in three days. */
const toldAs = (away: number): { units: number; unit: Intl.RelativeTimeFormatUnit; length: number } => {
  const whole = (length: number) => (away < 0 ? Math.trunc(away / length) : Math.round(away / length))
  const size = Math.abs(away)
  if (size < minute) return { units: 0, unit: 'second', length: 0 }
  if (size < hour) return { units: whole(minute), unit: 'minute', length: minute }
  if (size < day) return { units: whole(hour), unit: 'hour', length: hour }
  return { units: whole(day), unit: 'day', length: day }
}

const Day: FC<{ t: Translator; at: Date; look?: 'day' | 'short' }> = ({ t, at, look = 'day' }) => (
  <time datetime={at.toISOString().slice(0, 10)} data-time={look}>
    {formats[look].get(t.locale)?.format(at)}
  </time>
)

/**
 * A moment that somebody has to keep: when a warning ends, from when on a code works. In UTC, which it says; the script
 * tells it in the device's zone.
 */
export const Moment: FC<{ t: Translator; at: Date; only?: 'hour' | undefined }> = ({ t, at, only }) => {
  const style = only ?? 'moment'
  return (
    <time datetime={toTheMinute(at)} data-time={style}>
      {formats[style].get(t.locale)?.format(at)}
    </time>
  )
}

/** A sentence with such a moment in it: `sentence` puts the words it is given where the moment stands. */
export const WithMoment: FC<{
  t: Translator
  at: Date
  only?: 'hour' | undefined
  sentence: (time: string) => string
}> = ({ t, at, only, sentence }) => {
  const [before = '', ...after] = sentence(gap).split(gap)
  return (
    <>
      {before}
      <Moment t={t} at={at} only={only} />
      {after.join('')}
    </>
  )
}

/** Stands in no text. */
const gap = '\u0000'

const toTheMinute = (at: Date): string => `${at.toISOString().slice(0, 16)}Z`

import { type Formatters, IntlMessageFormat } from 'intl-messageformat'
import en from './messages/en.json' with { type: 'json' }
import es from './messages/es.json' with { type: 'json' }
import id from './messages/id.json' with { type: 'json' }
import ru from './messages/ru.json' with { type: 'json' }
import sv from './messages/sv.json' with { type: 'json' }

export type MessageKey = keyof typeof en
export type MessageParams = Readonly<Record<string, string | number>>

/** The languages the interface speaks, by BCP 47 tag, in the order they are offered. */
export const locales = ['es', 'sv', 'id', 'ru', 'en'] as const
export type Locale = (typeof locales)[number]

export const isLocale = (value: unknown): value is Locale => locales.some((locale) => locale === value)

const catalogues: Readonly<Record<Locale, Readonly<Record<string, string>>>> = { es, sv, id, ru, en }

export interface Translator {
  readonly locale: Locale
  /** The text of a key in the reader's language (ICU MessageFormat); throws on a missing value. */
  (key: MessageKey, params?: MessageParams): string
}

/** Scripts that are written from right to left. */
const rightToLeft =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u

/** A name in such a script would turn the words around it: it stands between isolates (UAX #9, 2.4). */
const isolated = (params: MessageParams): MessageParams =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'string' && rightToLeft.test(value) ? `\u2068${value}\u2069` : value,
    ]),
  )

/** What is made anew for each language and style is slow to make, and there are few: each is kept. */
const kept = <Format>(create: (locale?: string | string[], style?: object) => Format) => {
  const made = new Map<string, Format>()
  return (locale?: string | string[], style?: object): Format => {
    const key = JSON.stringify([locale, style])
    const format = made.get(key) ?? create(locale, style)
    made.set(key, format)
    return format
  }
}

/** A day is that of UTC, as `Time` tells it: no text depends on where the machine stands. */
const formatters: Formatters = {
  getNumberFormat: kept((locale, style) => new Intl.NumberFormat(locale, style)),
  getDateTimeFormat: kept((locale, style) => new Intl.DateTimeFormat(locale, { ...style, timeZone: 'UTC' })),
  getPluralRules: kept((locale, style) => new Intl.PluralRules(locale, style)),
}

/** A translator for one language; compiled messages are kept for as long as it lives. */
export function createTranslator(locale: Locale): Translator {
  const compiled = new Map<MessageKey, IntlMessageFormat>()
  const translate = (key: MessageKey, params?: MessageParams): string => {
    let message = compiled.get(key)
    if (!message) {
      message = new IntlMessageFormat(catalogues[locale][key] ?? en[key], locale, undefined, {
        ignoreTag: true,
        formatters,
      })
      compiled.set(key, message)
    }
    return String(message.format(params && isolated(params)))
  }
  return Object.assign(translate, { locale })
}

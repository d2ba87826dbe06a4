import { IntlMessageFormat } from 'intl-messageformat'
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

/** A translator for one language; compiled messages are kept for as long as it lives. */
export function createTranslator(locale: Locale): Translator {
  const compiled = new Map<MessageKey, IntlMessageFormat>()
  const translate = (key: MessageKey, params?: MessageParams): string => {
    let message = compiled.get(key)
    if (!message) {
      message = new IntlMessageFormat(catalogues[locale][key] ?? en[key], locale, undefined, {
        ignoreTag: true,
      })
      compiled.set(key, message)
    }
    return String(message.format(params))
  }
  return Object.assign(translate, { locale })
}

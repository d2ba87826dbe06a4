import { isLocale, type Locale, locales } from '../i18n/translator.ts'

/** Beside the session's cookie and with the same ending: cookies ignore ports, and one machine may run several. */
export const languageCookie = (sessionCookie: string): string => sessionCookie.replace('session', 'language')

/**
 * The language of a page: what she chose on this device, else her account's, else what her browser asks for
 * (RFC 9110, 12.5.4) among the community's languages, else the community's own.
 */
export function chooseLocale(wishes: {
  readonly cookie: string | undefined
  readonly account: string | undefined
  readonly acceptLanguage: string | undefined
  readonly offered: readonly Locale[]
  readonly fallback: Locale
}): Locale {
  if (isLocale(wishes.cookie)) return wishes.cookie
  if (isLocale(wishes.account)) return wishes.account
  const offered = wishes.offered.length > 0 ? wishes.offered : locales
  return accepted(wishes.acceptLanguage ?? '').find((tag) => offered.includes(tag)) ?? wishes.fallback
}

function accepted(header: string): Locale[] {
  return header
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';')
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find(Boolean)
      return { language: tag.slice(0, 2).toLowerCase(), quality: quality === undefined ? 1 : Number(quality) }
    })
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality)
    .map(({ language }) => language)
    .filter(isLocale)
}

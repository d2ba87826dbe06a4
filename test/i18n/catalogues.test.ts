import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import { describe, expect, it } from 'vitest'
import en from '../../src/i18n/messages/en.json' with { type: 'json' }
import es from '../../src/i18n/messages/es.json' with { type: 'json' }
import id from '../../src/i18n/messages/id.json' with { type: 'json' }
import ru from '../../src/i18n/messages/ru.json' with { type: 'json' }
import sv from '../../src/i18n/messages/sv.json' with { type: 'json' }
import { createTranslator, locales } from '../../src/i18n/translator.ts'

const catalogues: Readonly<Record<string, Readonly<Record<string, string>>>> = { en, es, sv, id, ru }

const read = (message: string): MessageFormatElement[] => parse(message, { ignoreTag: true })

/** The values a message needs, also inside its plural branches. */
function parametersOf(elements: readonly MessageFormatElement[]): Set<string> {
  const names = new Set<string>()
  for (const element of elements) {
    if (element.type === TYPE.literal || element.type === TYPE.pound) continue
    names.add(element.value)
    if (element.type === TYPE.plural || element.type === TYPE.select)
      for (const option of Object.values(element.options))
        for (const name of parametersOf(option.value)) names.add(name)
  }
  return names
}

function pluralsOf(elements: readonly MessageFormatElement[]): string[][] {
  return elements.flatMap((element) => (element.type === TYPE.plural ? [Object.keys(element.options)] : []))
}

describe('the message catalogues', () => {
  it('have the same keys in every language', () => {
    for (const locale of locales)
      expect({ locale, keys: Object.keys(catalogues[locale] ?? {}).sort() }).toEqual({
        locale,
        keys: Object.keys(en).sort(),
      })
  })

  it('leave no text empty', () => {
    const empty = locales.flatMap((locale) =>
      Object.entries(catalogues[locale] ?? {})
        .filter(([, text]) => text.trim() === '')
        .map(([key]) => `${locale} ${key}`),
    )
    expect(empty).toEqual([])
  })

  it('ask for the same values in every language', () => {
    const differing = locales.flatMap((locale) =>
      Object.entries(en)
        .filter(([key, text]) => {
          const there = parametersOf(read(catalogues[locale]?.[key] ?? ''))
          const here = parametersOf(read(text))
          return [...there].sort().join() !== [...here].sort().join()
        })
        .map(([key]) => `${locale} ${key}`),
    )
    expect(differing).toEqual([])
  })

  it('have every plural form that a language needs', () => {
    const lacking = locales.flatMap((locale) => {
      const needed = new Intl.PluralRules(locale).resolvedOptions().pluralCategories.filter(
        // Spanish has "many" for millions and Russian "other" for fractions: both fall back to "other".
        (category) => !(locale === 'es' && category === 'many'),
      )
      return Object.entries(catalogues[locale] ?? {}).flatMap(([key, text]) =>
        pluralsOf(read(text)).flatMap((forms) =>
          needed.filter((form) => !forms.includes(form)).map((form) => `${locale} ${key} ${form}`),
        ),
      )
    })
    expect(lacking).toEqual([])
  })

  it('speak each language themselves: few texts are the same as in English', () => {
    for (const locale of locales.filter((tag) => tag !== 'en')) {
      const same = Object.entries(en).filter(([key, text]) => catalogues[locale]?.[key] === text)
      expect({ locale, same: same.length < Object.keys(en).length * 0.06 }).toEqual({ locale, same: true })
    }
  })

  it('tell days in UTC, wherever the machine stands', () => {
    const t = createTranslator('en')
    const zone = process.env['TZ']
    const told = ['America/La_Paz', 'Pacific/Auckland'].map((name) => {
      process.env['TZ'] = name
      return ['2026-11-22T00:30:00Z', '2026-11-22T23:30:00Z'].map((moment) =>
        t('record.day', { day: Date.parse(moment) }),
      )
    })
    // Otherwise the machine stayed where it was, and nothing was tried.
    expect(new Date('2026-11-22T00:30:00Z').getHours()).toBe(13)
    if (zone === undefined) delete process.env['TZ']
    else process.env['TZ'] = zone
    expect(new Set(told.flat())).toEqual(new Set(['November 22, 2026']))
  })

  it('refuse to speak when a value is missing', () => {
    const t = createTranslator('en')
    expect(() => t('composer.stays')).toThrow()
  })
})

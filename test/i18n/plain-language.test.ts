import { describe, expect, it } from 'vitest'
import en from '../../src/i18n/messages/en.json' with { type: 'json' }
import es from '../../src/i18n/messages/es.json' with { type: 'json' }
import id from '../../src/i18n/messages/id.json' with { type: 'json' }
import ru from '../../src/i18n/messages/ru.json' with { type: 'json' }
import sv from '../../src/i18n/messages/sv.json' with { type: 'json' }
import { locales } from '../../src/i18n/translator.ts'
import { isEasy, readabilityOf } from './readability.ts'

const catalogues = { en, es, sv, id, ru }

/** Below this many words the formulas measure chance. */
const enoughWords = 20
const longestSentence = 22

describe.each(locales)('the texts in %s', (locale) => {
  const texts = Object.entries(catalogues[locale]).map(([key, text]) => ({
    key,
    ...readabilityOf(locale, text),
  }))

  it(`have no sentence of more than ${longestSentence} words`, () => {
    expect(texts.filter((text) => text.longestSentence > longestSentence).map(({ key }) => key)).toEqual([])
  })

  it('are followed by a twelve-year-old', () => {
    const long = texts.filter(({ words }) => words >= enoughWords)
    expect(long.length).toBeGreaterThan(50)
    const hard = long.filter((text) => !isEasy(locale, text))
    expect(hard.map(({ key, score }) => `${key}: ${score.toFixed(1)}`)).toEqual([])
  })
})

describe('the measure', () => {
  it('tells officialese from plain words in every language', () => {
    const hard = {
      en: 'Notwithstanding the aforementioned authorisation, administrators necessarily retain discretionary responsibility regarding confidentiality considerations affecting participating organisations and their representatives.',
      es: 'Independientemente de la autorización anteriormente mencionada, las administradoras conservan responsabilidades discrecionales relativas a la confidencialidad de las organizaciones participantes y sus representantes.',
      sv: 'Oaktat ovanstående bemyndiganden förbehåller administrationen sig diskretionära befogenheter beträffande sekretessbestämmelser rörande deltagande organisationer och deras företrädare.',
      id: 'Terlepas dari kewenangan sebagaimana dinyatakan sebelumnya, penyelenggara mempertahankan pertanggungjawaban sepenuhnya mengenai kerahasiaan keanggotaan organisasi-organisasi penyelenggaraan kegiatan bersangkutan.',
      ru: 'Вышеупомянутое разрешение не ограничивает дискреционную ответственность администрации относительно конфиденциальности организаций-участниц и уполномоченных представителей соответствующих объединений.',
    }
    for (const locale of locales) expect(isEasy(locale, readabilityOf(locale, hard[locale]))).toBe(false)
  })
})

import { Parser } from 'htmlparser2'
import { sql } from 'kysely'
import { describe, expect, it, vi } from 'vitest'
import { type Locale, locales, type MessageKey, type MessageParams } from '../../src/i18n/translator.ts'
import { languageNames } from '../../views/components/language-switch.tsx'
import type { World } from '../gallery/world.ts'
import { sourceFiles } from '../support/source-files.ts'
import { nameOf, useExhibition } from './exhibition.ts'
import { literalsOf } from './literals.ts'

/** Every message stands between these. */
vi.mock(import('../../src/i18n/translator.ts'), async (importOriginal) => {
  const original = await importOriginal()
  return {
    ...original,
    createTranslator(locale: Locale) {
      const translate = original.createTranslator(locale)
      const marked = (key: MessageKey, params?: MessageParams) => `⟦${translate(key, params)}⟧`
      return Object.assign(marked, { locale })
    },
  }
})

describe('what the pages say', () => {
  const exhibition = useExhibition()

  it('stands in no view as it is', async () => {
    const files = await sourceFiles(['views', 'src'], ['.tsx'])
    expect(files.length).toBeGreaterThan(100)
    expect(files.filter(({ path }) => !path.startsWith('views/dev/')).flatMap(literalsOf)).toEqual([])
  })

  it('comes from the catalogue or from members, on every page', { timeout: 300_000 }, async () => {
    const { exhibits, looker, world } = exhibition()
    const stored = await storedWords(world)
    expect(stored.size).toBeGreaterThan(500)
    const findings: string[] = []
    let messages = 0
    for (const exhibit of exhibits.filter(({ send }) => send === undefined)) {
      const { html } = await looker.look(exhibit.house, exhibit.as, exhibit.path)
      messages += html.split('⟦').length - 1
      for (const { text, where } of unmarked(html))
        if (!stored.has(text)) findings.push(`${nameOf(exhibit)}: ${text}${where}`)
    }
    expect(messages).toBeGreaterThan(5_000)
    expect(findings).toEqual([])
  })
})

/** What `Intl` says of days, which is in no catalogue. */
const daysFromNow = (): string[] =>
  locales.flatMap((locale) => {
    const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
    return Array.from({ length: 63 }, (_, at) => relative.format(at - 31, 'day'))
  })

/** Every text in the communities' databases: names and titles that members gave. And what languages call themselves. */
async function storedWords({ houses }: World): Promise<Set<string>> {
  const stored = new Set<string>([...Object.values(languageNames), ...daysFromNow()])
  for (const { app } of Object.values(houses)) {
    const { rows: columns } = await sql<{ table: string; column: string }>`
      select table_name as table, column_name as column from information_schema.columns
      where table_schema = 'public' and data_type in ('text', 'character varying')`.execute(app.db)
    for (const { table, column } of columns) {
      const { rows } = await sql<{ value: string | null }>`
        select ${sql.ref(column)} as value from ${sql.table(table)}`.execute(app.db)
      for (const { value } of rows) if (value !== null) stored.add(value.trim())
    }
  }
  return stored
}

/** What is no word at all: drawings, codes, times that `Intl` writes. */
const noWords = ['svg', 'code', 'script', 'style', 'title', 'time', 'textarea', 'pre', 'bdi']
/** Members' own words. */
const marksOfOwn = ['lang', 'dir', 'hx-ignore', 'translate']
/** Read aloud, or seen. */
const spoken = ['alt', 'title', 'aria-label', 'placeholder', 'label', 'data-copy', 'data-copied']

/** The words of a page that are no message's and no member's. */
function unmarked(html: string): { readonly text: string; readonly where: string }[] {
  const found: { readonly text: string; readonly where: string }[] = []
  const own: boolean[] = []
  let depth = 0
  new Parser({
    onopentag(name, attributes) {
      const isOwn =
        noWords.includes(name) ||
        attributes['class'] === 'person__initials' ||
        (name !== 'html' && marksOfOwn.some((one) => one in attributes))
      if (!own.includes(true) && !isOwn)
        for (const attribute of spoken) judge(attributes[attribute] ?? '', ` (${name} ${attribute})`)
      own.push(isOwn)
    },
    onclosetag() {
      own.pop()
    },
    ontext(text) {
      const outside = withoutMessages(text)
      if (!own.includes(true)) judge(outside)
    },
  }).end(html)
  return found

  /** A message may come in pieces: around an apostrophe, for one. */
  function withoutMessages(text: string): string {
    let outside = ''
    for (const sign of text) {
      if (sign === '⟦') depth += 1
      else if (sign === '⟧') depth -= 1
      else if (depth === 0) outside += sign
    }
    return outside
  }

  function judge(text: string, where = ''): void {
    const outside = text.includes('⟦') ? text.replace(/⟦.*⟧/su, '') : text
    if (/\p{L}{2}/u.test(outside)) found.push({ text: outside.replace(/^[\s·:,]+|[\s·:,]+$/gu, ''), where })
  }
}

import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { isLocale, type Locale } from '../../src/i18n/translator.ts'
import { launchBrowser } from '../support/browser.ts'
import { useTestDatabaseServer } from '../support/database.ts'
import { startTestDatabaseServer } from '../support/global-setup.ts'
import type { Exhibit } from './exhibit.ts'
import { adviceOn, listExhibits } from './exhibits.ts'
import { indexPage, type Picture } from './index-page.ts'
import { createLooker, type Looker } from './look.ts'
import { type Browser, openExhibit, photograph, type Scheme, speak } from './shoot.ts'
import { createWorld, type World } from './world.ts'

/**
 * Pictures of every page in its states, and a page that shows them side by side. `--out DIR`; `--quick` takes the
 * smallest screen, one language and light only; `--only /groups,/posts --width 360,1280 --locale es,ru --scheme light`
 * narrow it, and so does `--state "sent empty,filled"`.
 */
const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    state: { type: 'string' },
    width: { type: 'string' },
    locale: { type: 'string' },
    scheme: { type: 'string' },
  },
})

const atOnce = 2
const list = (text: string | undefined): string[] | undefined => text?.split(',').map((part) => part.trim())
const locales = (list(values.locale) ?? (values.quick ? ['es'] : ['es', 'id', 'sv', 'ru', 'en'])).filter(
  isLocale,
)
const widths = (list(values.width) ?? (values.quick ? ['360'] : ['360', '768', '1280'])).map(Number)
const isScheme = (text: string): text is Scheme => text === 'light' || text === 'dark'
const schemes = (list(values.scheme) ?? (values.quick ? ['light'] : ['light', 'dark'])).filter(isScheme)
const only = list(values.only)
const states = list(values.state)

const isWanted = ({ route, path, state }: Exhibit): boolean =>
  (only?.some((prefix) => route.startsWith(prefix) || path.startsWith(prefix)) ?? true) &&
  (states?.includes(state) ?? true)

const say = (text: string): void => void process.stdout.write(`${text}\n`)

if (!values.out || widths.some((width) => !(width >= 200)) || locales.length === 0 || schemes.length === 0) {
  process.stderr.write(
    'npm run gallery -- --out DIR [--quick] [--only /path] [--state filled] [--width 360,1280] [--locale es,ru] [--scheme light,dark]\n',
  )
  process.exit(2)
}
const out = resolve(values.out)
const began = Date.now()
const { stop, ...server } = await startTestDatabaseServer()
useTestDatabaseServer(server)
try {
  const world = await createWorld()
  const looker = createLooker(world)
  const browser = await launchBrowser()
  if (!browser) throw new Error('no browser starts here')
  try {
    const { missing, ...found } = await listExhibits(world, looker)
    const exhibits = found.exhibits.filter(isWanted)
    const each = locales.length * widths.length * schemes.length
    say(`${exhibits.length} exhibits, ${exhibits.length * each} pictures`)
    const { pictures, notes } = await shootAll({ world, looker, browser }, exhibits)
    await mkdir(out, { recursive: true })
    await writeFile(join(out, 'index.html'), indexPage(pictures, notes))
    for (const note of notes) say(note)
    if (missing.length > 0) {
      say(adviceOn(missing))
      process.exitCode = 1
    }
    say(
      `${pictures.length} pictures in ${Math.round((Date.now() - began) / 1000)} s: ${join(out, 'index.html')}`,
    )
  } finally {
    await browser.close()
    await world.close()
  }
} finally {
  await stop()
}

async function shootAll(
  places: { readonly world: World; readonly looker: Looker; readonly browser: Browser },
  exhibits: readonly Exhibit[],
): Promise<{ pictures: readonly Picture[]; notes: readonly string[] }> {
  const pictures: Picture[] = []
  const notes: string[] = []
  for (const locale of locales) {
    await speak(places.world, locale)
    const waiting = [...exhibits.entries()]
    const total = waiting.length
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const [at, exhibit] = next
        if (at % 20 === 0) say(`${locale} ${at}/${total}`)
        await shootOne(places, at, exhibit, locale, pictures, notes)
      }
    }
    await Promise.all(Array.from({ length: atOnce }, work))
  }
  const rank = new Map(exhibits.map((exhibit, at) => [exhibit, at]))
  pictures.sort((one, other) => (rank.get(one.exhibit) ?? 0) - (rank.get(other.exhibit) ?? 0))
  return { pictures, notes }
}

async function shootOne(
  places: { readonly world: World; readonly looker: Looker; readonly browser: Browser },
  at: number,
  exhibit: Exhibit,
  locale: Locale,
  pictures: Picture[],
  notes: string[],
): Promise<void> {
  const name = `${exhibit.route} (${exhibit.state}, ${exhibit.as}, ${locale})`
  const words = `${exhibit.route}-${exhibit.state}`.replace(/[^\w-]+/g, '_')
  const fileOf = (width: number, scheme: Scheme) =>
    `${locale}/${width}-${scheme}/${String(at).padStart(3, '0')}${words}.png`
  try {
    const opened = await openExhibit(places, exhibit, { locale, width: widths[0] ?? 360 })
    try {
      const expected = exhibit.status ?? 200
      if (opened.status !== expected) notes.push(`${name} answered ${opened.status}`)
      await photograph(opened.page, widths, schemes, (width, scheme) => join(out, fileOf(width, scheme)))
      for (const width of widths)
        for (const scheme of schemes)
          pictures.push({
            exhibit,
            width,
            file: fileOf(width, scheme),
            caption: `${locale} ${width} ${scheme}`,
          })
      for (const problem of opened.takeProblems()) notes.push(`${name}: ${problem}`)
    } finally {
      await opened.close()
    }
  } catch (fault) {
    notes.push(`${name}: ${String(fault).split('\n')[0]}`)
  }
}

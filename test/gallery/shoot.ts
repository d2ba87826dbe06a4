import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Page } from 'playwright-core'
import type { Locale } from '../../src/i18n/translator.ts'
import type { launchBrowser, StoryPage } from '../support/browser.ts'
import type { Exhibit, Sending } from './exhibit.ts'
import type { Looker } from './look.ts'
import type { World } from './world.ts'

export type Browser = NonNullable<Awaited<ReturnType<typeof launchBrowser>>>
export type Scheme = 'light' | 'dark'

/** An exhibit in a browser, in the state that is shown. */
export interface Opened extends StoryPage {
  /** What the page that is shown answered. */
  readonly status: number
}

/**
 * Opens an exhibit in a context of its own, 360 px wide unless told. Members see it in the language that the world
 * speaks (`speak`), guests in that of the browser. Whoever opens it closes it.
 */
export async function openExhibit(
  { world, looker, browser }: { readonly world: World; readonly looker: Looker; readonly browser: Browser },
  exhibit: Exhibit,
  { locale, width = 360 }: { readonly locale: Locale; readonly width?: number },
): Promise<Opened> {
  const opened = await browser.newPage({ locale, width, height: width < 600 ? 740 : 900 })
  opened.allow(/status of 4\d\d/)
  return { ...opened, status: await showExhibit({ world, looker }, exhibit, opened) }
}

/** Brings a browser to an exhibit as if it had been nowhere before, and gives the status of the page that is shown. */
export async function showExhibit(
  { world, looker }: { readonly world: World; readonly looker: Looker },
  exhibit: Exhibit,
  { page, context }: Pick<StoryPage, 'page' | 'context'>,
): Promise<number> {
  const { origin } = world.houses[exhibit.house]
  await context.clearCookies()
  const [cookie = '', value = ''] = (await looker.cookieOf(exhibit.house, exhibit.as))?.split('=') ?? []
  if (cookie !== '') await context.addCookies([{ name: cookie, value, url: origin }])
  const answer = await page.goto(`${origin}${exhibit.path}`)
  let status = answer?.status() ?? 0
  for (const sending of exhibit.send ?? []) status = await send(page, sending)
  return status
}

/** From now on everybody reads in this language. */
export async function speak({ houses }: World, locale: Locale): Promise<void> {
  for (const { app } of Object.values(houses)) {
    await app.db.updateTable('members').set({ locale }).execute()
    await app.db.updateTable('community').set({ defaultLocale: locale }).execute()
  }
}

/** Sends a form past the browser’s own checks and past scripts, and gives the status of the page that answers. */
async function send(page: Page, what: Sending): Promise<number> {
  const [answer] = await Promise.all([
    page.waitForNavigation(),
    page.evaluate(what === 'empty' ? sendFirstForm : sendFields(what)),
  ])
  return answer?.status() ?? 0
}

/** The first form that asks for something, without what it asks for: it is refused, and writes nothing. */
const sendFirstForm = `(() => {
  const required = 'input[required], textarea[required], select[required]'
  const forms = [...document.querySelectorAll('main form[method=post]')]
  const form = forms.find((one) => one.querySelector(required))
  if (!form) throw new Error('no form asks for anything')
  for (const field of form.querySelectorAll(required)) {
    field.value = field.type === 'radio' || field.type === 'checkbox' ? field.value : ''
    field.checked = false
  }
  HTMLFormElement.prototype.submit.call(form)
})()`

const sendFields = ({
  to,
  fields,
}: {
  readonly to: string
  readonly fields: Readonly<Record<string, string>>
}) =>
  `(() => {
  const form = document.createElement('form')
  form.method = 'post'
  form.action = ${JSON.stringify(to)}
  for (const [name, value] of Object.entries(${JSON.stringify(fields)})) {
    const input = document.createElement('input')
    input.type = 'hidden'
    input.name = name
    input.value = value
    form.append(input)
  }
  document.body.append(form)
  form.submit()
})()`

/** Chromium draws nothing that is higher, in CSS pixels. */
const highest = 15_000

/**
 * Takes one picture for each width and scheme, on a screen as high as the page: bars that stick to its edges lie over
 * nothing, and pictures that wait for being seen are there.
 */
export async function photograph(
  page: Page,
  widths: readonly number[],
  schemes: readonly Scheme[],
  fileOf: (width: number, scheme: Scheme) => string,
): Promise<void> {
  for (const width of widths) {
    const height = width < 600 ? 740 : 900
    await page.setViewportSize({ width, height })
    const needed = await page.evaluate<number>('document.documentElement.scrollHeight')
    await page.setViewportSize({ width, height: Math.min(highest, Math.max(height, needed)) })
    await page.evaluate(picturesShown)
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const path = fileOf(width, colorScheme)
      await mkdir(dirname(path), { recursive: true })
      // Hiding the caret would leave style attributes behind, which the pages’ policy does not let htmx copy.
      await page.screenshot({ path, caret: 'initial', animations: 'disabled' })
    }
  }
}

const picturesShown = `Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)))`

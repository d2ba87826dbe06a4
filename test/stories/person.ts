import type { Locator, Page, Request, Response } from 'playwright-core'
import { expect } from 'vitest'
import { createTranslator, type Locale, type Translator } from '../../src/i18n/translator.ts'
import { eventually } from '../../src/platform/demo/gestures.ts'
import type { StoryPage } from '../support/browser.ts'

export type Words = string | RegExp

/** Somebody at a browser, who finds everything by what it says, as a screen reader does. */
export interface Person {
  readonly page: Page
  readonly story: StoryPage
  /** The words of her pages. */
  readonly t: Translator
  goTo(path: string): Promise<void>
  /** Follows a link of the page's content. */
  follow(words: Words): Promise<void>
  /** Opens what is folded away behind some words, and leaves it open. */
  unfold(words: Words, where?: Locator): Promise<void>
  /** Follows a tab of the menu. */
  openTab(words: Words): Promise<void>
  /**
   * Presses a button and waits for the answer; it must be a page that worked. `to`: where its form goes, if several
   * say the same.
   */
  press(words: Words, to?: string): Promise<void>
  /** Follows a link that may only bring a part of the page in its own place, where scripts run. */
  followHere(link: Locator): Promise<void>
  /** Presses a button that may change a part of the page only, where scripts run. */
  pressHere(words: Words, to?: string): Promise<void>
  /** Presses a button that cannot work, and sees that the page says so. */
  pressInVain(words: Words, to?: string): Promise<void>
  /** Presses or follows what is found by where it stands, and sees that the answer has a status; 200 unless told. */
  click(locator: Locator, status?: number): Promise<void>
  fill(label: string, text: string): Promise<void>
  choose(label: Words, question?: string): Promise<void>
  untick(label: string, question?: string): Promise<void>
  select(label: string, option: string): Promise<void>
  sees(words: Words): Promise<void>
  seesNot(words: Words): Promise<void>
  /** Opens a page again and again until it says something. */
  waitFor(path: string, words: string): Promise<void>
  /** The code that the page shows. */
  code(): Promise<string>
}

export interface PersonOptions {
  readonly origin: string
  readonly locale: Locale
  /** Called on every page she comes to. */
  readonly look: (page: Page) => Promise<void>
  /** Told the path of every form she sends. */
  readonly sent: (path: string) => void
}

export function createPerson(story: StoryPage, { origin, locale, look, sent }: PersonOptions): Person {
  const { page } = story
  const t = createTranslator(locale)
  const main = page.getByRole('main')
  const read = async (): Promise<string> => (await main.textContent()) ?? ''
  page.setDefaultTimeout(15_000)
  story.allow(/status of (404|422)/)
  page.on('request', (request) => {
    if (request.method() === 'POST') sent(new URL(request.url()).pathname)
  })

  const named = (words: Words) => (typeof words === 'string' ? { name: words, exact: true } : { name: words })
  const arrive = async (locator: Locator): Promise<number> => {
    const [answer] = await Promise.all([
      page.waitForResponse(
        (response) => response.request().isNavigationRequest() && !isRedirect(response.status()),
      ),
      page.waitForEvent('load'),
      locator.click(),
    ])
    return answer.status()
  }
  const move = async (locator: Locator, expected = 200): Promise<void> => {
    const status = await arrive(locator)
    if (status !== expected) {
      throw new Error(`${page.url()} answered ${status}: ${(await read()).slice(0, 500)}`)
    }
    await look(page)
  }
  /** As a page of its own, or where scripts run as a part of the page she is on. */
  const answerTo = async (locator: Locator, isAsked: (request: Request) => boolean): Promise<Response> => {
    const [answer] = await Promise.all([
      page.waitForResponse(
        (response) => isAsked(firstOf(response.request())) && !isRedirect(response.status()),
      ),
      locator.click(),
    ])
    await answer.finished()
    await page.waitForLoadState()
    return answer
  }
  // As wide as the box, they lie over it.
  const wordsOf = (option: Locator) => option.locator('xpath=../label')
  const button = (words: Words, to?: string) =>
    (to === undefined ? main : main.locator(`form[action="${to}"]`)).getByRole('button', named(words))
  const group = (question?: string) =>
    question === undefined ? main : main.getByRole('group', { name: question })

  return {
    page,
    story,
    t,
    async goTo(path) {
      const response = await page.goto(new URL(path, origin).href)
      if (response?.status() !== 200) throw new Error(`${path} answered ${response?.status()}`)
      await look(page)
    },
    follow: (words) => move(main.getByRole('link', named(words))),
    async unfold(words, where = main) {
      const summary = where
        .locator('summary')
        .and(where.getByText(words, { exact: typeof words === 'string' }))
      if (await summary.evaluate((one) => !one.parentElement?.hasAttribute('open'))) await summary.click()
    },
    openTab: (words) =>
      move(page.getByRole('navigation', { name: t('shell.tabs') }).getByRole('link', named(words))),
    press: (words, to) => move(button(words, to)),
    async followHere(link) {
      const address = new URL((await link.getAttribute('href')) ?? '', page.url()).href
      const answer = await answerTo(link, (request) => request.url() === address)
      expect(answer.status()).toBe(200)
      if (!answer.request().isNavigationRequest()) await link.waitFor({ state: 'detached' })
      await look(page)
    },
    async pressHere(words, to) {
      const answer = await answerTo(button(words, to), isSent)
      if (answer.request().isNavigationRequest()) await look(page)
    },
    async pressInVain(words, to) {
      const answer = await answerTo(button(words, to), isSent)
      expect(answer.status()).toBe(422)
      expect(await page.getByRole('alert').textContent()).toContain(t('form.errors.title'))
      await look(page)
    },
    click: move,
    fill: (label, text) => main.getByLabel(labelled(t, label)).fill(text),
    async choose(label, question) {
      const option = group(question).getByLabel(label, { exact: typeof label === 'string' })
      if (!(await option.isChecked())) await wordsOf(option).click()
      expect(await option.isChecked()).toBe(true)
    },
    async untick(label, question) {
      const option = group(question).getByLabel(label, { exact: true })
      if (await option.isChecked()) await wordsOf(option).click()
      expect(await option.isChecked()).toBe(false)
    },
    async select(label, option) {
      await main.getByLabel(labelled(t, label)).selectOption({ label: option })
    },
    async sees(words) {
      const found = main.getByText(words).first()
      await found.waitFor({ timeout: 5_000 }).catch(async () => {
        throw new Error(`${page.url()} does not say ${words}: ${(await read()).slice(0, 800)}`)
      })
    },
    async seesNot(words) {
      expect(await main.getByText(words).count(), `${page.url()} says ${words}`).toBe(0)
    },
    async waitFor(path, words) {
      await eventually(`"${words}" on ${path}`, async () => {
        await page.goto(new URL(path, origin).href)
        return (await read()).includes(words) ? true : undefined
      })
      await look(page)
    },
    async code() {
      return ((await main.locator('code').textContent()) ?? '').trim()
    },
  }
}

/** What she asked for, before she was led on. */
const firstOf = (request: Request): Request => request.redirectedFrom() ?? request

const isSent = (request: Request): boolean => request.method() === 'POST'

const isRedirect = (status: number): boolean => status >= 300 && status < 400

/** A field that may stay empty says so behind its label. */
const labelled = (t: Translator, label: string): RegExp =>
  new RegExp(`^${literally(label)}(\\s*\\(${literally(t('common.optional'))}\\))?$`)

/** "Remove: Sami", where the name is only for those who hear the page. */
export const about = (words: string, whom: string): RegExp =>
  new RegExp(`^${literally(words)}\\s*:?\\s*${literally(whom)}$`)

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

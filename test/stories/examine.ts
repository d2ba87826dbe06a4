import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** The smallest screen on which every page has to fit without scrolling sideways (WCAG 2.2, 1.4.10). */
const narrowest = 320

const rules = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
  // Only the idle lock leads on by itself, for whoever asked for it: that is what it is for (WCAG 2.2.1, "essential").
  rules: { 'target-size': { enabled: true }, 'meta-refresh': { enabled: false } },
  resultTypes: ['violations'],
}

interface Violation {
  readonly id: string
  readonly help: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[]
}

interface PageFacts {
  readonly place: string
  readonly translate: string | null
  readonly htmx: boolean
  readonly tabs: boolean
  /** Where its forms go, and how many refusals it shows: another kind of page when they differ. */
  readonly forms: string
  readonly headings: string
}

/**
 * Looks at each kind of page once: no violation of WCAG 2.2 A and AA that axe finds, no scrolling sideways, closed
 * pages kept from translators (P11), no tabs where something leaves, no htmx where there are no tabs. With
 * SCREENSHOTS=<folder> it takes pictures as well.
 */
export function createExaminer(name: string, withScript: boolean) {
  const examined = new Set<string>()
  const photographed = new Set<string>()
  return async (page: Page): Promise<void> => {
    const facts = await page.evaluate<PageFacts>(readFacts)
    const path = new URL(page.url()).pathname.replace(anyId, '*')
    const photo = [path, facts.forms, facts.headings].join('\n')
    if (process.env['SCREENSHOTS'] && !photographed.has(photo)) {
      photographed.add(photo)
      await photograph(page, `${name}-${String(photographed.size).padStart(3, '0')}`)
    }
    const kind = [path, facts.forms.replace(anyId, '*')].join('\n')
    if (examined.has(kind)) return
    examined.add(kind)
    expectSkeleton(page.url(), facts)
    expect(await unrolled(page, () => violationsOn(page, withScript)), `${name}: ${page.url()}`).toEqual([])
    expect(await overflowOf(page), `${name}: ${page.url()} scrolls sideways`).toBe(0)
  }
}

const anyId = /[\w-]{16,}/g

const readFacts = `({
  place: document.documentElement.dataset.place,
  translate: document.documentElement.getAttribute('translate'),
  htmx: [...document.scripts].some(({ src }) => src.includes('htmx')),
  tabs: document.querySelector('nav.tab-bar') !== null,
  forms: [...document.querySelectorAll('main form'), ...document.querySelectorAll('main [role=alert]')]
    .map((one) => new URL(one.getAttribute('action') ?? '#', location.href).pathname).join(' '),
  headings: [...document.querySelectorAll('h1, h2')].map(({ textContent }) => textContent).join('|'),
})`

function expectSkeleton(url: string, { place, translate, htmx, tabs }: PageFacts): void {
  expect(translate, `${url}: may others translate it?`).toBe(place === 'outside' ? null : 'no')
  if (place === 'leaving') expect(tabs, `${url} leads elsewhere while something leaves`).toBe(false)
  expect(htmx, `${url}: htmx comes with the tabs, and only with them`).toBe(tabs)
}

/** On a screen as high as the page: what a bar lies over where she has scrolled to is not too small to press. */
export async function unrolled<Value>(page: Page, look: () => Promise<Value>): Promise<Value> {
  const size = page.viewportSize()
  const height = await page.evaluate<number>('document.documentElement.scrollHeight')
  if (size) await page.setViewportSize({ ...size, height: Math.max(size.height, height) })
  const seen = await look()
  if (size) await page.setViewportSize(size)
  return seen
}

/** What axe finds, of every rule of WCAG 2.2 A and AA or only of those named. */
export async function violationsOn(
  page: Page,
  withScript: boolean,
  only?: readonly string[],
): Promise<string[]> {
  // The browser holds timers back where scripts are off, but not the checker, which the debugger lets in.
  if (!withScript) await page.evaluate('setTimeout = (work) => void Promise.resolve().then(work)')
  await page.evaluate(await axe())
  const asked = only === undefined ? rules : { ...rules, runOnly: { type: 'rule', values: only } }
  const { violations } = await page.evaluate<{ violations: Violation[] }>(
    `axe.run(document, ${JSON.stringify(asked)})`,
  )
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}: ${html}\n${failureSummary ?? ''}`),
  )
}

let source: Promise<string> | undefined
/** Read once; evaluated through the debugger, because the pages' policy lets no other script in. */
const axe = (): Promise<string> => {
  source ??= readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  return source
}

async function overflowOf(page: Page): Promise<number> {
  const size = page.viewportSize()
  await page.setViewportSize({ width: narrowest, height: 640 })
  const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
  if (size) await page.setViewportSize(size)
  return Math.max(0, overflow)
}

async function photograph(page: Page, name: string): Promise<void> {
  const path = new URL(page.url()).pathname.replace(anyId, 'x').replaceAll('/', '_')
  const folder = process.env['SCREENSHOTS'] ?? '.'
  // Hiding the caret would leave style attributes behind, which the pages' policy does not let htmx copy.
  await page.screenshot({ path: join(folder, `${name}${path}.png`), fullPage: true, caret: 'initial' })
}

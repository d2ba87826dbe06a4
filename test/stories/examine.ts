import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** The smallest screen on which every page has to fit without scrolling sideways (WCAG 2.2, 1.4.10). */
const narrowest = 320

const rules = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
  rules: { 'target-size': { enabled: true } },
  resultTypes: ['violations'],
}

interface Violation {
  readonly id: string
  readonly help: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[]
}

/**
 * Looks at each kind of page once: no violation of WCAG 2.2 A and AA that axe finds, no scrolling sideways, closed
 * pages kept from translators (P11), nothing of htmx for guests. With SCREENSHOTS=<folder> it takes pictures as well.
 */
export function createExaminer(name: string, withScript: boolean) {
  const seen = new Set<string>()
  return async (page: Page): Promise<void> => {
    const kind = await kindOf(page)
    if (seen.has(kind)) return
    seen.add(kind)
    await photograph(page, `${name}-${String(seen.size).padStart(3, '0')}`)
    expect(await violationsOn(page, withScript), `${name}: ${page.url()}`).toEqual([])
    expect(await overflowOf(page), `${name}: ${page.url()} scrolls sideways`).toBe(0)
    const { place, translate, htmx, tabs } = await read(page, describePage)
    if (place === 'outside') expect(translate).toBeNull()
    else expect(translate, `${page.url()} can be translated by others`).toBe('no')
    if (place === 'leaving' || place === 'door') expect({ place, tabs }).toMatchObject({ tabs: false })
    if (!tabs) expect({ url: page.url(), htmx }).toMatchObject({ htmx: false })
  }
}

/** The same page with other headings is another kind: other questions, states, refusals. */
async function kindOf(page: Page): Promise<string> {
  const path = new URL(page.url()).pathname.replace(/[\w-]{16,}/g, '*')
  const headings = await page.locator('h1, h2, [role=alert]').allTextContents()
  return [path, ...headings].join('\n')
}

interface PageFacts {
  readonly place: string | undefined
  readonly translate: string | null
  readonly htmx: boolean
  readonly tabs: boolean
}

const describePage = `({
  place: document.documentElement.dataset.place,
  translate: document.documentElement.getAttribute('translate'),
  htmx: [...document.scripts].some(({ src }) => src.includes('htmx')),
  tabs: document.querySelector('nav.tab-bar') !== null,
})`

const read = (page: Page, expression: string): Promise<PageFacts> => page.evaluate<PageFacts>(expression)

async function violationsOn(page: Page, withScript: boolean): Promise<string[]> {
  // Where scripts are off they are let in for the checker alone: the page's own have not run and no longer will.
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setScriptExecutionDisabled', { value: false })
  await page.evaluate(await axe())
  const { violations } = await page.evaluate<{ violations: Violation[] }>(
    `axe.run(document, ${JSON.stringify(rules)})`,
  )
  await session.send('Emulation.setScriptExecutionDisabled', { value: !withScript })
  await session.detach()
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}: ${html}\n${failureSummary ?? ''}`),
  )
}

let source: Promise<string> | undefined
/** Read once a file; evaluated through the debugger, because the pages' policy lets no other script in. */
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
  const folder = process.env['SCREENSHOTS']
  if (!folder) return
  const path = new URL(page.url()).pathname.replace(/[\w-]{16,}/g, 'x').replaceAll('/', '_')
  await page.screenshot({ path: join(folder, `${name}${path}.png`), fullPage: true })
}

import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

interface Stop {
  readonly found: readonly string[]
  /** Which of the things that can be focused it is, by its place in the page; -1 once the keyboard leaves the page. */
  readonly at: number
  /** A player has buttons of its own. */
  readonly isPlayer: boolean
}

/** More than any page has. */
const most = 400

/**
 * Goes through a page with the Tab key, once from its start to its end: wherever she comes to must be on the screen,
 * under no bar (WCAG 2.2, 2.4.11), with a mark around it (2.4.7), later in the page than where she was (2.4.3). Nothing may
 * keep her (2.1.2), nothing may be left out.
 */
export async function walkByKeyboard(
  page: Page,
): Promise<{ readonly stops: number; readonly findings: string[] }> {
  const findings: string[] = []
  await page.evaluate(prepare)
  let before = -1
  for (let stops = 0; stops < most; stops += 1) {
    await page.keyboard.press('Tab')
    const { found, at, isPlayer } = await page.evaluate<Stop>(look)
    if (at === -1) {
      findings.push(...(await page.evaluate<string[]>(leftOut)))
      return { stops, findings: [...new Set(findings)] }
    }
    findings.push(...found)
    if (at < before || (at === before && !isPlayer)) {
      findings.push(`goes back in the page, or stays: ${found[0] ?? at}`)
      return { stops, findings }
    }
    before = at
  }
  return { stops: most, findings: ['has no end'] }
}

/** Tab presses from one thing to the next one that she wants, once around the longest page. */
const mostSteps = 250

/**
 * Presses Tab until what she wants has the focus. Wherever she comes to on the way must be on the screen, under no bar, with
 * a mark around it. `key` may lead backwards.
 */
export async function tabTo(page: Page, wanted: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let steps = 0; steps < mostSteps; steps += 1) {
    await page.keyboard.press(key)
    const { found } = await page.evaluate<Stop>(look)
    expect(found, page.url()).toEqual([])
    if (await hasFocus(wanted)) return
  }
  throw new Error(`no key leads to ${wanted} on ${page.url()}`)
}

const hasFocus = (wanted: Locator): Promise<boolean> =>
  wanted.evaluateAll((found) => found.some((one) => one === document.activeElement))

/*
 * What takes the focus is numbered in the order of the page. What the page itself has focused (an error summary) is let go,
 * so that the walk begins at the start.
 */
const prepare = `(() => {
  document.activeElement?.blur?.()
  scrollTo(0, 0)
  getSelection().removeAllRanges()
  const start = document.createElement('span')
  start.tabIndex = -1
  document.body.prepend(start)
  start.focus()
  start.remove()
  window.focusStops = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, audio[controls], video[controls], [tabindex="0"]')]
  window.focusReached = new Set()
})()`

const look = `(() => {
  const one = document.activeElement
  if (!one || one === document.body || one === document.documentElement) return { found: [], at: -1, isPlayer: false }
  const at = window.focusStops?.indexOf(one) ?? 0
  window.focusReached?.add(one)
  const found = []
  const label = (one.getAttribute('aria-label') ?? one.textContent ?? '').replace(/\\s+/gu, ' ').trim().slice(0, 50)
  const name = one.localName + (one.name ? '[' + one.name + ']' : '') + ' "' + label + '"'
  // A choice is drawn by the words beside it, which lie over the whole of its box.
  const box = one.getBoundingClientRect()
  const drawn = box.width < 3 || box.height < 3 ? (one.labels?.[0] ?? one).getBoundingClientRect() : box
  const points = [0.5, 0.1, 0.9].flatMap((down) => [0.5, 0.05, 0.95].map((across) => [drawn.left + drawn.width * across, drawn.top + drawn.height * down]))
  const inside = points.filter(([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight)
  if (inside.length === 0) found.push('is not on the screen: ' + name)
  else {
    const belongs = (top) => top && (one.contains(top) || top.contains(one) || [...(one.labels ?? [])].some((label) => label.contains(top)))
    if (!inside.some(([x, y]) => belongs(document.elementFromPoint(x, y)))) found.push('is covered: ' + name)
  }
  // The mark of a row that is one link lies around the row. Players draw their own.
  const marks = (element) => ['', '::after'].some((part) => {
    const style = getComputedStyle(element, part)
    return part !== '' && style.content === 'none' ? false : (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none'
  })
  const around = [one, one.parentElement, one.nextElementSibling, ...(one.labels ?? [])].filter(Boolean)
  if (!one.matches('audio, video') && !around.some(marks)) found.push('shows no mark: ' + name)
  return { found, at, isPlayer: one.matches('audio, video') }
})()`

/** One of several choices stands for all of them. */
const leftOut = `window.focusStops
  .filter((one) => !window.focusReached.has(one) && one.checkVisibility({ visibilityProperty: true }) && one.type !== 'radio' && one.tabIndex >= 0 && !one.disabled && !one.closest('[inert]'))
  .map((one) => 'is never reached: ' + one.localName + ' "' + (one.textContent ?? '').trim().slice(0, 50) + '"')`

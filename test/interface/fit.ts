import type { Page } from 'playwright-core'

/** What of a page does not fit on the screen it is on: what scrolls sideways, is cut, lies outside, or over other words. */
export const misfitsOf = (page: Page): Promise<string[]> => page.evaluate<string[]>(look)

/*
 * Text is measured as it is drawn, line by line. Left out is what nobody sees: words for screen readers, the cloth, and
 * what is folded away. Bars that stay at an edge lie over what scrolls below them, and only over that.
 */
const look = `(() => {
  const found = []
  const root = document.documentElement
  const width = root.clientWidth
  if (root.scrollWidth > width + 1) found.push('scrolls sideways by ' + (root.scrollWidth - width))
  const told = (node) => {
    const element = node.nodeType === 1 ? node : node.parentElement
    const name = element.className && typeof element.className === 'string' ? '.' + element.className : ''
    return element.localName + name + ' "' + node.textContent.replace(/\\s+/gu, ' ').trim().slice(0, 60) + '"'
  }
  const unseen = '.visually-hidden, .skip-links, svg, option, script, template, [aria-hidden=true], noscript, .weave'
  const isTiny = (element) => element !== null && ((element.clientWidth === 1 && element.clientHeight === 1) || isTiny(element.parentElement))
  const isSeen = (element) => !element.closest(unseen) && element.checkVisibility({ visibilityProperty: true }) && !isTiny(element)
  const barOf = (element) => element === null || ['fixed', 'sticky'].includes(getComputedStyle(element).position) ? element : barOf(element.parentElement)

  for (const element of document.body.querySelectorAll('*')) {
    // What somebody types may be longer than its box.
    if (!isSeen(element) || element.matches('input, textarea')) continue
    const style = getComputedStyle(element)
    const hides = (way) => way === 'hidden' || way === 'clip'
    if (hides(style.overflowX) && element.scrollWidth > element.clientWidth + 1) found.push('cut at the side: ' + told(element))
    if (hides(style.overflowY) && element.scrollHeight > element.clientHeight + 2) found.push('cut below: ' + told(element))
    if (element.localName === 'select' && element.scrollWidth > element.clientWidth + 1) found.push('cut in its box: ' + told(element))
  }

  const lines = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const range = document.createRange()
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.data.trim() === '' || !isSeen(node.parentElement)) continue
    range.selectNodeContents(node)
    const frame = node.parentElement.closest('button, .button, .tab-bar__tab, .leave-now, .back-link, .tag')
    const box = frame && frame.getBoundingClientRect()
    const fixed = barOf(node.parentElement)
    const scrolls = node.parentElement.closest('pre, [data-scrolls]')
    for (const rect of range.getClientRects()) {
      if (rect.width < 1 || rect.height < 1) continue
      if (!scrolls && (rect.left < -1 || rect.right > width + 1)) found.push('outside of the screen: ' + told(node))
      if (box && (rect.left < box.left - 1 || rect.right > box.right + 1 || rect.top < box.top - 3 || rect.bottom > box.bottom + 3))
        found.push('runs out of its button: ' + told(node))
      lines.push({ node, rect, fixed })
    }
  }
  lines.sort((one, other) => one.rect.top - other.rect.top)
  lines.forEach((one, at) => {
    for (let next = at + 1; next < lines.length && lines[next].rect.top < one.rect.bottom; next += 1) {
      const other = lines[next]
      if (other.node === one.node || other.fixed !== one.fixed) continue
      const across = Math.min(one.rect.right, other.rect.right) - Math.max(one.rect.left, other.rect.left)
      const down = Math.min(one.rect.bottom, other.rect.bottom) - other.rect.top
      if (across > 2 && down > 0.4 * Math.min(one.rect.height, other.rect.height))
        found.push('lies over other words: ' + told(one.node) + ' and ' + told(other.node))
    }
  })
  return [...new Set(found)]
})()`

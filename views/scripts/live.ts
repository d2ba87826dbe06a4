/**
 * Follows what the server says of the page, and asks for the part that changed. Our own 1 KB in place of htmx's SSE
 * extension (2.4 KB, and htmx with it, which signed-out pages do not load): that one can only GET, and a code must not
 * stand in an address; it also begins anew whenever the part that it hangs on is shown anew.
 */

import { goToLock } from './go-to-lock.ts'

interface Htmx {
  swap(how: { sourceElement: Element; target: Element; swap: string; text: string }): Promise<void>
  process(element: Element): void
}

declare global {
  interface Window {
    readonly htmx?: Htmx
  }
}

/** In milliseconds. A server that follows says something every 20 seconds. */
const silence = 50_000
const longestPause = 120_000

/** The stream of this page; there is never more than one. */
let following: { readonly address: string; readonly controller: AbortController } | undefined
let isLive: boolean | undefined
/** Where she goes once what she asked for is there. */
let wanted = ''

const state = (): HTMLElement | null => document.querySelector<HTMLElement>('[data-live]')

/** How she looks again without this script: where to ask, and what to send. */
const lookAgain = (): { readonly address: string; readonly body?: URLSearchParams } => {
  const element = state()
  const form = element?.closest('form')
  if (!form) return { address: element?.dataset['look'] ?? location.pathname }
  const body = new URLSearchParams()
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value)
  return { address: form.action, body }
}

const ask = (address: string, signal: AbortSignal, body?: URLSearchParams): Promise<Response> =>
  fetch(address, {
    ...(body ? { method: 'POST', body } : {}),
    headers: { 'HX-Request': 'true', 'X-Live': '1' },
    redirect: 'manual',
    signal,
  })

/** Follows what the page shows now, as long as somebody looks at it. */
const keepUp = (): void => {
  const element = state()
  const address = (!document.hidden && element?.dataset['live']) || undefined
  if (element && isLive !== undefined) tell(isLive)
  if (address === following?.address) return
  following?.controller.abort()
  following = address ? { address, controller: new AbortController() } : undefined
  if (following) void follow(following.address, following.controller.signal)
}

const tell = (live: boolean): void => {
  isLive = live
  const element = state()
  const line = element?.querySelector('[data-live-state]')
  const text = element?.dataset[live ? 'follows' : 'lost'] ?? ''
  if (line && line.textContent !== text) line.textContent = text
}

const follow = async (address: string, signal: AbortSignal): Promise<void> => {
  let pause = 3_000
  let failures = 0
  while (!signal.aborted) {
    const listening = new AbortController()
    const stop = () => listening.abort()
    signal.addEventListener('abort', stop)
    try {
      const { body } = lookAgain()
      const patience = setTimeout(stop, silence)
      const answer = await ask(address, listening.signal, body).finally(() => clearTimeout(patience))
      if (answer.status === 423) return goToLock()
      // Not hers any more, or as many follow as can: asking again would change nothing.
      if (answer.status < 500 && (answer.status !== 200 || !answer.body)) return tell(false)
      if (answer.status !== 200 || !answer.body) throw new Error()
      for await (const line of linesOf(answer.body, stop)) {
        failures = 0
        tell(true)
        if (line.startsWith('retry: ')) pause = Number(line.slice(7))
        if (line.startsWith('data: ')) await compare(line.slice(6), listening.signal)
      }
    } catch {
      if (!signal.aborted && ++failures > 1) tell(false)
    } finally {
      signal.removeEventListener('abort', stop)
      stop()
    }
    const later = Math.min(pause * 2 ** Math.max(0, failures - 1), longestPause)
    if (!signal.aborted) await sleep(later, signal)
  }
}

async function* linesOf(body: ReadableStream<Uint8Array>, stop: () => void): AsyncGenerator<string> {
  const reader = body.getReader()
  const letters = new TextDecoder()
  let rest = ''
  for (;;) {
    const patience = setTimeout(stop, silence)
    const { done, value } = await reader.read().finally(() => clearTimeout(patience))
    if (done) return
    const lines = (rest + letters.decode(value, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}

const sleep = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    const wakeUp = () => {
      clearTimeout(timer)
      resolve()
    }
    signal.addEventListener('abort', wakeUp, { once: true })
  })

/** Asks for what is new, unless the page shows it already. */
const compare = async (version: string, signal: AbortSignal): Promise<void> => {
  const element = state()
  if (!element || element.dataset['version'] === version) return
  const { news } = element.dataset
  // A list that cannot say what it shows was made a moment ago.
  if (news && element.dataset['version'] === undefined) {
    element.dataset['version'] = version
    return
  }
  const { address, body } = news ? { address: news, body: undefined } : lookAgain()
  const answer = await ask(address, signal, body)
  if (answer.status !== 200) throw new Error()
  const text = await answer.text()
  if (signal.aborted) return
  if (news) announce(element, text)
  else await showAnew(element, text)
  const now = state()
  if (now) now.dataset['version'] = version
}

/** In the place of the line that is there: nothing that she reads or types is moved. */
const announce = (element: HTMLElement, text: string): void => {
  const line = element.querySelector('[data-live-news]')
  if (!line || line.innerHTML === text) return
  line.innerHTML = text
  window.htmx?.process(line)
  element.querySelector('[data-live-state]')?.toggleAttribute('hidden', text !== '')
}

const showAnew = async (element: HTMLElement, text: string): Promise<void> => {
  const region = element.closest<HTMLElement>('[data-live-region]')
  if (!region) return
  const heldFocus = region.contains(document.activeElement)
  if (window.htmx) {
    await window.htmx.swap({ sourceElement: region, target: region, swap: 'innerMorph', text })
  } else {
    region.replaceChildren(...new DOMParser().parseFromString(text, 'text/html').body.childNodes)
    // What scripts add to a page they add to this part again.
    document.dispatchEvent(new CustomEvent('htmx:after:swap'))
  }
  const title = region.querySelector('h1')
  const said = document.querySelector('[data-live-say]')
  const words = region.querySelector('[data-live-words]') ?? title
  if (said && words) said.textContent = words.textContent
  if (heldFocus && !region.contains(document.activeElement)) focusOn(title)
}

const focusOn = (element: HTMLElement | null): void => {
  element?.setAttribute('tabindex', '-1')
  element?.focus()
}

document.addEventListener('click', ({ target }) => {
  const link = target instanceof Element && target.closest<HTMLAnchorElement>('a[data-live-show]')
  if (link) wanted = decodeURIComponent(link.hash.slice(1))
})
document.addEventListener('htmx:after:swap', () => {
  const there = wanted ? document.getElementById(wanted) : null
  wanted = ''
  focusOn(there)
  keepUp()
})
document.addEventListener('visibilitychange', keepUp)
addEventListener('pagehide', () => {
  following?.controller.abort()
  following = undefined
})
keepUp()

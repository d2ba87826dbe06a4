import { line } from './elements.ts'
import { forgetWords, keepWords, putBackWords, wordsOf } from './unsent-words.ts'

/** In milliseconds: the first try again, doubled each time, and the longest time between two. */
const firstPause = 2_000
const longestPause = 60_000

let pause = firstPause
let timer: ReturnType<typeof setTimeout> | undefined

/** Said only where the server keeps what is typed; elsewhere it comes with what is sent. */
const notKept = (form: HTMLFormElement, state: Element): string =>
  state.hasAttribute('hx-post') ? (form.dataset['notKept'] ?? '') : ''

/** The form whose words a request of htmx carried; undefined for what carries none or is only a preview. */
const carriedBy = (
  event: Event,
): { form: HTMLFormElement; state: HTMLElement; status: number } | undefined => {
  const ctx = event instanceof CustomEvent ? event.detail?.ctx : undefined
  const form = event.target instanceof Element ? event.target.closest('form') : undefined
  const state = form?.querySelector<HTMLElement>('[data-unsent]')
  if (!ctx || !form || !state || String(ctx.request?.action).endsWith('/preview')) return undefined
  return { form, state, status: ctx.response?.status ?? 0 }
}

const keepOrForget = (event: Event): void => {
  const carried = carriedBy(event)
  if (!carried || carried.status >= 400) return
  pause = firstPause
  clearTimeout(timer)
  forgetWords(carried.form)
}

const keepAndTryAgain = (event: Event): void => {
  const carried = carriedBy(event)
  if (!carried || carried.status === 422) return
  const { form, state, status } = carried
  keepWords(form)
  state.textContent = notKept(form, state)
  // A server that says no (the session is over, for one) will go on saying it.
  if (status >= 400 && status < 500 && status !== 429) return
  clearTimeout(timer)
  timer = setTimeout(trySaving, pause)
  pause = Math.min(pause * 2, longestPause)
}

/** htmx listens for it on whatever keeps a draft on the server. */
const trySaving = (): void => {
  for (const state of document.querySelectorAll('[data-unsent]')) {
    const form = state.closest('form')
    if (form && state.textContent === notKept(form, state)) state.dispatchEvent(new Event('again'))
  }
}

const putBack = (): void => {
  for (const state of document.querySelectorAll<HTMLElement>('[data-unsent]:not([data-ready])')) {
    state.dataset['ready'] = ''
    const form = state.closest('form')
    if (!form || !putBackWords(form)) continue
    const said = line('p', form.dataset['wordsBack'])
    said.setAttribute('role', 'status')
    said.className = 'soft'
    form.prepend(said)
    state.textContent = notKept(form, state)
    trySaving()
  }
}

/**
 * Another kind of post is another page, which shows what the server keeps: what she typed in the last second goes there
 * first. A network that fails does not hold her back.
 */
const keepBeforeAnotherKind = (): void => {
  document.addEventListener('click', (event) => {
    if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey || event.shiftKey) return
    const link = event.target.closest<HTMLAnchorElement>('[data-keep-draft] a')
    const form = document.querySelector('[data-unsent]')?.closest('form')
    if (!link || !form) return
    event.preventDefault()
    const signal = AbortSignal.timeout(5_000)
    const follow = () => location.assign(link.href)
    fetch('/drafts', { method: 'POST', body: wordsOf(form), redirect: 'manual', signal }).then(follow, () => {
      keepWords(form)
      follow()
    })
  })
}

/** Words that were typed survive a lost connection: in the tab until the server has them. */
export const keepDrafts = (): void => {
  document.addEventListener('htmx:after:request', keepOrForget)
  document.addEventListener('htmx:error', keepAndTryAgain)
  document.addEventListener('htmx:response:error', keepAndTryAgain)
  document.addEventListener('htmx:after:swap', putBack)
  addEventListener('online', trySaving)
  keepBeforeAnotherKind()
  // htmx listens for another try only when the page is whole.
  if (document.readyState === 'complete') putBack()
  else addEventListener('load', putBack)
}

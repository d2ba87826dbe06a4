import { forgetTrouble, showTrouble } from './trouble.ts'
import { showWorking } from './working.ts'

/** An answer that did not come until then, in milliseconds, was stopped by her or lost: she may press again. */
const longestWait = 30_000

/**
 * Forms that lead to a page: sent once, with a sign that it takes long, and kept where they are without a connection,
 * for the browser's own page about that would take her words away. Listens last: a form that a script sends by itself
 * does not come here.
 */
export const watchPlainForms = (): void => {
  const waiting = new Map<HTMLFormElement, () => void>()
  const release = (form: HTMLFormElement): void => {
    waiting.get(form)?.()
    waiting.delete(form)
  }
  addEventListener('submit', (event) => {
    const { target: form, submitter } = event
    if (event.defaultPrevented || !(form instanceof HTMLFormElement) || form.method !== 'post') return
    if (waiting.has(form)) return event.preventDefault()
    const pressed = submitter ?? form
    forgetTrouble(form)
    if (!navigator.onLine) {
      event.preventDefault()
      showTrouble(pressed, document.body.dataset['offline'], () => form.requestSubmit(submitter))
      return
    }
    const stop = showWorking(pressed)
    const timer = setTimeout(() => release(form), longestWait)
    waiting.set(form, () => {
      clearTimeout(timer)
      stop()
    })
  })
  addEventListener('pageshow', () => {
    for (const form of waiting.keys()) release(form)
  })
}

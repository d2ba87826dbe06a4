import { forgetTrouble, showTrouble } from './trouble.ts'
import { showWorking } from './working.ts'

/** What htmx tells with its events. */
interface Told {
  readonly sourceEvent?: Event & { readonly submitter?: HTMLElement | null }
  readonly response?: { readonly status: number }
}

/** What somebody presses; what loads or saves by itself is not spoken of here. */
const pressable = 'form, button, a, input, select, summary, details'

/** What takes away that a request is being worked on, by what htmx tells of it. */
const working = new WeakMap<Told, () => void>()

const toldBy = (event: Event): Told | undefined =>
  event instanceof CustomEvent ? event.detail?.ctx : undefined

const beginWork = (event: Event): void => {
  const told = toldBy(event)
  const source = event.target
  if (!told || !(source instanceof Element) || !source.matches(pressable)) return
  forgetTrouble(source)
  working.set(told, showWorking(told.sourceEvent?.submitter ?? source))
}

/** The answer is there, or none comes; whichever is told first. */
const endWork = (event: Event): void => {
  const told = toldBy(event)
  if (told) working.get(told)?.()
}

/** Says beside the thing she pressed that it did not arrive; a form's own errors (422) speak for themselves. */
const tellNotSent = (event: Event): void => {
  const told = toldBy(event)
  const source = event.target
  if (!told || told.response?.status === 422) return
  if (!(source instanceof HTMLElement) || !source.matches(pressable)) return
  const submitter = told.sourceEvent?.submitter
  const type = told.sourceEvent?.type ?? 'click'
  showTrouble(submitter ?? source, document.body.dataset['notSent'], () => {
    if (source instanceof HTMLFormElement) source.requestSubmit(submitter)
    else if (type === 'click') source.click()
    else source.dispatchEvent(new Event(type, { bubbles: true }))
  })
}

/** Small acts that take long or fail say so where they were pressed, until they are tried again. */
export const tellWhatFails = (): void => {
  document.addEventListener('htmx:before:request', beginWork)
  // Before the swap, which would keep or copy what does not belong to the page; the other one comes after every fault.
  document.addEventListener('htmx:after:request', endWork)
  document.addEventListener('htmx:finally:request', endWork)
  document.addEventListener('htmx:response:error', tellNotSent)
  document.addEventListener('htmx:error', tellNotSent)
}

import { button } from './elements.ts'
import { forgetTrouble, putBeside, showTrouble } from './trouble.ts'
import { forgetWords, keepWords, wordsArrived, wordsOf } from './unsent-words.ts'
import { showWorking } from './working.ts'

declare const htmx: { process(element: Element): void }

/** Silence after which a try has failed, in milliseconds: while it goes out, and while large files are looked at. */
const silence = { words: 15_000, files: 30_000, looking: 180_000 }
const megabyte = 1_000_000

/** What is shown while a form goes out; with files, how far they have come. */
interface Showing {
  progress(sent: number, total: number): void
  end(): void
}

/**
 * Sends `[data-send]` forms without leaving the page: a connection that breaks takes nothing away. The server is asked
 * for the address alone (`Prefer: return=minimal`, RFC 7240), so that the next page comes once.
 */
export const sendForms = (): void => {
  const sending = new WeakSet<HTMLFormElement>()
  document.addEventListener('submit', (event) => {
    const { target: form, submitter } = event
    if (event.defaultPrevented || !(form instanceof HTMLFormElement) || !form.matches('[data-send]')) return
    if (submitter?.hasAttribute('formaction')) return
    event.preventDefault()
    if (sending.has(form)) return
    sending.add(form)
    send(form, submitter, () => sending.delete(form))
  })
}

const send = (form: HTMLFormElement, submitter: HTMLElement | null, done: () => void): void => {
  const pressed = submitter ?? form
  const request = new XMLHttpRequest()
  let timer: ReturnType<typeof setTimeout> | undefined
  const wait = (most: number): void => {
    clearTimeout(timer)
    timer = setTimeout(() => request.abort(), most)
  }
  const files = bytesOf(form) > 0
  const cancel = (): void => {
    request.onabort = end
    request.abort()
    if (pressed !== form) pressed.focus()
  }
  const showing = files ? showSending(form, pressed, cancel) : showWaiting(pressed)
  const end = (): void => {
    clearTimeout(timer)
    showing.end()
    done()
  }
  const fail = (): void => {
    end()
    keepWords(form)
    const { notSent, offline } = document.body.dataset
    showTrouble(pressed, navigator.onLine ? notSent : offline, () => form.requestSubmit(submitter))
  }
  request.upload.onprogress = ({ loaded, total }) => {
    showing.progress(loaded, total)
    wait(loaded < total ? silence.files : silence.looking)
  }
  request.onerror = fail
  request.onabort = fail
  request.onload = () => {
    clearTimeout(timer)
    const address = request.getResponseHeader('Location')
    if (request.status === 423 || address === '/lock') {
      // Nothing was done, but the server may have kept the words.
      if (request.getResponseHeader('Words') === 'kept') forgetWords(form)
      else keepWords(form)
      document.documentElement.replaceChildren()
      location.replace('/lock')
    } else if (request.status === 204 && address) {
      wordsArrived(form)
      follow(address)
    } else if (request.status === 200) {
      wordsArrived(form)
      follow(request.responseURL)
    } else if (request.status >= 400 && request.status < 500 && request.status !== 429) {
      end()
      show(request.responseText)
    } else fail()
  }
  forgetTrouble(form)
  request.open('POST', form.action)
  request.setRequestHeader('Prefer', 'return=minimal')
  request.send(bodyOf(form, submitter))
  wait(files ? silence.files : silence.words)
}

const bodyOf = (form: HTMLFormElement, submitter: HTMLElement | null): FormData | URLSearchParams => {
  const body = form.enctype === 'multipart/form-data' ? new FormData(form) : wordsOf(form)
  if (submitter instanceof HTMLButtonElement && submitter.name) body.append(submitter.name, submitter.value)
  return body
}

const bytesOf = (form: HTMLFormElement): number =>
  [...new FormData(form).values()].reduce(
    (sum, value) => sum + (typeof value === 'string' ? 0 : value.size),
    0,
  )

const showWaiting = (pressed: Element): Showing => ({ progress: () => undefined, end: showWorking(pressed) })

const showSending = (form: HTMLFormElement, pressed: Element, cancel: () => void): Showing => {
  const { sending = '', cancel: stop } = form.dataset
  const said = document.createElement('div')
  const label = document.createElement('label')
  const words = document.createElement('span')
  const bar = document.createElement('progress')
  label.append(words, bar)
  said.className = 'sending'
  said.append(label, button(stop, cancel))
  const inMegabytes = (bytes: number): string =>
    (bytes / megabyte).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 })
  const progress = (sent: number, total: number): void => {
    bar.max = total
    bar.value = sent
    words.textContent = sending.replace('##', inMegabytes(total)).replace('#', inMegabytes(sent))
  }
  progress(0, bytesOf(form))
  putBeside(pressed, said)
  return { progress, end: () => said.remove() }
}

/** The next page; one that is this one, at another place of it, has to be asked for again. */
const follow = (address: string): void => {
  const next = new URL(address, location.href)
  const isHere = next.pathname + next.search === location.pathname + location.search
  location.assign(next)
  if (isHere && next.hash) location.reload()
}

/** The page that says why, in place of this one's content, as if it had been gone to. */
const show = (text: string): void => {
  const next = new DOMParser().parseFromString(text, 'text/html').querySelector('#main')
  if (!next) return
  document.querySelector('#main')?.replaceWith(next)
  // A script that was parsed apart does not run by itself.
  for (const waiting of next.querySelectorAll('script')) {
    const script = document.createElement('script')
    script.src = waiting.src
    waiting.replaceWith(script)
  }
  htmx.process(next)
  document.dispatchEvent(new Event('htmx:after:swap'))
}

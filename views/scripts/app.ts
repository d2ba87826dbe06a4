import { answerTickets } from './proof-of-work.ts'

/** The only script of our own in the browser. Every page works without it. */

const neutralPage = '/leave'

/** Blanks the page at once, so that nothing is left to see while the network is slow, then leaves. */
const leaveNow = (): void => {
  document.documentElement.replaceChildren()
  sessionStorage.clear()
  location.replace(neutralPage)
}

const listenForLeaving = (): void => {
  document.addEventListener('click', (event) => {
    if (!(event.target instanceof Element) || !event.target.closest('[data-leave]')) return
    event.preventDefault()
    leaveNow()
  })
  let presses = 0
  let last = 0
  document.addEventListener('keydown', ({ key, code, repeat, timeStamp }) => {
    // Keyboards on a screen send no code; a held key repeats. Neither may throw anybody out.
    if (key !== 'Shift' || code === '' || repeat) {
      presses = 0
      return
    }
    presses = timeStamp - last < 1000 ? presses + 1 : 1
    last = timeStamp
    if (presses === 3) leaveNow()
  })
}

/** A page that the browser kept may show what she has left already: ask the server again. */
const distrustKeptPages = (): void => {
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload()
  })
}

/** Once for each summary: a later swap elsewhere on the page does not take her back to it. */
const focusErrors = (): void => {
  const summary = document.querySelector<HTMLElement>('#error-summary:not([data-ready])')
  if (!summary) return
  summary.dataset['ready'] = ''
  summary.focus()
}

/** Says beside the thing she pressed that it did not arrive; a form's own errors (422) speak for themselves. */
const showNotSent = (event: Event): void => {
  const { notSent } = document.body.dataset
  const source = event.target
  if (!notSent || !(source instanceof Element) || statusOf(event) === 422) return
  const message = document.createElement('p')
  message.className = 'field__error'
  message.setAttribute('role', 'alert')
  message.dataset['notSent'] = ''
  message.textContent = notSent
  source.append(message)
}

const forgetNotSent = (event: Event): void => {
  if (!(event.target instanceof Element)) return
  for (const message of event.target.querySelectorAll('[data-not-sent]')) message.remove()
}

const statusOf = (event: Event): unknown =>
  event instanceof CustomEvent ? event.detail?.ctx?.response?.status : undefined

/**
 * Another kind of post is another page, which shows what the server keeps: what she typed in the last second goes there
 * first. A network that fails does not hold her back.
 */
const keepDraftFirst = (): void => {
  document.addEventListener('click', (event) => {
    if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey || event.shiftKey) return
    const link = event.target.closest<HTMLAnchorElement>('[data-keep-draft] a')
    const form = document.querySelector('#draft-state')?.closest('form')
    if (!link || !form) return
    event.preventDefault()
    const words = new URLSearchParams()
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') words.append(name, value)
    const signal = AbortSignal.timeout(5_000)
    const follow = () => location.assign(link.href)
    fetch('/drafts', { method: 'POST', body: words, redirect: 'manual', signal }).then(follow, follow)
  })
}

const addPassphraseToggles = (): void => {
  for (const holder of document.querySelectorAll<HTMLElement>('[data-passphrase]:not([data-ready])')) {
    const input = holder.querySelector('input')
    const { show, hide } = holder.dataset
    if (!input || !show || !hide) continue
    holder.dataset['ready'] = ''
    const button = addButton(holder, show, () => {
      input.type = input.type === 'password' ? 'text' : 'password'
      button.textContent = input.type === 'password' ? show : hide
    })
    button.setAttribute('aria-controls', input.id)
    // Never sent as readable text: some browsers would remember it like a name.
    input.form?.addEventListener('submit', () => {
      input.type = 'password'
    })
  }
}

const addCopyButtons = (): void => {
  for (const holder of document.querySelectorAll<HTMLElement>('[data-copy]:not([data-ready])')) {
    const value = holder.querySelector('code')?.textContent
    const { copy, copied } = holder.dataset
    if (!value || !copy || !copied || !navigator.clipboard) continue
    holder.dataset['ready'] = ''
    const button = addButton(holder, copy, async () => {
      await navigator.clipboard.writeText(value)
      button.textContent = copied
    })
  }
}

const addPrintButtons = (): void => {
  for (const holder of document.querySelectorAll<HTMLElement>('[data-print]:not([data-ready])')) {
    const { print } = holder.dataset
    if (!print) continue
    holder.dataset['ready'] = ''
    addButton(holder, print, () => window.print())
  }
}

const addButton = (holder: HTMLElement, text: string, act: () => void): HTMLButtonElement => {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'button'
  button.dataset['kind'] = 'quiet'
  button.textContent = text
  button.addEventListener('click', act)
  holder.append(button)
  return button
}

const enhance = (): void => {
  answerTickets()
  addPassphraseToggles()
  addCopyButtons()
  addPrintButtons()
  focusErrors()
}

listenForLeaving()
distrustKeptPages()
keepDraftFirst()
enhance()
document.addEventListener('htmx:after:swap', enhance)
document.addEventListener('htmx:before:request', forgetNotSent)
document.addEventListener('htmx:response:error', showNotSent)
document.addEventListener('htmx:error', showNotSent)

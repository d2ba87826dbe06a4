import { forgetWords, keepWords, wordsOf } from './unsent-words.ts'

/**
 * Locks the page while nobody touches it: it is emptied at once, and the server told. Tabs tell each other that she is
 * there, and that they have locked; nothing is stored.
 */

const warningFor = 15_000
const minute = 60_000

export const lockWhenIdle = (): void => {
  const others = 'BroadcastChannel' in window ? new BroadcastChannel('lock') : undefined
  // However she came to the lock, her other tabs are not to be read either.
  if (document.querySelector('[data-keep="lock"]')) others?.postMessage('lock')
  const minutes = Number(document.body.dataset['lockMinutes'])
  if (!minutes) {
    others?.close()
    return
  }
  const idleFor = minutes * minute
  const tellEvery = Math.min(idleFor / 3, minute)
  let touchedAt = Date.now()
  let toldAt = touchedAt
  let isTelling = false
  let timer = 0
  let isLocking = false
  let warning: HTMLElement | undefined

  const lock = (): void => {
    if (isLocking) return
    isLocking = true
    others?.postMessage('lock')
    const form = typedForm()
    document.documentElement.replaceChildren()
    if (form) void giveUp(form).then(goToPin)
    else goToPin()
  }

  const look = (): void => {
    const rest = touchedAt + idleFor - Date.now()
    if (rest <= 0) {
      lock()
      return
    }
    if (rest <= warningFor) warning ??= showWarning(touch)
    clearTimeout(timer)
    timer = window.setTimeout(look, rest <= warningFor ? rest : rest - warningFor)
  }

  // What is touched without asking for anything is told now and then, a last time when she has stopped.
  const tell = async (): Promise<void> => {
    isTelling = false
    toldAt = Date.now()
    const answer = await fetch('/lock/stay', { method: 'POST' }).catch(() => undefined)
    if (answer?.status === 423) lock()
  }

  const stay = (): void => {
    const now = Date.now()
    // A phone that slept runs no timer: the touch that wakes it must not count.
    if (now - touchedAt >= idleFor) {
      lock()
      return
    }
    touchedAt = now
    warning?.remove()
    warning = undefined
    look()
  }

  const touch = (event: Event): void => {
    // Its button must not go away between a finger's coming down and going up.
    if (event.type !== 'click' && event.target instanceof Node && warning?.contains(event.target)) return
    const before = touchedAt
    stay()
    if (isLocking) return
    if (touchedAt - before > 1_000) others?.postMessage('here')
    if (isTelling) return
    isTelling = true
    setTimeout(tell, Math.max(0, toldAt + tellEvery - touchedAt))
  }

  others?.addEventListener('message', ({ data }) => (data === 'lock' ? lock() : stay()))
  document.addEventListener('locked', (event) => {
    event.preventDefault()
    lock()
  })
  // Never 'scroll': a page scrolls by itself too, when a live comment comes in above what is read.
  for (const event of ['pointerdown', 'touchmove', 'keydown', 'input', 'wheel']) {
    addEventListener(event, touch, { capture: true, passive: true })
  }
  addEventListener('pageshow', look)
  document.addEventListener('visibilitychange', look)
  look()
}

const goToPin = (): void => location.replace('/lock')

/** Where something was typed and not sent. */
const typedForm = (): HTMLFormElement | null | undefined =>
  [...document.querySelectorAll<HTMLTextAreaElement>('main form textarea')].find(
    ({ value, defaultValue }) => value !== defaultValue,
  )?.form

/** Gives its words to the server, without files; in this tab they stay only if it did not keep them. */
const giveUp = async (form: HTMLFormElement): Promise<void> => {
  const body = wordsOf(form)
  body.set('lockedForm', form.getAttribute('action') ?? '')
  const signal = AbortSignal.timeout(5_000)
  const headers = { Prefer: 'return=minimal' }
  const answer = await fetch('/lock', { method: 'POST', body, headers, signal }).catch(() => undefined)
  if (answer?.headers.get('Words') === 'kept') forgetWords(form)
  else keepWords(form)
}

const showWarning = (stay: (event: Event) => void): HTMLElement => {
  const { lockWarning = '', lockStay = '' } = document.body.dataset
  const warning = document.createElement('div')
  warning.className = 'lock-warning'
  const text = document.createElement('p')
  text.setAttribute('role', 'status')
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'button'
  button.dataset['kind'] = 'primary'
  button.textContent = lockStay
  button.addEventListener('click', stay)
  warning.append(text, button)
  document.body.append(warning)
  // Said aloud only if it changes after it is there.
  text.textContent = lockWarning
  return warning
}

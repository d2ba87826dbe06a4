import { forgetKept } from './kept-files.ts'

/** Leaving at once, by a press or three times Shift, and pages that the browser kept. */

const neutralPage = '/leave'
const emptyPage = '/away'

/** Blanks the page at once, so that nothing is left to see while the network is slow, then leaves. */
const leaveNow = (): void => {
  document.documentElement.replaceChildren()
  sessionStorage.clear()
  if (navigator.onLine) {
    location.replace(neutralPage)
    return
  }
  // The browser would name this place on its page about a lost connection: an empty one stays until it is back.
  void forgetKept()
  history.replaceState(null, '', emptyPage)
  addEventListener('online', () => location.replace(neutralPage))
}

/** Any element with `data-leave`, and Shift three times within a second each on a hardware keyboard. */
export const listenForLeaving = (): void => {
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
export const distrustKeptPages = (): void => {
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload()
  })
}

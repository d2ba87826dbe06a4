import { addCopyButtons } from './copy-buttons.ts'
import { lockWhenIdle } from './idle-lock.ts'
import { addPassphraseToggles } from './passphrase-toggles.ts'
import { showPicturesInPlace } from './picture-tap.ts'
import { answerTickets } from './proof-of-work.ts'

/** Only on pages with something that it knows how to handle; `load-apart.ts` loads it. */

const enhance = (): void => {
  answerTickets()
  addPassphraseToggles()
  addCopyButtons()
}

// It comes late: the page may have been emptied meanwhile.
if (document.querySelector('body')) {
  lockWhenIdle()
  showPicturesInPlace()
  enhance()
  document.addEventListener('htmx:after:swap', enhance)
}

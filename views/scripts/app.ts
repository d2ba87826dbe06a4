import { focusErrors } from './focus-errors.ts'
import { keepOnlyForMembers } from './kept-files.ts'
import { distrustKeptPages, listenForLeaving } from './leave.ts'
import { loadApart } from './load-apart.ts'
import { keepTimesFresh, tellLocalTimes } from './local-time.ts'
import { tellWhatFails } from './not-sent.ts'
import { watchPlainForms } from './plain-forms.ts'
import { addPrintButtons, unfoldForPaper } from './print.ts'
import { tellWhenConnected } from './trouble.ts'

/** The only script of our own on every page; it wires the modules beside it. Every page works without it. */

/** What elements are given: once each, on the page as it came and on what htmx puts into it. */
const enhance = (): void => {
  tellLocalTimes()
  loadApart()
  focusErrors()
  addPrintButtons()
}

listenForLeaving()
distrustKeptPages()
keepOnlyForMembers()
tellWhatFails()
tellWhenConnected()
watchPlainForms()
keepTimesFresh()
unfoldForPaper()
enhance()
document.addEventListener('htmx:after:swap', enhance)

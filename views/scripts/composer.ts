import { keepDrafts } from './drafts.ts'
import { sendForms } from './send-form.ts'

/** Only on pages where something is written; `load-apart.ts` loads it. */

keepDrafts()
sendForms()

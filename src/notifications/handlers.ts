import type { JobHandlers } from '../jobs/worker.ts'
import type { Mailer, SafeFetch } from '../ports.ts'
import { createMailHandler } from './send-mail.ts'
import { createPushHandler } from './send-push.ts'

export interface NotificationDeps {
  /** To push services; says nothing of itself. */
  readonly safeFetch: SafeFetch
  /** The operator's mail server, if there is one. */
  readonly mailer: Mailer | undefined
}

/** Everything that reminds members outside of the app. */
export const createNotificationHandlers = (deps: NotificationDeps): Pick<JobHandlers, 'push' | 'mail'> => ({
  push: createPushHandler(deps.safeFetch),
  mail: createMailHandler(deps.mailer),
})

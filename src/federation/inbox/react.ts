import { reactToAllied } from './allied-reaction.ts'
import { isAboutOurs, reactToEdition } from './edition-reaction.ts'
import type { InboxHandler } from './received.ts'

/** Somebody likes or dislikes something, told by her own server. */
export const react: InboxHandler = (received) => {
  const { uri, type, actorUri, object } = received.activity
  if (isAboutOurs(received, object)) return reactToEdition(received)
  return reactToAllied(received, { id: uri, type, actor: actorUri, object })
}

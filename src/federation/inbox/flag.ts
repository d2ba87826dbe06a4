import { receiveFlag } from '../../allies/receive-flag.ts'
import { idOf, listOf } from '../read-json.ts'
import { type InboxHandler, identityOf, outcomeOf } from './received.ts'

/** More than anybody flags at once. */
const mostObjects = 20

/**
 * Somebody elsewhere flags something: one thing (Lemmy), or the account along with several (Mastodon). Who it was
 * goes no further than this.
 */
export const flag: InboxHandler = async ({ ctx, activity }) => {
  const objectUris = listOf(activity.object)
    .slice(0, mostObjects)
    .flatMap((object) => idOf(object) ?? [])
  const { words } = activity
  return outcomeOf(await receiveFlag(ctx, { activity: identityOf(activity), objectUris, words }))
}

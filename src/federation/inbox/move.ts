import { receiveMove } from '../../allies/receive-move.ts'
import { findFollowed } from '../following/followed.ts'
import { idOf } from '../read-json.ts'
import { fetchDocument } from '../remote/fetch-document.ts'
import { readChannel } from '../resolve/read-channel.ts'
import { type InboxHandler, identityOf, outcomeOf } from './received.ts'

/** What we follow went elsewhere; its new address is asked whether it says so too. Moderators decide what follows. */
export const move: InboxHandler = async ({ ctx, deps, activity }) => {
  const targetUri = idOf(activity.target)
  const isItsOwn = idOf(activity.object) === activity.actorUri
  if (targetUri === undefined || !isItsOwn || !(await findFollowed(ctx, activity.actorUri))) return 'done'
  const fetched = await fetchDocument(ctx, deps, targetUri)
  if (!fetched.ok) return fetched.failure === 'unreachable' ? 'later' : 'done'
  const target = fetched.id === targetUri ? readChannel(fetched.document) : undefined
  return target ? outcomeOf(await receiveMove(ctx, { activity: identityOf(activity), target })) : 'done'
}

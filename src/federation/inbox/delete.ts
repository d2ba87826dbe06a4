import { receiveAccountDeletion } from '../../allies/receive-account-deletion.ts'
import { receiveCommentWithdrawal } from '../../allies/receive-comment-withdrawal.ts'
import { receiveEditionWithdrawal } from '../../allies/receive-edition-withdrawal.ts'
import { outbound } from '../gateway.ts'
import { dropKept, dropKeptOf } from '../kept-messages.ts'
import { acknowledgeDelete } from '../outbox/acknowledgement.ts'
import { idOf } from '../read-json.ts'
import { mayChange } from '../trust.ts'
import { type InboxHandler, type InboxOutcome, identityOf, outcomeOf, type Received } from './received.ts'
import { findComment, isAlliedPost, isAllyHost, isRelatedHost } from './relations.ts'

/**
 * An author takes something back, or deletes her account with all that she wrote. Once a thing is gone here, an ally is
 * told so. What somebody deletes who has nothing to do with us is dropped at once.
 */
export const deletion: InboxHandler = async (received) => {
  const { ctx, activity, sender } = received
  const objectUri = idOf(activity.object)
  if (objectUri === undefined || !mayChange(activity, objectUri)) return 'done'
  if (objectUri === activity.actorUri) return accountDeleted(received)
  const comment = await findComment(ctx, objectUri)
  const concerns =
    comment ?? ((await isAlliedPost(ctx, objectUri)) || (await isRelatedHost(ctx, activity.host)))
  if (!concerns) return 'done'
  const input = { activity: identityOf(activity), objectUri }
  const result = comment
    ? await receiveCommentWithdrawal(ctx, input)
    : await receiveEditionWithdrawal(ctx, input)
  if (!result.ok) return outcomeOf(result)
  if (await isAllyHost(ctx, activity.host)) {
    const { uri, actorUri } = activity
    await acknowledgeDelete(outbound(ctx), {
      uri,
      actorUri,
      objectUri,
      inbox: sender.sharedInbox ?? sender.inbox,
    })
  }
  return comment?.kind === 'open' ? afterOpenComment(received, objectUri, comment.state) : 'done'
}

/** Nobody is deleted by anybody but herself; what was kept of her words to be passed on goes too. */
async function accountDeleted({ ctx, activity }: Received): Promise<InboxOutcome> {
  const result = await receiveAccountDeletion(ctx, { activity: identityOf(activity) })
  if (result.ok) await dropKeptOf(outbound(ctx), activity)
  return outcomeOf(result)
}

/** What waited to be passed on is dropped; of an accepted comment the Delete itself is passed on. */
async function afterOpenComment(
  { ctx, activity }: Received,
  objectUri: string,
  stateBefore: string,
): Promise<InboxOutcome> {
  for (const type of ['Create', 'Update'] as const) {
    await dropKept(outbound(ctx), { host: activity.host, type, objectUri })
  }
  return stateBefore === 'accepted' ? 'keep' : 'done'
}

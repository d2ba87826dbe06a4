import { receiveTranslation } from '../../translations/receive-translation.ts'
import { idOf, objectOf } from '../read-json.ts'
import { mayCreate } from '../trust.ts'
import { completeObject } from './complete-object.ts'
import { type InboxHandler, identityOf, outcomeOf } from './received.ts'

/**
 * Another community offers a translation of an edition of ours, which `context` names. Only by the actor who says that
 * it is hers, on her own host; every other Offer is none of our business.
 */
export const offer: InboxHandler = async ({ ctx, deps, activity, sender }) => {
  const json = objectOf(activity.object)
  const editionUri = json && idOf(json['context'])
  if (!json || editionUri === undefined || !mayCreate(activity, json)) return 'done'
  const object = await completeObject(ctx, deps, json, sender)
  if (!object) return 'done'
  const result = await receiveTranslation(ctx, {
    ...{ activity: identityOf(activity), editionUri, object },
    inbox: sender.sharedInbox ?? sender.inbox,
  })
  return outcomeOf(result)
}

import { confirmWithdrawal } from '../../allies/confirm-withdrawal.ts'
import { receiveFollowAnswer } from '../../allies/receive-follow-answer.ts'
import { publishedTables } from '../../channels/published.ts'
import { receiveOfferAnswer } from '../../translations/receive-offer-answer.ts'
import { idOf } from '../read-json.ts'
import { type InboxHandler, identityOf, outcomeOf, type Received } from './received.ts'

/** A channel lets us in, or an ally says that it deleted what we asked it to. */
export const accept: InboxHandler = async (received) => {
  const answered = await findOwnActivity(received)
  if (!answered) return 'done'
  if (answered.type === 'Offer') return answerOffer(received, answered.uri, true)
  const { ctx, activity } = received
  const identity = identityOf(activity)
  return answered.type === 'Delete'
    ? outcomeOf(await confirmWithdrawal(ctx, { activity: identity, deleteActivityUri: answered.uri }))
    : outcomeOf(
        await receiveFollowAnswer(ctx, { activity: identity, followUri: answered.uri, accepted: true }),
      )
}

/** A channel turns us away, at once or later. */
export const reject: InboxHandler = async (received) => {
  const answered = await findOwnActivity(received)
  if (answered?.type === 'Offer') return answerOffer(received, answered.uri, false)
  if (answered?.type !== 'Follow') return 'done'
  const { ctx, activity } = received
  return outcomeOf(
    await receiveFollowAnswer(ctx, {
      activity: identityOf(activity),
      followUri: answered.uri,
      accepted: false,
    }),
  )
}

/** The community whose post it is of lets a translation in that we offered, or not. */
const answerOffer = async ({ ctx, activity }: Received, offerUri: string, accepted: boolean) =>
  outcomeOf(await receiveOfferAnswer(ctx, { activity: identityOf(activity), offerUri, accepted }))

/** The Follow, Delete or Offer of ours that is meant. What the other side repeats of it is not believed, only its id. */
async function findOwnActivity({ ctx, activity }: Received) {
  const uri = idOf(activity.object)
  if (uri === undefined) return undefined
  return publishedTables(ctx.db)
    .selectFrom('activities')
    .select(['uri', 'type'])
    .where('uri', '=', uri)
    .where('type', 'in', ['Follow', 'Delete', 'Offer'])
    .executeTakeFirst()
}

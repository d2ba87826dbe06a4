import { receiveActivity } from '../allies/receive-activity.ts'
import type { RemoteActivity, RemoteCtx } from '../allies/remote.ts'
import { hostOf } from '../allies/rules.ts'
import { dayOf } from '../days.ts'
import { forbidden, ok, type Result } from '../result.ts'
import { emptyOffered } from './take-back-offered.ts'

export interface ReceiveOfferAnswer {
  readonly activity: RemoteActivity
  readonly offerUri: string
  readonly accepted: boolean
}

/**
 * The community whose post it is of says what became of a translation that we offered; words that were not wanted are
 * deleted. Refuses: forbidden (from another host than the post's).
 */
export async function receiveOfferAnswer(
  ctx: RemoteCtx,
  { activity, offerUri, accepted }: ReceiveOfferAnswer,
): Promise<Result<undefined>> {
  return receiveActivity(ctx, activity, async (trx) => {
    const offered = await trx.db
      .selectFrom('offeredTranslations')
      .select(['id', 'objectUri', 'state'])
      .where('uri', '=', offerUri)
      .forUpdate()
      .executeTakeFirst()
    if (!offered) return ok()
    if (hostOf(offered.objectUri) !== trx.actor.host) return forbidden()
    if (offered.state !== 'offered' && offered.state !== 'accepted') return ok()
    if (!accepted) {
      await emptyOffered(trx, [offered.id], 'refused')
      return ok()
    }
    await trx.db
      .updateTable('offeredTranslations')
      .set({ state: 'accepted', settledOn: dayOf(trx.clock.now()) })
      .where('id', '=', offered.id)
      .execute()
    return ok()
  })
}

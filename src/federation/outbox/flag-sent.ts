import { flagOf } from '../builder.ts'
import { type OutboundCtx, publishedOf, recipients } from '../gateway.ts'
import { activityUri } from '../uris.ts'
import { send } from './outgoing.ts'

/**
 * Tells moderators elsewhere what is wrong with something of theirs: said by the moderation actor, to exactly one.
 */
export async function flagSent(
  ctx: OutboundCtx,
  { outgoingFlagId: id }: { readonly outgoingFlagId: string },
): Promise<void> {
  const db = publishedOf(ctx)
  const flag = await db
    .selectFrom('outgoingFlags')
    .select(['objectUris', 'recipientUri', 'inbox', 'words'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!flag) return
  const { id: actorId, uri: actor } = await db
    .selectFrom('actors')
    .select(['id', 'uri'])
    .where('kind', '=', 'moderation')
    .executeTakeFirstOrThrow()
  const { objectUris, recipientUri, inbox, words } = flag
  const body = flagOf({
    id: activityUri(ctx.origin, id),
    actor,
    recipient: recipientUri,
    objects: objectUris,
    words,
  })
  await ctx.db
    .transaction()
    .execute((trx) =>
      send({ ...ctx, db: trx }, { id, actorId, type: 'Flag', body, recipients: recipients([inbox]) }),
    )
}

import { activity } from '../builder.ts'
import { type OutboundCtx, publishedOf, type Recipient, readOwnActor, recipients } from '../gateway.ts'
import { activityUri, publicAddress, stableId } from '../uris.ts'
import { send } from './outgoing.ts'

interface KeysChanged {
  readonly actorId: string
  readonly changeId: string
}

/** Tells every server that knows an actor of ours what its key is now, by an Update of its document. */
export async function actorKeysChanged(ctx: OutboundCtx, { actorId, changeId }: KeysChanged): Promise<void> {
  const actor = await readOwnActor(publishedOf(ctx), actorId, ctx.origin)
  if (!actor) return
  const id = await stableId('update-keys', actor.uri, changeId)
  const body = activity({
    id: activityUri(ctx.origin, id),
    type: 'Update',
    actor: actor.uri,
    object: actor.document,
    addressing: {
      to: actor.kind === 'allied' ? [actor.uri] : [publicAddress],
      cc: actor.kind ? [`${actor.uri}/followers`] : [],
    },
  })
  const to = await serversThatKnow(ctx, actorId)
  await ctx.db
    .transaction()
    .execute((trx) => send({ ...ctx, db: trx }, { id, actorId, type: 'Update', body, recipients: to }))
}

/**
 * Where this actor may be remembered: whoever follows it or was asked to, and every inbox that anything by it, or any
 * edition of its, was ever brought to; once per server.
 */
async function serversThatKnow(ctx: OutboundCtx, actorId: string): Promise<readonly Recipient[]> {
  const db = publishedOf(ctx)
  const inboxes = await db
    .selectFrom('followers as follower')
    .innerJoin('channels as channel', 'channel.id', 'follower.channelId')
    .select((eb) => eb.fn.coalesce('follower.sharedInbox', 'follower.inbox').as('inbox'))
    .where('channel.actorId', '=', actorId)
    .where('follower.state', '=', 'accepted')
    .union(
      db
        .selectFrom('deliveries as delivery')
        .innerJoin('activities as activity', 'activity.id', 'delivery.activityId')
        .leftJoin('editions as edition', 'edition.id', 'activity.editionId')
        .select('delivery.inbox')
        .where(({ eb, or }) =>
          or([eb('activity.actorId', '=', actorId), eb('edition.actorId', '=', actorId)]),
        ),
    )
    .union(
      db
        .selectFrom('followedChannels as followed')
        .select((eb) => eb.fn.coalesce('followed.sharedInbox', 'followed.inbox').as('inbox'))
        .where('followed.state', 'in', ['requested', 'following'])
        .where(({ exists, selectFrom }) =>
          exists(selectFrom('actors').select('id').where('id', '=', actorId).where('kind', '=', 'instance')),
        ),
    )
    .execute()
  const seen = new Set<string>()
  return recipients(inboxes.map(({ inbox }) => inbox)).filter(({ host }) => {
    const isNew = !seen.has(host)
    seen.add(host)
    return isNew
  })
}

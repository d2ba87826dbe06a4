import { activity, fragment } from '../builder.ts'
import { type OutboundCtx, recipients } from '../gateway.ts'
import { activityUri, stableId } from '../uris.ts'
import { instanceActor } from './instance-actor.ts'
import { send } from './outgoing.ts'

/**
 * Tells another community that what it asked us to forget is forgotten here: a signed Accept of its Delete, which
 * says nothing of who or how many had it.
 */
export async function acknowledgeDelete(
  ctx: OutboundCtx,
  deletion: {
    readonly uri: string
    readonly actorUri: string
    readonly objectUri: string
    readonly inbox: string
  },
): Promise<void> {
  const { uri, actorUri, objectUri, inbox } = deletion
  const { id: actorId, uri: actor } = await instanceActor(ctx)
  const id = await stableId('accept', uri)
  const body = activity({
    id: activityUri(ctx.origin, id),
    type: 'Accept',
    actor,
    object: fragment({ id: uri, type: 'Delete', actor: actorUri, object: objectUri }),
    addressing: { to: [actorUri], cc: [] },
  })
  await ctx.db
    .transaction()
    .execute((db) =>
      send({ ...ctx, db }, { id, actorId, type: 'Accept', body, recipients: recipients([inbox]) }),
    )
}

/** Turns a Follow of an actor down that nobody can follow: voices, pen names and the instance itself. */
export async function rejectFollow(
  ctx: OutboundCtx,
  follow: { readonly uri: string; readonly actorUri: string; readonly inbox: string },
  ours: { readonly id: string; readonly uri: string },
): Promise<void> {
  const id = await stableId('reject', follow.uri, ours.uri)
  const body = activity({
    id: activityUri(ctx.origin, id),
    type: 'Reject',
    actor: ours.uri,
    object: fragment({ id: follow.uri, type: 'Follow', actor: follow.actorUri, object: ours.uri }),
    addressing: { to: [follow.actorUri], cc: [] },
  })
  await ctx.db
    .transaction()
    .execute((db) =>
      send(
        { ...ctx, db },
        { id, actorId: ours.id, type: 'Reject', body, recipients: recipients([follow.inbox]) },
      ),
    )
}

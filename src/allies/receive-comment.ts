import { sql } from 'kysely'
import { readSettings } from '../community/settings.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Result, refuse } from '../result.ts'
import { type RemoteTransaction, receiveActivity } from './receive-activity.ts'
import type { RemoteActivity, RemoteCtx, RemoteObject } from './remote.ts'
import { cleanDay, cleanObject, commentHtml, hostOf, isConsistent } from './rules.ts'
import { wasWithdrawn } from './withdrawn-objects.ts'

export interface ReceiveComment {
  readonly activity: RemoteActivity
  readonly channelActorUri: string
  readonly object: RemoteObject
}

/** More than moderators can read at a time; what comes after that from one host is sent again later. */
const mostWaitingPerHost = 50

/**
 * Somebody elsewhere answers an edition in a channel of ours: it waits for the moderators. In an allied channel only
 * hosts of accepted followers may answer. What is known already, or was taken back before it came, changes nothing.
 * Refuses: forbidden (from another host than its author's, or not a follower), missing (no such channel or edition, or
 * taken back), busy.
 */
export async function receiveComment(ctx: RemoteCtx, input: ReceiveComment): Promise<Result<undefined>> {
  return receiveActivity(ctx, input.activity, async (trx) => {
    const { channelActorUri, object } = input
    if (hostOf(object.uri) !== trx.actor.host || !isConsistent(object)) return forbidden()
    const edition = await answeredEdition(trx, channelActorUri, object.inReplyTo ?? '')
    if (!edition) return missing()
    const isAllowed =
      edition.kind === 'open'
        ? can(trx.actor, 'channel.comment-openly')
        : edition.isFollower && can(trx.actor, 'channel.comment', 'follower')
    if (!isAllowed) return forbidden()
    if (await wasWithdrawn(trx, object.uri, [trx.actor.host])) return ok()
    if ((await waitingFrom(trx)) >= mostWaitingPerHost) {
      return refuse({ kind: 'busy', message: 'remoteComments.errors.tooMany' })
    }
    const { defaultLocale } = await readSettings(trx)
    const content = cleanObject(object, defaultLocale)
    const now = trx.clock.now()
    await trx.db
      .insertInto('remoteComments')
      .values({
        id: trx.random.id(),
        channelId: edition.channelId,
        editionId: edition.id,
        objectUri: object.uri,
        actorUri: object.authorUri,
        actorName: content.authorName,
        host: trx.actor.host,
        html: commentHtml(content),
        language: content.language,
        publishedOn: cleanDay(object.publishedOn, now),
        state: 'waiting',
        receivedAt: now,
      })
      .onConflict((conflict) => conflict.column('objectUri').doNothing())
      .execute()
    return ok()
  })
}

const answeredEdition = (ctx: RemoteTransaction, channelActorUri: string, editionUri: string) =>
  ctx.db
    .selectFrom('editions as e')
    .innerJoin('channels', 'channels.id', 'e.channelId')
    .innerJoin('actors', 'actors.id', 'channels.actorId')
    .select(['e.id', 'channels.id as channelId', 'channels.kind'])
    .select(
      sql<boolean>`exists (select 1 from followers where followers.channel_id = channels.id
        and followers.host = ${ctx.actor.host} and followers.state = 'accepted')`.as('isFollower'),
    )
    .where('e.uri', '=', editionUri)
    .where('e.withdrawnOn', 'is', null)
    .where('actors.uri', '=', channelActorUri)
    .forShare('e')
    .executeTakeFirst()

async function waitingFrom(ctx: RemoteTransaction): Promise<number> {
  const { waiting } = await ctx.db
    .selectFrom('remoteComments')
    .select(sql<number>`count(*)::int`.as('waiting'))
    .where('host', '=', ctx.actor.host)
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow()
  return waiting
}

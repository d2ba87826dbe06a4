import { type PublishedDatabase, type PublishedEdition, readEdition } from '../../channels/published.ts'
import { type OutboundCtx, publishedOf } from '../gateway.ts'
import { type BuiltActivity, bareAnnounceOf } from './edition-activities.ts'
import { send } from './outgoing.ts'

export interface EditionEvent {
  readonly ctx: OutboundCtx
  readonly db: PublishedDatabase
  readonly edition: PublishedEdition
  /** Our actor that speaks for the channel; absent when the edition answers in somebody else's. */
  readonly group?: string
}

/**
 * Works off an event of an edition in one transaction that holds the edition: a withdrawal at the same moment waits,
 * or has been, and then its words are not written out again.
 */
export function workOff(
  ctx: OutboundCtx,
  editionId: string,
  work: (event: EditionEvent) => Promise<void>,
): Promise<void> {
  return ctx.db.transaction().execute(async (trx) => {
    const db = publishedOf({ db: trx })
    await db.selectFrom('editions').select('id').where('id', '=', editionId).forShare().execute()
    const edition = await readEdition(db, editionId)
    if (!edition) return
    const group = edition.channel && (await channelActorId(db, edition.channel.id))
    await work({ ctx: { ...ctx, db: trx }, db, edition, ...(group === undefined ? {} : { group }) })
  })
}

type Recipients = Parameters<typeof send>[1]['recipients']

/** Sends what the author did, as the author. */
export const sendByAuthor = (
  { ctx, edition }: EditionEvent,
  built: BuiltActivity,
  recipients: Recipients,
): Promise<void> =>
  send(ctx, {
    ...built,
    actorId: edition.author.actorId,
    editionId: edition.id,
    ...(edition.channel ? { channelId: edition.channel.id } : {}),
    recipients,
  })

/** Sends what the group makes of it. */
export async function sendByGroup(
  { ctx, edition, group }: EditionEvent,
  built: BuiltActivity,
  recipients: Recipients,
): Promise<void> {
  if (group === undefined || !edition.channel) return
  const { id: channelId } = edition.channel
  await send(ctx, { ...built, actorId: group, channelId, editionId: edition.id, recipients })
}

/** Sends the bare Announce, which only followers of open channels get. */
export async function sendBareAnnounce(event: EditionEvent, recipients: Recipients): Promise<void> {
  if (event.edition.channel?.kind !== 'open') return
  await sendByGroup(event, await bareAnnounceOf(event.edition, event.ctx.origin), recipients)
}

export async function channelActorId(db: PublishedDatabase, channelId: string): Promise<string> {
  const row = await db
    .selectFrom('channels')
    .select('actorId')
    .where('id', '=', channelId)
    .executeTakeFirstOrThrow()
  return row.actorId
}

import type { Ctx } from '../context.ts'
import type { PublishedEdition } from './published.ts'

export interface EditionActs {
  /** Absent where it cannot stand on top: an answer, or a channel that is closed. */
  readonly pin?: 'pin' | 'unpin'
  readonly lock: 'lock' | 'unlock'
}

/** What a moderator can do to an edition besides taking it back. */
export async function readEditionActs(
  ctx: Pick<Ctx, 'db'>,
  edition: PublishedEdition,
): Promise<EditionActs | undefined> {
  const row = await ctx.db
    .selectFrom('editions as edition')
    .innerJoin('channels as channel', 'channel.id', 'edition.channelId')
    .leftJoin('channelPins as pin', 'pin.editionId', 'edition.id')
    .select(['channel.closedOn', 'pin.id as pinId'])
    .where('edition.id', '=', edition.id)
    .executeTakeFirst()
  if (!row || row.closedOn !== null) return undefined
  return {
    ...(edition.inReplyTo === undefined ? { pin: row.pinId === null ? 'pin' : 'unpin' } : {}),
    lock: edition.lockedOn === undefined ? 'lock' : 'unlock',
  }
}

import type { PublishedEdition } from '../channels/published.ts'
import type { TransactionCtx } from '../context.ts'

/**
 * Whether a server may read an edition that stands, and so has something to say about it: anybody's in an open
 * channel; else those of accepted followers, and of the channel that it answers in.
 */
export async function mayRead(
  ctx: Pick<TransactionCtx, 'db'>,
  { channel, followedChannel }: PublishedEdition,
  host: string,
): Promise<boolean> {
  if ((channel?.kind ?? followedChannel?.kind) === 'open') return true
  const reader = channel
    ? await ctx.db
        .selectFrom('followers')
        .select('id')
        .where('channelId', '=', channel.id)
        .where('host', '=', host)
        .where('state', '=', 'accepted')
        .executeTakeFirst()
    : await ctx.db
        .selectFrom('followedChannels')
        .select('id')
        .where('id', '=', followedChannel?.id ?? '')
        .where('host', '=', host)
        .where('state', '=', 'following')
        .executeTakeFirst()
  return reader !== undefined
}

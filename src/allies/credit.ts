import type { TransactionCtx } from '../context.ts'
import { creditOf } from './rules.ts'

/** Whose words our voice passes on: the writer's, of the community that told us its name when it asked to follow. */
export async function creditFor(
  ctx: Pick<TransactionCtx, 'db'>,
  { channelId, host }: { readonly channelId: string; readonly host: string },
  writer: string,
): Promise<string> {
  const community = await ctx.db
    .selectFrom('followers')
    .select('name')
    .where('channelId', '=', channelId)
    .where('host', '=', host)
    .orderBy('requestedAt')
    .executeTakeFirst()
  return creditOf(writer, community?.name ?? host)
}

import type { MemberCtx } from '../context.ts'

export type ReactionKind = 'like' | 'dislike' | 'emoji' | 'boost'

/** How often people elsewhere reacted to an edition. It is shown inside only, and never with anybody's name. */
export async function readReactions(
  ctx: Pick<MemberCtx, 'db'>,
  editionId: string,
): Promise<Readonly<Record<ReactionKind, number>>> {
  const rows = await ctx.db
    .selectFrom('remoteReactions')
    .select(['kind', ({ fn }) => fn.countAll<number>().as('count')])
    .where('editionId', '=', editionId)
    .groupBy('kind')
    .execute()
  const counts = { like: 0, dislike: 0, emoji: 0, boost: 0 }
  for (const { kind, count } of rows) counts[kind] = count
  return counts
}

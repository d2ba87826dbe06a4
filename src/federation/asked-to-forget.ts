import type { Ctx } from '../context.ts'

/** Whether a server was asked by a Delete of ours, or by this very one, to forget something. */
export async function wasAskedToForget(
  ctx: Pick<Ctx, 'db'>,
  { host, uri }: { readonly host: string; readonly uri?: string },
): Promise<boolean> {
  const asked = await ctx.db
    .selectFrom('deliveries as delivery')
    .innerJoin('activities as activity', 'activity.id', 'delivery.activityId')
    .select('delivery.id')
    .where('activity.type', '=', 'Delete')
    .where('delivery.host', '=', host)
    .$if(uri !== undefined, (query) => query.where('activity.uri', '=', uri ?? ''))
    .limit(1)
    .executeTakeFirst()
  return asked !== undefined
}

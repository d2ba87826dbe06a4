import { type OutboundCtx, publishedOf } from '../gateway.ts'

/** The actor that acts for the community as a whole: follows, fetches, acknowledges. */
export const instanceActor = (ctx: OutboundCtx): Promise<{ readonly id: string; readonly uri: string }> =>
  publishedOf(ctx)
    .selectFrom('actors')
    .select(['id', 'uri'])
    .where('kind', '=', 'instance')
    .executeTakeFirstOrThrow()

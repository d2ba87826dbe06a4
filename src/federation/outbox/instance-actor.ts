import { publishedTables } from '../../channels/published.ts'
import type { Ctx } from '../../context.ts'

/** The actor that acts for the community as a whole: follows, fetches, acknowledges. */
export const instanceActor = (ctx: Pick<Ctx, 'db'>): Promise<{ readonly id: string; readonly uri: string }> =>
  publishedTables(ctx.db)
    .selectFrom('actors')
    .select(['id', 'uri'])
    .where('kind', '=', 'instance')
    .executeTakeFirstOrThrow()

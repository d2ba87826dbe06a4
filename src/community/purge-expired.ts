import type { Ctx } from '../context.ts'
import { dayOf, daysFrom } from '../days.ts'
import { decidedDays, waitingDays } from '../joining/rules.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, ok, type Result } from '../result.ts'

type PurgeCtx = Pick<Ctx, 'db' | 'clock'>

/** Deletes what a table kept longer than it declares; `before` is that many days ago. Gives the rows deleted. */
type Purge = (ctx: PurgeCtx, before: Date) => Promise<number>

/** The secret behind counters is hourly; the hour before serves forms that are still open. */
const networkKeyMilliseconds = 2 * 3_600_000

/** How each table with a lifetime loses what is over; by its name; exactly these tables declare one (P10). */
export const purges: Readonly<Record<string, Purge>> = {
  sessions: (ctx) => count(ctx.db.deleteFrom('sessions').where('expiresAt', '<=', ctx.clock.now())),
  applications: (ctx) => count(overApplications(ctx)),
  // Answers are deleted with the decision; here only those that nobody decided on.
  application_answers: (ctx, before) =>
    count(
      ctx.db
        .deleteFrom('applicationAnswers')
        .where(
          'applicationId',
          'in',
          ctx.db.selectFrom('applications').select('id').where('createdAt', '<=', before),
        ),
    ),
  throttles: (ctx, before) => count(ctx.db.deleteFrom('throttles').where('windowStart', '<=', before)),
  network_keys: (ctx) =>
    count(
      ctx.db
        .deleteFrom('networkKeys')
        .where('hour', '<=', new Date(ctx.clock.now().getTime() - networkKeyMilliseconds)),
    ),
  withdrawn_objects: (ctx, before) =>
    count(ctx.db.deleteFrom('withdrawnObjects').where('withdrawnAt', '<=', before)),
  // Where a withdrawal is asked for stands with the edition (deliveries, edition_fetches), so none of them is needed.
  remote_actors: (ctx, before) => count(ctx.db.deleteFrom('remoteActors').where('fetchedAt', '<=', before)),
  inbox_messages: (ctx, before) =>
    count(ctx.db.deleteFrom('inboxMessages').where('receivedAt', '<=', before)),
  processed_activities: (ctx, before) =>
    count(ctx.db.deleteFrom('processedActivities').where('processedAt', '<=', before)),
  jobs: (ctx, before) => count(ctx.db.deleteFrom('jobs').where('deadAt', '<=', before)),
  act_subjects: (ctx, before) =>
    count(
      ctx.db
        .deleteFrom('actSubjects')
        .where(
          'token',
          'in',
          ctx.db.selectFrom('moderationActs').select('token').where('day', '<=', dayOf(before)),
        ),
    ),
}

/**
 * Enforces every lifetime in `table_lifetimes`. Runs often and may run beside itself. Gives the number of rows
 * deleted by table; nothing of what they held.
 */
export async function purgeExpired(ctx: Ctx): Promise<Result<Readonly<Record<string, number>>>> {
  if (!can(ctx.actor, 'community.purge')) return forbidden()
  const lifetimes = await ctx.db
    .selectFrom('tableLifetimes')
    .select(['tableName', 'days'])
    .where('days', 'is not', null)
    .execute()
  const deleted: Record<string, number> = {}
  for (const { tableName, days } of lifetimes) {
    const purge = purges[tableName]
    if (!purge || days === null) throw new Error(`no purge for ${tableName}`)
    deleted[tableName] = await purge(ctx, daysFrom(ctx.clock.now(), -days))
  }
  return ok(deleted)
}

function overApplications(ctx: PurgeCtx) {
  const now = ctx.clock.now()
  return ctx.db
    .deleteFrom('applications')
    .where((eb) =>
      eb.or([
        eb('decidedAt', '<=', daysFrom(now, -decidedDays)),
        eb.and([eb('state', '=', 'waiting'), eb('createdAt', '<=', daysFrom(now, -waitingDays))]),
      ]),
    )
}

const count = async (query: {
  executeTakeFirst(): Promise<{ readonly numDeletedRows: bigint } | undefined>
}): Promise<number> => Number((await query.executeTakeFirst())?.numDeletedRows ?? 0n)

import { dropOldPictures } from '../allies/drop-old-pictures.ts'
import { forgetWhenLocked } from '../auth/lock-session.ts'
import { purgeMessages } from '../contact/purge-messages.ts'
import type { Ctx } from '../context.ts'
import { dayOf, daysFrom } from '../days.ts'
import { overApplications, overInvites } from '../joining/purge.ts'
import { emptyRemoved } from '../moderation/empty-removed.ts'
import { overFlags } from '../moderation/purge.ts'
import { overNotices } from '../notifications/purge.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, ok, type Result } from '../result.ts'
import { forgetLimits } from '../standing/forget-limits.ts'
import { overOffered, overReceived } from '../translations/purge.ts'

type PurgeCtx = Pick<Ctx, 'db' | 'clock'>

/** Deletes what a table kept longer than it declares; `before` is that many days ago. Gives the rows deleted. */
type Purge = (ctx: PurgeCtx, before: Date) => Promise<number>

/** The secret behind counters is hourly; the hour before serves forms that are still open. */
const networkKeyMilliseconds = 2 * 3_600_000

/** How each table with a lifetime loses what is over; by its name; exactly these tables declare one (P10). */
export const purges: Readonly<Record<string, Purge>> = {
  sessions: async (ctx) => {
    await forgetWhenLocked(ctx)
    return count(ctx.db.deleteFrom('sessions').where('expiresAt', '<=', ctx.clock.now()))
  },
  recoveries: (ctx, before) => count(ctx.db.deleteFrom('recoveries').where('askedAt', '<=', before)),
  applications: (ctx) => count(overApplications(ctx)),
  // As long as they can be used, or somebody they brought is waiting.
  invites: (ctx) => count(overInvites(ctx)),
  arrivals: (ctx, before) => count(ctx.db.deleteFrom('arrivals').where('createdAt', '<=', before)),
  // Deleted with the decision; here only those of applications that nobody decided on.
  vouches: (ctx, before) => count(ctx.db.deleteFrom('vouches').where('askedAt', '<=', before)),
  drafts: (ctx, before) => count(ctx.db.deleteFrom('drafts').where('updatedAt', '<=', before)),
  // From then on nobody can say who wrote them, and their author cannot change them any more (P8).
  anonymous_authors: (ctx, before) =>
    count(ctx.db.deleteFrom('anonymousAuthors').where('createdAt', '<=', before)),
  anonymous_comment_authors: (ctx, before) =>
    count(ctx.db.deleteFrom('anonymousCommentAuthors').where('createdAt', '<=', before)),
  text_revisions: (ctx, before) => count(overRevisions(ctx, before)),
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
  // A move that nobody confirmed: the channel may tell it again.
  channel_moves: (ctx, before) =>
    count(ctx.db.deleteFrom('channelMoves').where('toldOn', '<=', dayOf(before))),
  allied_images: dropOldPictures,
  blocklist_drafts: (ctx, before) =>
    count(ctx.db.deleteFrom('blocklistDrafts').where('importedOn', '<=', dayOf(before))),
  // A line that was paused stays so until somebody takes it up again.
  server_health: (ctx, before) =>
    count(ctx.db.deleteFrom('serverHealth').where('changedAt', '<=', before).where('pausedOn', 'is', null)),
  // Only those that newer ones stand for: nobody needs them any more.
  actor_keys: (ctx, before) => count(ctx.db.deleteFrom('actorKeys').where('retiredOn', '<=', dayOf(before))),
  inbox_messages: (ctx, before) =>
    count(ctx.db.deleteFrom('inboxMessages').where('receivedAt', '<=', before)),
  processed_activities: (ctx, before) =>
    count(ctx.db.deleteFrom('processedActivities').where('processedAt', '<=', before)),
  notifications: (ctx, before) => count(overNotices(ctx, before)),
  // The community says itself how long they stay; the days of the table are the most it may choose.
  messages: (ctx) => purgeMessages(ctx),
  group_requests: (ctx, before) =>
    count(
      ctx.db
        .deleteFrom('groupRequests')
        .where((eb) => eb(eb.fn.coalesce('decidedAt', 'createdAt'), '<=', before)),
    ),
  jobs: (ctx, before) => count(ctx.db.deleteFrom('jobs').where('deadAt', '<=', before)),
  flags: (ctx, before) => count(overFlags(ctx, before)),
  remote_flags: (ctx, before) => count(ctx.db.deleteFrom('remoteFlags').where('receivedAt', '<=', before)),
  // The words are in the bytes that were sent, too.
  outgoing_flags: async (ctx, before) => {
    const over = ctx.db.selectFrom('outgoingFlags').select('id').where('createdOn', '<=', dayOf(before))
    await ctx.db.updateTable('activities').set({ body: new Uint8Array() }).where('id', 'in', over).execute()
    return count(ctx.db.deleteFrom('outgoingFlags').where('createdOn', '<=', dayOf(before)))
  },
  offered_translations: (ctx, before) => count(overOffered(ctx, before)),
  received_translations: (ctx, before) => count(overReceived(ctx, before)),
  removals: (ctx, before) => count(ctx.db.deleteFrom('removals').where('removedAt', '<=', before)),
  queue_claims: (ctx, before) => count(ctx.db.deleteFrom('queueClaims').where('claimedAt', '<=', before)),
  // What was removed and cannot be brought back any more is emptied with it.
  undos: async (ctx, before) => {
    await emptyRemoved(ctx, before)
    return count(ctx.db.deleteFrom('undos').where('createdAt', '<=', before))
  },
  // A suspension whose record is deleted is over; an account that is frozen stays so without one.
  sanctions: (ctx, before) => count(ctx.db.deleteFrom('sanctions').where('createdAt', '<=', before)),
  freezes: (ctx, before) => count(ctx.db.deleteFrom('freezes').where('startedAt', '<=', before)),
  member_notes: (ctx) => count(ctx.db.deleteFrom('memberNotes').where('expiresAt', '<=', ctx.clock.now())),
  post_sanctions: forgetLimits,
  anonymous_limits: (ctx) =>
    count(ctx.db.deleteFrom('anonymousLimits').where('endsAt', '<=', ctx.clock.now())),
  unmaskings: (ctx, before) => count(ctx.db.deleteFrom('unmaskings').where('askedAt', '<=', before)),
  successions: (ctx, before) => count(ctx.db.deleteFrom('successions').where('offeredAt', '<=', before)),
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

/** What a text said before stays while a flag on it waits: moderators decide on what was flagged. */
function overRevisions(ctx: PurgeCtx, before: Date) {
  return ctx.db
    .deleteFrom('textRevisions as revision')
    .where('revision.replacedAt', '<=', before)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('flags')
            .select('flags.id')
            .where('flags.decidedAt', 'is', null)
            .where(({ or, eb }) =>
              or([
                eb('flags.postId', '=', eb.ref('revision.postId')),
                eb('flags.commentId', '=', eb.ref('revision.commentId')),
              ]),
            ),
        ),
      ),
    )
}

const count = async (query: {
  executeTakeFirst(): Promise<{ readonly numDeletedRows: bigint } | undefined>
}): Promise<number> => Number((await query.executeTakeFirst())?.numDeletedRows ?? 0n)

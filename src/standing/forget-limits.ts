import { sql } from 'kysely'
import type { Ctx } from '../context.ts'
import { daysFrom } from '../days.ts'
import { anonymousLinkDays } from './rules.ts'

/**
 * Forgets which anonymous posts brought a limit, once the server does not know their authors any more: joined by its
 * days to the limit of a member, it would say who wrote them (P8). An appeal that waits stays until it is answered,
 * or until `before`, without the days of its limit. The age of the post decides, never the link: what goes sooner
 * because a link is gone would tell that its author has left. Gives the number of limits forgotten.
 */
export async function forgetLimits(ctx: Pick<Ctx, 'db' | 'clock'>, before: Date): Promise<number> {
  const unknownSince = daysFrom(ctx.clock.now(), -anonymousLinkDays)
  const { numAffectedRows } = await sql`delete from post_sanctions s using posts p where p.id = s.post_id
    and (s.created_at <= ${before} or (p.created_at <= ${unknownSince}
      and (s.appealed_at is null or s.appeal_decided_at is not null)))`.execute(ctx.db)
  await sql`update post_sanctions s
    set created_at = p.created_at, ends_at = p.created_at + make_interval(days => ${anonymousLinkDays})
    from posts p where p.id = s.post_id and p.created_at <= ${unknownSince}
      and s.created_at <> p.created_at`.execute(ctx.db)
  await forgetActs(ctx, unknownSince)
  return Number(numAffectedRows ?? 0n)
}

/**
 * What was done to an anonymous post or comment, whatever it was, bears the day on which it was done: moderators who
 * limit mostly remove too, so each of these acts would say the day of the limit.
 */
async function forgetActs(ctx: Pick<Ctx, 'db'>, unknownSince: Date): Promise<void> {
  await sql`delete from act_subjects subject using moderation_acts act where act.token = subject.token
    and act.act in ('anonymous-limited', 'anonymous-appeal-decided')
    and not exists (select 1 from posts p
      where p.id = subject.subject_id and p.created_at > ${unknownSince})`.execute(ctx.db)
  await sql`delete from act_subjects where subject_id in (
    select id from posts where anonymous and created_at <= ${unknownSince}
    union all
    select id from comments where anonymous and created_at <= ${unknownSince})`.execute(ctx.db)
}

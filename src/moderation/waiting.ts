import { type RawBuilder, sql } from 'kysely'
import { runningRecovery } from '../auth/recovery-rules.ts'
import { unansweredContact } from '../contact/conversations.ts'
import type { MemberCtx } from '../context.ts'
import { waitingGroupRequests } from '../groups/request-queries.ts'
import { actedUpon } from '../standing/anonymous-post.ts'
import { anotherAnswers, anotherAnswersLimit } from '../standing/another-answers.ts'
import { type QueueKind, queuePlaces } from './places.ts'

type Reader = Pick<MemberCtx, 'actor' | 'clock'>

/**
 * What waits for this moderator, said once: what is counted is what is listed, and what may be claimed. Left out is
 * what she cannot decide: what waits for a second pair of eyes after hers, appeals of what was decided about her,
 * and, wherever there is another moderator, appeals of what she decided and what she wrote under her own name. What is anonymous is listed for everybody alike: a shorter list would tell
 * who wrote it (P8). Names of accounts that are hidden are empty (P12).
 */
export const waitingFor = (ctx: Reader): RawBuilder<unknown> =>
  sql.join(
    [
      applications(ctx),
      shares,
      followers,
      remoteComments,
      changedRemoteComments,
      remoteFlags,
      offeredTranslations(ctx),
      receivedTranslations,
      held(ctx, 'post'),
      held(ctx, 'comment'),
      flagged(ctx, 'post'),
      flagged(ctx, 'comment'),
      flaggedAlliedPosts,
      recoveries(ctx),
      groupRequests(ctx),
      appeals(ctx),
      anonymousAppeals(ctx),
      freezes(ctx),
      unmaskings(ctx),
      contact(ctx),
    ],
    sql` union all `,
  )

/** What cannot wait comes first: 0 what somebody flagged as danger, 1 as names or places of somebody, 2 all else. */
export const rankOf = (alias: string): RawBuilder<number> => {
  const categories = sql.ref(`${alias}.categories`)
  return sql<number>`(case when 'danger' = any(${categories}) then 0 when 'names' = any(${categories}) then 1 else 2 end)`
}

/** The first columns of every part: what it is and where it is decided. */
const head = (kind: QueueKind) => sql`${sql.lit(kind)} as kind, ${sql.lit(queuePlaces[kind])} as place`

/** The last columns of every part but flags: how many say so, and in which categories. */
const once = sql`1 as count, '{}'::text[] as categories`

const channelOf = (table: string) =>
  sql`coalesce((select actors.name from channels join actors on actors.id = channels.actor_id
    where channels.id = ${sql.ref(`${table}.channel_id`)}), '')`

const nameOf = (memberId: string) =>
  sql`coalesce((select named.display_name from members named
    where named.id = ${sql.ref(memberId)} and named.status not in ('frozen', 'erased')), '')`

/** As much of a text as a list shows, up to the end of a word; "…" says that it goes on. */
const beginningOf = (column: string) => {
  const text = sql.ref(column)
  return sql`case when char_length(${text}) <= 120 then ${text}
    else left(regexp_replace(left(${text}, 121), '\\s+\\S*$', ''), 120) || ' …' end`
}

const standsStill = (alias: string) =>
  sql`${sql.ref(`${alias}.deleted_at`)} is null and ${sql.ref(`${alias}.removed_at`)} is null`

/** Her own words are somebody else's to judge, where there is somebody else. */
const isHers = (ctx: Reader, what: 'post' | 'comment', alias: string) =>
  sql`(exists (select 1 from ${sql.table(`${what}_authors`)} written
      where written.${sql.ref(`${what}_id`)} = ${sql.ref(`${alias}.id`)}
        and written.member_id = ${ctx.actor.memberId})
    and (select count(*) from member_roles office join members officer on officer.id = office.member_id
      where office.role = 'moderator' and officer.status = 'active') > 1)`

/** A comment stands only as long as the post above it does. */
const postStands = sql`(comment.post_id is null or exists (select 1 from posts above
  where above.id = comment.post_id and ${standsStill('above')}))`

const applications = (ctx: Reader) => sql`
  select ${head('application')}, a.id, coalesce(a.display_name, '') as title, '' as channel,
      a.created_at as since, ${once}
    from applications a
    where a.state = 'waiting' and not exists (select 1 from application_votes vote
      where vote.application_id = a.id and vote.moderator_id = ${ctx.actor.memberId})`

const shares = sql`
  select ${head('share')}, s.id, case when s.title = '' then ${beginningOf('s.body')} else s.title end, ${channelOf('s')}, coalesce(s.proposed_at, s.created_at), ${once}
    from shares s
    where s.state = 'proposed' and not exists (select 1 from share_authors sharing
      join members sharer on sharer.id = sharing.member_id
      where sharing.share_id = s.id and sharer.status = 'frozen')`

const followers = sql`
  select ${head('follower')}, f.id, f.name, ${channelOf('f')}, f.requested_at, ${once}
    from followers f where f.state = 'pending'`

const remoteComments = sql`
  select ${head('comment')}, r.id, r.actor_name, ${channelOf('r')}, r.received_at, ${once}
    from remote_comments r where r.state = 'waiting'`

const changedRemoteComments = sql`
  select ${head('commentChange')}, r.id, change.actor_name, ${channelOf('r')}, change.received_at, ${once}
    from remote_comment_changes change join remote_comments r on r.id = change.remote_comment_id`

const offeredTranslations = (ctx: Reader) => sql`
  select ${head('offeredTranslation')}, o.id, coalesce(nullif(p.title, ''), o.title), f.name, o.waiting_since, ${once}
    from offered_translations o join followed_channels f on f.id = o.followed_channel_id
      join translation_authors wrote on wrote.translation_id = o.id
      join members translator on translator.id = wrote.member_id and translator.status <> 'frozen'
      left join allied_posts p on p.object_uri = o.object_uri
    where o.state = 'waiting' and not (wrote.member_id = ${ctx.actor.memberId}
      and (select count(*) from member_roles office join members officer on officer.id = office.member_id
        where office.role = 'moderator' and officer.status = 'active') > 1)`

const receivedTranslations = sql`
  select ${head('receivedTranslation')}, r.id, r.translated_by, coalesce((select actors.name
      from editions e join channels on channels.id = e.channel_id join actors on actors.id = channels.actor_id
      where e.id = r.edition_id), ''), r.received_at, ${once}
    from received_translations r where r.state = 'waiting'`

/** One entry for each thing, however many servers flagged it. */
const remoteFlags = sql`
  select ${head('remoteFlag')}, coalesce(flag.edition_id, flag.remote_comment_id),
      case when r.id is not null then r.actor_name when text.title <> '' then text.title else voice.name end,
      coalesce((select f.name from followed_channels f where f.id = root.followed_channel_id), ${channelOf('root')}),
      min(flag.received_at), count(*)::int, '{}'::text[]
    from remote_flags flag
      left join remote_comments r on r.id = flag.remote_comment_id and r.state in ('waiting', 'accepted')
      join editions root on root.id = coalesce(flag.edition_id, r.edition_id) and root.withdrawn_on is null
      join actors voice on voice.id = root.actor_id
      left join edition_texts text on text.edition_id = root.id and text.version = root.version and text.original
    group by flag.edition_id, flag.remote_comment_id, r.id, r.actor_name, text.title, voice.name,
      root.channel_id, root.followed_channel_id`

const held = (ctx: Reader, what: 'post' | 'comment') => sql`
  select ${head(what === 'post' ? 'heldPost' : 'heldComment')}, ${sql.ref(`${what}.id`)}, ${beginningOf(`${what}.body`)}, '',
      ${sql.ref(`${what}.held_at`)}, ${once}
    from ${sql.table(`${what}s`)} ${sql.ref(what)}
    where ${sql.ref(`${what}.held_at`)} is not null and ${standsStill(what)} and not ${isHers(ctx, what, what)}
      ${what === 'comment' ? sql`and ${postStands}` : sql``}`

const flagged = (ctx: Reader, what: 'post' | 'comment') => sql`
  select ${head(what === 'post' ? 'flaggedPost' : 'flaggedComment')}, ${sql.ref(`${what}.id`)},
      ${beginningOf(`${what}.body`)}, '', min(flag.created_at), count(*)::int, array_agg(distinct flag.category)
    from flags flag join ${sql.table(`${what}s`)} ${sql.ref(what)}
      on ${sql.ref(`${what}.id`)} = flag.${sql.ref(`${what}_id`)}
    where flag.decided_at is null and ${standsStill(what)} and not ${isHers(ctx, what, what)}
      ${what === 'comment' ? sql`and ${postStands}` : sql``}
    group by ${sql.ref(`${what}.id`)}`

const flaggedAlliedPosts = sql`
  select ${head('flaggedAlliedPost')}, p.id, case when p.title = '' then p.author_name else p.title end,
      (select f.name from followed_channels f where f.id = p.followed_channel_id),
      min(flag.created_at), count(*)::int, array_agg(distinct flag.category)
    from flags flag join allied_posts p on p.id = flag.allied_post_id
    where flag.decided_at is null and p.withdrawn_at is null
    group by p.id`

/** Once whoever she named is all that is missing, there is nothing for a moderator to do. */
const recoveries = (ctx: Reader) => {
  const { memberId } = ctx.actor
  return sql`
  select ${head('recovery')}, r.id, ${nameOf('r.member_id')}, '', r.asked_at, ${once}
    from recoveries r
    where r.member_id <> ${memberId} and r.opens_at is null and ${runningRecovery('r', ctx.clock.now())}
      and r.helper_id is distinct from ${memberId} and r.moderator_id is distinct from ${memberId}
      and (r.moderator_agreed_at is null or (r.helper_id is null and r.second_agreed_at is null))`
}

const groupRequests = (ctx: Reader) => sql`
  select ${head('groupRequest')}, waiting.id, ${nameOf('asked.member_id')}, waiting.title, waiting.since, ${once}
    from (${waitingGroupRequests(ctx)}) waiting join group_requests asked on asked.id = waiting.id`

const appeals = (ctx: Reader) => sql`
  select ${head('appeal')}, s.id, ${nameOf('s.member_id')}, '', s.appealed_at, ${once}
    from sanctions s where s.appealed_at is not null and s.appeal_decided_at is null
      and s.member_id <> ${ctx.actor.memberId} and not ${anotherAnswers(ctx, 's')}`

const anonymousAppeals = (ctx: Reader) => sql`
  select ${head('anonymousAppeal')}, s.id, ${beginningOf('s.appeal')}, '', s.appealed_at, ${once}
    from post_sanctions s join posts p on p.id = s.post_id
    where s.appealed_at is not null and s.appeal_decided_at is null and ${actedUpon(ctx, 'p')}
      and not ${anotherAnswersLimit(ctx, 's')}`

const freezes = (ctx: Reader) => sql`
  select ${head('freeze')}, f.id, '', '', f.started_at, ${once}
    from freezes f
    where f.lifted_at is null and f.first_lifter_id is not null and f.first_lifter_id <> ${ctx.actor.memberId}`

const unmaskings = (ctx: Reader) => sql`
  select ${head('unmasking')}, u.id, ${beginningOf('u.reason')}, '', u.asked_at, ${once}
    from unmaskings u join posts p on p.id = u.post_id
    where u.decided_at is null and u.asked_by is distinct from ${ctx.actor.memberId} and ${actedUpon(ctx, 'p')}`

const contact = (ctx: Reader) => sql`
  select ${head('contact')}, written.id, written.title, '', written.since, ${once}
    from (${unansweredContact(ctx)}) written`

import { sql } from 'kysely'
import { type Answered, deepestAnswer } from '../channels/thread.ts'
import { committedLater, type RemoteActivity, type RemoteCtx, type RemoteObject } from './remote.ts'
import { cleanDay } from './rules.ts'
import type { CommentWords } from './waiting-words.ts'

/** More than moderators can read at a time; what comes after that from one host is sent again later. */
const mostWaitingPerHost = 50

interface WriteComment {
  readonly activity: RemoteActivity
  readonly channelActorUri: string
  readonly object: RemoteObject
  readonly answered: Answered | undefined
  readonly words: CommentWords
  readonly mayOpenly: boolean
  readonly mayAsFollower: boolean
}

interface Written {
  /** `seen`: the activity worked before. `withdrawn`: taken back before it came. */
  readonly verdict: 'seen' | 'missing' | 'forbidden' | 'withdrawn' | 'busy' | 'fine'
  /** Null when nothing was written, and when the object was here already. */
  readonly id: string | null
}

/**
 * Judges an answer from elsewhere by what the database knows, records its activity and writes it down to wait: all in
 * one statement, since most of what an answer costs is asking. What is refused leaves no trace, as everywhere. The
 * edition is held against being taken back meanwhile. Callers checked what can be judged without the database.
 */
export async function writeComment(ctx: RemoteCtx, input: WriteComment): Promise<Written> {
  const { activity, channelActorUri, object, answered, words, mayOpenly, mayAsFollower } = input
  const now = ctx.clock.now()
  const { host } = ctx.actor
  const inReplyTo = object.inReplyTo ?? ''
  const depth = (answered?.depth ?? 0) + 1
  const { rows } = await sql<Written>`with edition as materialized (
      select edition.id, edition.channel_id, case when channel.kind = 'open' then ${mayOpenly}::boolean
          else ${mayAsFollower}::boolean and exists (select 1 from followers where followers.channel_id = channel.id
            and followers.host = ${host}::text and followers.state = 'accepted') end as is_allowed
      from editions edition
      join channels channel on channel.id = edition.channel_id
      join actors actor on actor.id = channel.actor_id
      where edition.id = ${answered?.rootId ?? null}::text and edition.withdrawn_on is null
        and edition.locked_on is null and channel.closed_on is null and actor.uri = ${channelActorUri}::text
        and (exists (select 1 from editions own where own.uri = ${inReplyTo}::text and own.withdrawn_on is null)
          or exists (select 1 from edition_notes note where note.uri = ${inReplyTo}::text and note.withdrawn_on is null)
          or exists (select 1 from remote_comments other where other.object_uri = ${inReplyTo}::text
            and other.state in ('waiting', 'accepted')))
      for share of edition
    ), judged as materialized (
      select case
        when exists (select 1 from processed_activities where host = ${activity.host}::text
          and activity_uri = ${activity.uri}::text) then 'seen'
        when not exists (select 1 from edition) then 'missing'
        when not (select is_allowed from edition) or ${depth}::int > ${sql.lit(deepestAnswer)} then 'forbidden'
        when exists (select 1 from withdrawn_objects where uri = ${object.uri}::text and host = ${host}::text)
          then 'withdrawn'
        when (select count(*) from (select 1 from remote_comments where host = ${host}::text and state = 'waiting'
          limit ${sql.lit(mostWaitingPerHost)}) waiting) >= ${sql.lit(mostWaitingPerHost)} then 'busy'
        else 'fine' end as verdict
    ), recorded as (
      insert into processed_activities (host, activity_uri, processed_at)
      select ${activity.host}::text, ${activity.uri}::text, ${now}::timestamptz from judged
      where verdict in ('fine', 'withdrawn')
      on conflict (host, activity_uri) do nothing returning 1
    ), written as (
      insert into remote_comments (id, channel_id, edition_id, object_uri, in_reply_to, depth, actor_uri, host,
        actor_name, html, language, published_on, state, received_at)
      select ${ctx.random.id()}::text, edition.channel_id, edition.id, ${object.uri}::text, ${inReplyTo}::text,
        ${depth}::int, ${object.authorUri}::text, ${host}::text, ${words.actorName}::text, ${words.html}::text,
        ${words.language}::text, ${cleanDay(object.publishedOn, now)}::date, 'waiting', ${now}::timestamptz
      from edition, judged, recorded where judged.verdict = 'fine'
      on conflict (object_uri) do nothing returning id
    )
    select judged.verdict, (select id from written) as id, ${committedLater} from judged`.execute(ctx.db)
  return rows[0] ?? { verdict: 'missing', id: null }
}

import { sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { couldBeId } from '../ids.ts'
import { can } from '../policy/permissions.ts'
import { markSafe, type SafeHtml } from '../safe-html.ts'

/** Something of ours that servers flagged. Nobody who flagged it is known here, and so nobody can be named. */
export interface RemoteFlagged {
  readonly id: string
  readonly what: 'edition' | 'comment'
  readonly authorName: string
  readonly title: string
  readonly html: SafeHtml
  readonly language: string
  readonly channelName: string
  /** The edition to look at it on, with its answers. */
  readonly editionId: string
  readonly since: Date
  readonly flags: readonly { readonly host: string; readonly words: string }[]
}

/** What waits for moderators under this id; undefined for everybody else, and once it was decided or taken back. */
export async function readRemoteFlagged(ctx: MemberCtx, thingId: string): Promise<RemoteFlagged | undefined> {
  if (!can(ctx.actor, 'remote-flag.decide') || !couldBeId(thingId)) return undefined
  const { rows } = await sql<Omit<RemoteFlagged, 'html'> & { readonly html: string }>`
    select ${thingId} as id, case when comment.id is null then 'edition' else 'comment' end as what,
      coalesce(comment.actor_name, edition.passed_on_from, author.name) as author_name,
      case when comment.id is null then coalesce(text.title, '') else '' end as title,
      coalesce(comment.html, text.html, '') as html, coalesce(comment.language, text.language, '') as language,
      coalesce(channel_actor.name, followed.name, '') as channel_name,
      coalesce(edition.root_id, edition.id) as edition_id, told.since, told.flags
    from (select min(edition_id) as edition_id, min(remote_comment_id) as comment_id, min(received_at) as since,
        json_agg(json_build_object('host', host, 'words', words) order by host, words) as flags
      from remote_flags where edition_id = ${thingId} or remote_comment_id = ${thingId} having count(*) > 0) told
    left join remote_comments comment on comment.id = told.comment_id and comment.state in ('waiting', 'accepted')
    join editions edition on edition.id = coalesce(told.edition_id, comment.edition_id) and edition.withdrawn_on is null
    join actors author on author.id = edition.actor_id
    left join channels channel on channel.id = edition.channel_id
    left join actors channel_actor on channel_actor.id = channel.actor_id
    left join followed_channels followed on followed.id = edition.followed_channel_id
    left join edition_texts text on text.edition_id = edition.id and text.version = edition.version and text.original`.execute(
    ctx.db,
  )
  const [row] = rows
  return row && { ...row, html: markSafe(row.html) }
}

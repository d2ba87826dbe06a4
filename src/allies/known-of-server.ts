import { sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { can } from '../policy/permissions.ts'
import { bareHost, domainOf } from '../policy/servers.ts'

/** What is here of a follower's server already; nobody is asked while a moderator waits. */
export interface KnownOfServer {
  /** As moderators' pages name it; undefined for what has no page. */
  readonly domain?: string
  /** Channels of ours that somebody there follows already, by name. */
  readonly follows: readonly string[]
  /** When anything from there was here first. */
  readonly firstSeen: Date | null
  /** It stands on a list of blocked servers made elsewhere that nobody decided on yet. */
  readonly isInDrafts: boolean
}

/** What is known of a host; nothing for whoever is no moderator. */
export async function readKnownOfServer(ctx: MemberCtx, host: string): Promise<KnownOfServer> {
  const { rows } = await sql<Omit<KnownOfServer, 'domain'>>`select
      array(select distinct actor.name from followers f join channels c on c.id = f.channel_id
        join actors actor on actor.id = c.actor_id
        where f.host = ${host} and f.state = 'accepted' order by actor.name) as follows,
      (select min(met.at) from (select min(requested_at) as at from followers where host = ${host}
        union all select min(requested_at) from followed_channels where host = ${host}
        union all select min(received_at) from remote_comments where host = ${host}) met) as first_seen,
      exists (select 1 from blocklist_drafts draft
        where draft.domain = ${bareHost(sql<string>`${host}::text`)}
          or right(${bareHost(sql<string>`${host}::text`)}, length(draft.domain) + 1) = '.' || draft.domain)
        as is_in_drafts
    where ${can(ctx.actor, 'follower.decide')}::boolean`.execute(ctx.db)
  const domain = domainOf(host)
  const [known = { follows: [], firstSeen: null, isInDrafts: false }] = rows
  return { ...known, ...(domain === undefined ? {} : { domain }) }
}

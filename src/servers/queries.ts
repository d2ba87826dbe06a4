import { type RawBuilder, sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import type { DB } from '../db/schema.ts'
import { can } from '../policy/permissions.ts'
import {
  bareHost,
  blockedHost,
  domainOf,
  type FederationMode,
  type ServerStanding,
  underDomain,
} from '../policy/servers.ts'
import { everyHost } from './known-hosts.ts'
import { serverLimits } from './rules.ts'

const onlyIf = (isAllowed: boolean) => sql<boolean>`${isAllowed}::boolean`

export const serverFilters = ['all', 'blocked', 'allowed', 'refused'] as const
export type ServerFilter = (typeof serverFilters)[number]

export interface ListedServer {
  readonly domain: string
  /** What was decided about this very domain. */
  readonly standing: Exclude<ServerStanding, 'unknown'>
  readonly isRefused: boolean
  readonly followers: number
  readonly followed: number
}

export interface ServerList {
  readonly servers: readonly ListedServer[]
  /** The domain to read on after; absent on the last page. */
  readonly after?: string
}

/**
 * Servers that were decided about or that we have to do with, by name; empty for everybody but moderators. `search` is a
 * part of the name, `after` a domain.
 */
export async function listServers(
  ctx: MemberCtx,
  {
    filter = 'all',
    search = '',
    after = '',
  }: { filter?: ServerFilter; search?: string; after?: string } = {},
): Promise<ServerList> {
  const { rows } = await sql<ListedServer>`
    select known.domain, coalesce(listed.standing, 'known') as standing,
      ${blockedHost(sql.ref('known.domain'))} as is_refused,
      (select count(*)::int from followers f where f.state = 'accepted'
        and ${bareHost(sql.ref('f.host'))} = known.domain) as followers,
      (select count(*)::int from followed_channels c where c.state in ('requested', 'following')
        and ${bareHost(sql.ref('c.host'))} = known.domain) as followed
    from (select domain from servers union
      select ${bareHost(sql.ref('met.host'))} from ${everyHost} met where met.host is not null) known
      left join servers listed on listed.domain = known.domain
    where ${onlyIf(can(ctx.actor, 'server.decide'))} and known.domain > ${after}
      and position(${search.toLowerCase()} in known.domain) > 0
      and ${filtered(filter)}
    order by known.domain limit ${serverLimits.page + 1}`.execute(ctx.db)
  const servers = rows.slice(0, serverLimits.page)
  const last = servers.at(-1)
  return { servers, ...(rows.length > serverLimits.page && last ? { after: last.domain } : {}) }
}

function filtered(filter: ServerFilter): RawBuilder<boolean> {
  switch (filter) {
    case 'all':
      return sql<boolean>`true`
    case 'refused':
      return blockedHost(sql.ref('known.domain'))
    case 'blocked':
    case 'allowed':
      return sql<boolean>`listed.standing = ${filter}`
  }
}

export interface ModeView {
  readonly mode: FederationMode
  /** Servers on the list as blocked. */
  readonly blocked: number
  readonly allowed: number
  /** Servers that follow us, or whose channels we follow, and that no list allows: they would fall silent. */
  readonly unlisted: readonly string[]
  /** Lines of lists made elsewhere that wait. */
  readonly drafts: number
}

/** Who may speak with us at all; undefined for everybody but moderators. */
export async function readMode(ctx: MemberCtx): Promise<ModeView | undefined> {
  if (!can(ctx.actor, 'server.decide')) return undefined
  const { rows } = await sql<ModeView>`select federation_mode as mode,
      (select count(*)::int from servers where standing = 'blocked') as blocked,
      (select count(*)::int from servers where standing = 'allowed') as allowed,
      (select count(*)::int from blocklist_drafts) as drafts,
      array(select distinct ${bareHost(sql.ref('ally.host'))} as domain from (
          select host from followers where state = 'accepted'
          union select host from followed_channels where state in ('requested', 'following')) ally
        where not exists (select 1 from servers s where s.standing = 'allowed'
          and (s.domain = ${bareHost(sql.ref('ally.host'))}
            or right(${bareHost(sql.ref('ally.host'))}, length(s.domain) + 1) = '.' || s.domain))
        order by domain limit 100) as unlisted
    from community`.execute(ctx.db)
  return rows[0]
}

export interface ServerView {
  readonly domain: string
  /** Decided for it, or for a domain above it. */
  readonly standing: ServerStanding
  /** The domain that decides, when it is not this one. */
  readonly decidedBy?: string
  readonly isRefused: boolean
  readonly answers: 'held' | 'trusted'
  readonly hourlyLimit: number | null
  readonly note: string
  readonly changedOn: string | null
  readonly firstSeen: Date | null
  readonly followers: readonly {
    readonly id: string
    readonly name: string
    readonly channelName: string
    readonly channelKind: 'open' | 'allied'
    readonly state: DB['followers']['state']
    readonly acknowledgesWithdrawals: boolean
    /** Whether its host, which may be below this domain, may speak with us. */
    readonly isRefused: boolean
  }[]
  readonly followed: readonly {
    readonly id: string
    readonly name: string
    readonly state: DB['followedChannels']['state']
  }[]
  /** Posts that are here from there, and what members said below them. */
  readonly posts: number
  readonly membersComments: number
  /** Answers below our editions that wait, and that are in a channel. */
  readonly waitingAnswers: number
  readonly acceptedAnswers: number
  /** Editions of ours that went there. */
  readonly editions: number
  /** What was asked back when it was blocked: editions asked for, and those it confirmed. */
  readonly askedBack: number
  readonly confirmed: number
  readonly heardOn: string | null
  readonly deliveredOn: string | null
  readonly failingSince: Date | null
  /** Whether it says that it answers withdrawals; null when nobody from there was met. */
  readonly acknowledgesWithdrawals: boolean | null
  /** It stands in a list made elsewhere that nobody decided on yet. */
  readonly draft: DB['blocklistDrafts']['severity'] | null
}

/** All that is known of a server and of every host below it; undefined for no domain, and for who is no moderator. */
export async function readServerView(ctx: MemberCtx, written: string): Promise<ServerView | undefined> {
  const domain = domainOf(written)
  if (domain === undefined || !can(ctx.actor, 'server.decide')) return undefined
  const under = (column: string) => underDomain(sql.ref(column), domain)
  const originOf = (column: string) => sql<string>`substring(${sql.ref(column)} from '^https?://([^/?#]+)')`
  const theirPosts = sql`allied_posts p join followed_channels c on c.id = p.followed_channel_id
    where ${under('c.host')} or ${underDomain(originOf('p.object_uri'), domain)}`
  const { rows } = await sql<
    Omit<ServerView, 'followers' | 'followed' | 'decidedBy'> & { decider: string | null }
  >`
    select ${domain}::text as domain, coalesce(decided.standing, own.standing, 'unknown') as standing,
      decided.domain as decider, ${blockedHost(sql<string>`${domain}::text`)} as is_refused,
      coalesce(own.answers, 'held') as answers, own.hourly_limit, coalesce(own.note, '') as note, own.changed_on,
      (select min(met.at) from (
        select min(requested_at) as at from followers where ${under('host')}
        union all select min(requested_at) from followed_channels where ${under('host')}
        union all select min(received_at) from remote_comments where ${under('host')}) met) as first_seen,
      (select count(*)::int from ${theirPosts}) as posts,
      (select count(*)::int from comments said where said.deleted_at is null and said.allied_post_id in
        (select p.id from ${theirPosts})) as members_comments,
      (select count(*)::int from remote_comments where ${under('host')} and state = 'waiting') as waiting_answers,
      (select count(*)::int from remote_comments where ${under('host')} and state = 'accepted') as accepted_answers,
      (select count(*)::int from (
        select edition_id from deliveries where ${under('host')} and edition_id is not null
        union select edition_id from edition_fetches where ${under('host')}) went) as editions,
      (select count(distinct d.activity_id)::int from deliveries d join activities a on a.id = d.activity_id
        where ${under('d.host')} and a.type = 'Delete' and a.edition_id is null) as asked_back,
      (select count(distinct d.activity_id)::int from deliveries d join activities a on a.id = d.activity_id
        where ${under('d.host')} and a.type = 'Delete' and a.edition_id is null and d.state = 'confirmed')
        as confirmed,
      (select max(heard_on) from server_health where ${under('host')}) as heard_on,
      (select max(delivered_on) from server_health where ${under('host')}) as delivered_on,
      (select min(failing_since) from server_health where ${under('host')}) as failing_since,
      (select bool_and(acknowledges_withdrawals) from followers where ${under('host')}) as acknowledges_withdrawals,
      (select severity from blocklist_drafts where domain = ${domain}) as draft
    from (select 1) nothing
      left join servers own on own.domain = ${domain}
      left join lateral (select s.domain, s.standing from servers s
        where s.standing <> 'known' and (s.domain = ${domain}
          or right(${domain}::text, length(s.domain) + 1) = '.' || s.domain)
        order by length(s.domain) desc limit 1) decided on true`.execute(ctx.db)
  const [row] = rows
  if (!row) return undefined
  const { decider, ...server } = row
  return {
    ...server,
    ...(decider === null || decider === domain ? {} : { decidedBy: decider }),
    followers: await followersUnder(ctx, domain),
    followed: await ctx.db
      .selectFrom('followedChannels')
      .select(['id', 'name', 'state'])
      .where(underDomain(sql.ref('host'), domain))
      .orderBy('name')
      .limit(serverLimits.page)
      .execute(),
  }
}

const followersUnder = (ctx: MemberCtx, domain: string): Promise<ServerView['followers'][number][]> =>
  ctx.db
    .selectFrom('followers as f')
    .innerJoin('channels as channel', 'channel.id', 'f.channelId')
    .innerJoin('actors as group', 'group.id', 'channel.actorId')
    .select(['f.id', 'f.name', 'f.state', 'f.acknowledgesWithdrawals'])
    .select(['group.name as channelName', 'channel.kind as channelKind'])
    .select(blockedHost(sql.ref('f.host')).as('isRefused'))
    .where(underDomain(sql.ref('f.host'), domain))
    .where('f.state', 'in', ['pending', 'accepted'])
    .orderBy('f.requestedAt')
    .limit(serverLimits.page)
    .execute()

export interface DraftView {
  readonly domain: string
  readonly severity: DB['blocklistDrafts']['severity']
  readonly comment: string
  /** Somebody there follows us, or we follow a channel there. */
  readonly isAlly: boolean
  /** Allowed here by name: taking the list over leaves it so. */
  readonly isAllowed: boolean
}

export interface DraftList {
  readonly drafts: readonly DraftView[]
  readonly total: number
  readonly after?: string
}

/** How many lines of somebody else's list are shown on one page. */
const draftsPerPage = 100

/** Lines of lists made elsewhere, those first that would cut off somebody we have to do with; moderators only. */
export async function listDrafts(
  ctx: MemberCtx,
  { after = '', among }: { after?: string; among?: readonly string[] } = {},
): Promise<DraftList> {
  const chosen = among === undefined ? sql<boolean>`true` : sql<boolean>`draft.domain = any(${[...among]})`
  const { rows } = await sql<DraftView & { total: number }>`
    select draft.domain, draft.severity, draft.comment,
      exists (select 1 from (select host from followers where state = 'accepted'
          union select host from followed_channels where state in ('requested', 'following')) ally
        where ${bareHost(sql.ref('ally.host'))} = draft.domain
          or right(${bareHost(sql.ref('ally.host'))}, length(draft.domain) + 1) = '.' || draft.domain) as is_ally,
      exists (select 1 from servers s where s.domain = draft.domain and s.standing = 'allowed') as is_allowed,
      (select count(*)::int from blocklist_drafts) as total
    from blocklist_drafts draft
    where ${onlyIf(can(ctx.actor, 'server.decide'))} and draft.domain > ${after} and ${chosen}
    order by draft.domain limit ${draftsPerPage + 1}`.execute(ctx.db)
  const shown = rows.slice(0, draftsPerPage)
  const last = shown.at(-1)
  return {
    drafts: shown.map(({ total: _, ...draft }) => draft),
    total: rows[0]?.total ?? 0,
    ...(rows.length > draftsPerPage && last ? { after: last.domain } : {}),
  }
}

/** Of the lines that wait those that would cut off somebody we have to do with, by name; moderators only. */
export async function alliesInDrafts(
  ctx: MemberCtx,
  domains: readonly string[] | 'all',
): Promise<readonly string[]> {
  const chosen = domains === 'all' ? sql<boolean>`true` : sql<boolean>`draft.domain = any(${[...domains]})`
  const { rows } = await sql<{ domain: string }>`select distinct draft.domain
    from blocklist_drafts draft join (select host from followers where state = 'accepted'
        union select host from followed_channels where state in ('requested', 'following')) ally
      on ${bareHost(sql.ref('ally.host'))} = draft.domain
        or right(${bareHost(sql.ref('ally.host'))}, length(draft.domain) + 1) = '.' || draft.domain
    where ${onlyIf(can(ctx.actor, 'server.decide'))} and ${chosen}
    order by draft.domain limit 100`.execute(ctx.db)
  return rows.map(({ domain }) => domain)
}

/** Every domain that is blocked, by name, to be handed to others; moderators only. */
export async function blockedDomains(ctx: MemberCtx): Promise<readonly string[]> {
  const rows = await ctx.db
    .selectFrom('servers')
    .select('domain')
    .where('standing', '=', 'blocked')
    .where(onlyIf(can(ctx.actor, 'server.decide')))
    .orderBy('domain')
    .execute()
  return rows.map(({ domain }) => domain)
}

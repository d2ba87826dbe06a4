import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '../context.ts'

export type FederationMode = 'allowlist' | 'blocklist' | 'open'

/** What moderators decided about a server; `unknown` when neither it nor a domain above it is on the list. */
export type ServerStanding = 'blocked' | 'allowed' | 'known' | 'unknown'

export interface ServerPolicy {
  readonly standing: ServerStanding
  /** Whether it may not speak with us in the community's present mode. */
  readonly isRefused: boolean
  /** Whether its answers wait for moderators, or stand at once. */
  readonly answers: 'held' | 'trusted'
  /** Activities that it may send in an hour, where moderators set their own number. */
  readonly hourlyLimit?: number
}

/**
 * True for hosts that may not speak with us: in allowlist mode all that are not allowed, in blocklist mode those that
 * are blocked, in open mode none. `host` is a host as addresses have it, with its port. A listed domain stands for
 * every host below it, and the longest one decides; `known` decides nothing. Case, ports and a closing dot make no
 * difference; names in other scripts are compared as punycode, which addresses carry already.
 */
export const blockedHost = (host: RawBuilder<string>): RawBuilder<boolean> =>
  sql<boolean>`(select case mode_setting.federation_mode
      when 'open' then false
      when 'allowlist' then coalesce(${decidedStanding(host)}, 'known') <> 'allowed'
      else coalesce(${decidedStanding(host)}, 'known') = 'blocked' end
    from community mode_setting)`

/** True for hosts whose nearest decision is that they are blocked, whatever mode the community is in. */
export const listedAsBlocked = (host: RawBuilder<string>): RawBuilder<boolean> =>
  sql<boolean>`coalesce(${decidedStanding(host)} = 'blocked', false)`

/** The same as `blockedHost` of one host, with everything that was decided about it. A host that is no host at all is unknown. */
export async function readServer(ctx: Pick<Ctx, 'db'>, host: string): Promise<ServerPolicy> {
  const given = sql<string>`${host}::text`
  const { rows } = await sql<{
    standing: ServerStanding
    isRefused: boolean
    answers: 'held' | 'trusted'
    hourlyLimit: number | null
  }>`select coalesce(${decidedStanding(given)}, ${nearest(given, sql`'known'`, sql`true`)}, 'unknown') as standing,
      coalesce(${blockedHost(given)}, false) as is_refused,
      coalesce(${nearest(given, sql.ref('listed_server.answers'), sql`true`)}, 'held') as answers,
      ${nearest(given, sql.ref('listed_server.hourly_limit'), sql`listed_server.hourly_limit is not null`)}
        as hourly_limit`.execute(ctx.db)
  const [row] = rows
  if (!row) return { standing: 'unknown', isRefused: false, answers: 'held' }
  const { standing, isRefused, answers, hourlyLimit } = row
  return { standing, isRefused, answers, ...(hourlyLimit !== null && { hourlyLimit }) }
}

/**
 * The domain that a host or an address stands for, as `servers` keeps it: lower case, punycode, without scheme, port,
 * path and closing dot. Undefined for what names no host in the public web: a word without a dot (but for trials on
 * this machine, `localhost`), or wildcards.
 */
export function domainOf(written: string): string | undefined {
  const bare = written
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/^@/, '')
    .replace(/[/?#].*$/s, '')
  if (bare === '' || bare.length > 300 || /[\s*@,;\\%]/.test(bare)) return undefined
  const url = URL.parse(`https://${bare}/`)
  const domain = url?.hostname.replace(/\.+$/, '')
  if (domain === undefined || domain.length > 253) return undefined
  const isNamed = /^(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)+[a-z0-9-]+$/.test(domain)
  return isNamed || domain === 'localhost' ? domain : undefined
}

/** True for a host that a domain stands for: the domain itself and every host below it, whatever the port. */
export const underDomain = (host: RawBuilder<string>, domain: string): RawBuilder<boolean> =>
  sql<boolean>`(${bareHost(host)} = ${domain}
    or right(${bareHost(host)}, ${domain.length + 1}::int) = ${`.${domain}`})`

/** The domain of a host as it is listed: without its port. */
export const bareHost = (host: RawBuilder<string>): RawBuilder<string> =>
  sql<string>`rtrim(regexp_replace(lower(${host}), ':[0-9]*$', ''), '.')`

const decidedStanding = (host: RawBuilder<string>) =>
  nearest<ServerStanding>(
    host,
    sql.ref('listed_server.standing'),
    sql<boolean>`listed_server.standing <> 'known'`,
  )

/**
 * Looks a host up under itself and every domain above it, one lookup by key for each label, so that a list of many
 * thousand lines costs no more than a short one.
 */
const nearest = <Value>(host: RawBuilder<string>, value: RawBuilder<Value>, where: RawBuilder<boolean>) =>
  sql<Value | null>`(select ${value}
    from (select string_to_array(${bareHost(host)}, '.') as host_labels) named_host
      cross join lateral generate_series(1, cardinality(named_host.host_labels)) as first_label
      join servers listed_server
        on listed_server.domain = array_to_string(named_host.host_labels[first_label:], '.')
    where ${where} order by first_label limit 1)`

import { sql } from 'kysely'
import type { Ctx } from '../context.ts'
import { bareHost, blockedHost, listedAsBlocked, underDomain } from '../policy/servers.ts'

/** Every host that anything here has to do with, as addresses have it, with its port. */
export const everyHost = sql`(
  select host from followers
  union select host from followed_channels
  union select host from remote_comments
  union select host from remote_reactions
  union select host from remote_flags
  union select host from remote_actors
  union select host from inbox_messages
  union select host from deliveries
  union select host from edition_fetches
  union select host from received_translations
  union select substring(target_uri from '^https?://([^/?#]+)') from channel_moves
  union select substring(author_uri from '^https?://([^/?#]+)') from allied_posts
  union select substring(object_uri from '^https?://([^/?#]+)') from allied_posts)`

/**
 * Hosts that we have to do with below one of these domains and that are blocked, or that may not speak with us as things
 * stand: what is allowed by itself below a blocked domain is not among them. In open mode the list rests, but who stands
 * on it is named all the same.
 */
export async function refusedHosts(
  ctx: Pick<Ctx, 'db'>,
  domains: readonly string[],
): Promise<readonly string[]> {
  const host = sql<string>`known.host`
  const { rows } = await sql<{ host: string }>`select known.host from ${everyHost} known
    where known.host is not null and (${blockedHost(host)} or ${listedAsBlocked(host)})`.execute(ctx.db)
  const listed = new Set(domains)
  return rows.map(({ host }) => host).filter((host) => domainsAbove(host).some((above) => listed.has(above)))
}

/** The same for one domain, of all that it stands for, whatever may speak with us. */
export async function hostsUnder(ctx: Pick<Ctx, 'db'>, domain: string): Promise<readonly string[]> {
  const { rows } = await sql<{ host: string }>`select known.host from ${everyHost} known
    where known.host is not null and ${underDomain(sql.ref('known.host'), domain)}
    order by ${bareHost(sql.ref('known.host'))}`.execute(ctx.db)
  return rows.map(({ host }) => host)
}

/** A host without its port, and every domain that stands for it. */
function domainsAbove(host: string): readonly string[] {
  const labels = host.toLowerCase().replace(/:\d*$/, '').replace(/\.+$/, '').split('.')
  return labels.map((_, first) => labels.slice(first).join('.'))
}

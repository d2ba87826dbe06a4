import { sql } from 'kysely'
import type { CommunityServer } from '../community-server.ts'

/** What stands in the database about others, by the names of things, so that two looks can be compared. */
export type Look = ReadonlyMap<string, string>

/** Tables that change with every activity, whatever it says. */
const bookkeeping = new Set([
  ...['activities', 'deliveries', 'events', 'inbox_messages', 'jobs', 'media', 'received_activities'],
  ...['remote_actors', 'server_health', 'processed_activities', 'withdrawn_objects'],
  // What belongs to a post and comes and goes with it.
  ...[
    'allied_images',
    'allied_texts',
    'allied_links',
    'allied_polls',
    'allied_poll_options',
    'allied_events',
  ],
  // Looked at by their states below.
  ...['followers', 'remote_comments', 'remote_comment_changes', 'allied_posts', 'followed_channels'],
])

export async function look({ db }: Pick<CommunityServer, 'db'>): Promise<Look> {
  const seen = new Map<string, string>()
  const followers = await db.selectFrom('followers').select(['id', 'state']).execute()
  for (const { id, state } of followers) seen.set(`follower ${id}`, state)
  const comments = await db
    .selectFrom('remoteComments as comment')
    .leftJoin('remoteCommentChanges as change', 'change.remoteCommentId', 'comment.id')
    .select(['comment.id', 'comment.state', 'comment.html', 'change.html as newer'])
    .execute()
  for (const { id, state, html, newer } of comments) seen.set(`comment ${id}`, `${state} ${newer ?? html}`)
  const posts = await db.selectFrom('alliedPosts').select(['id', 'title', 'html', 'withdrawnAt']).execute()
  for (const { id, title, html, withdrawnAt } of posts)
    seen.set(`post ${id}`, withdrawnAt ? 'gone' : `${title} ${html}`)
  const channels = await db.selectFrom('followedChannels').select(['id', 'state']).execute()
  for (const { id, state } of channels) seen.set(`channel ${id}`, state)
  for (const [table, rows] of await countRows(db)) seen.set(`table ${table}`, rows)
  return seen
}

async function countRows(db: CommunityServer['db']): Promise<readonly (readonly [string, string])[]> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE'`.execute(db)
  const counts = tables
    .filter(({ name }) => !bookkeeping.has(name))
    .map(({ name }) => sql`select ${name} as name, count(*)::text as rows from ${sql.table(name)}`)
  const { rows } = await sql<{ name: string; rows: string }>`${sql.join(counts, sql` union all `)}`.execute(
    db,
  )
  return rows.map((row) => [row.name, row.rows] as const)
}

/** What changed between two looks, in words; `nothing` when nothing did. */
export function effect(before: Look, after: Look): string {
  const changes = [...after].flatMap(([key, now]) => {
    const was = before.get(key)
    return was === now ? [] : [wordsFor(key, was, now)]
  })
  const gone = [...before.keys()].filter((key) => !after.has(key)).map((key) => `${key.split(' ')[0]} gone`)
  return [...new Set([...changes, ...gone])].sort().join(', ') || 'nothing'
}

const states: Readonly<Record<string, string>> = {
  pending: 'waits',
  accepted: 'accepted',
  left: 'left',
  removed: 'removed',
}

const counted: Readonly<Record<string, { readonly more: string; readonly less: string }>> = {
  remote_reactions: { more: 'reaction counted', less: 'reaction taken back' },
  allied_reactions: { more: 'reaction to a post counted', less: 'reactions to a post gone' },
  remote_flags: { more: 'flag waits', less: 'flag gone' },
}

function wordsFor(key: string, was: string | undefined, now: string): string {
  const [kind = '', name = ''] = key.split(' ')
  switch (kind) {
    case 'follower':
      return `follower ${states[now] ?? now}`
    case 'comment':
      if (was === undefined) return now.startsWith('waiting') ? 'comment waits' : 'comment appeared'
      return now.startsWith('withdrawn') ? 'comment gone' : 'comment changed'
    case 'post':
      return was === undefined || was === 'gone'
        ? 'post appeared'
        : now === 'gone'
          ? 'post gone'
          : 'post changed'
    case 'channel':
      return now === 'following' ? 'we follow' : now === 'refused' ? 'turned away' : `channel ${now}`
    case 'table': {
      const words = counted[name]
      if (words) return Number(now) < Number(was ?? 0) ? words.less : words.more
      return Number(now) < Number(was ?? 0) ? `less in ${name}` : `more in ${name}`
    }
    default:
      return `${kind} ${now}`
  }
}

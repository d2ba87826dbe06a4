import { type RawBuilder, sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { daysFrom } from '../days.ts'
import { couldBeId } from '../ids.ts'
import { cutPage, decodeCursor } from '../paging.ts'
import { standing, visibleAlliedPost, visibleAlliedThread, visiblePost } from '../policy/visibility.ts'
import { matchEnd, matchStart, type Passage, passagesOf } from './passages.ts'
import { isPostKind, readWords, type SearchKind, type SearchPeriod, searchPeriods } from './rules.ts'

export interface Search {
  readonly words: string
  readonly groupId?: string | undefined
  readonly kind?: SearchKind | undefined
  readonly period?: SearchPeriod | undefined
  /** Where the page before this one ended. */
  readonly before?: string | undefined
}

export interface Finding {
  readonly id: string
  readonly kind: SearchKind
  /** The thread that it stands in: a post's, or an ally's post's. */
  readonly threadId: string
  readonly isAllied: boolean
  /** The group's name, or that of the ally. */
  readonly place: string
  /** Null when it was written without a name, or when she is no longer here. */
  readonly author: string | null
  readonly language: string
  readonly createdAt: Date
  readonly passages: readonly Passage[]
}

export interface SearchPage {
  readonly findings: readonly Finding[]
  readonly older?: string
}

export const searchPageSize = 20

/**
 * Everything this member may see that holds her words, newest first: posts, comments and what allies wrote, each
 * behind the predicate of its own pages, the newcomers' window included (P7). Words are brought to their stems in
 * every language the server knows, accents count for nothing, `"…"` keeps words together and `-` leaves a word out. A
 * cursor that is none of ours means the first page. Two statements: the first only reads her words, so that the
 * second is planned for exactly these, for a word that is everywhere otherwise than for one that is seldom.
 */
export async function search(ctx: MemberCtx, wanted: Search): Promise<SearchPage> {
  if (wanted.groupId !== undefined && !couldBeId(wanted.groupId)) return { findings: [] }
  const words = await readQuery(ctx, wanted.words)
  const sources = sourcesOf(ctx, wanted, sql`${words}::tsquery`)
  if (sources.length === 0) return { findings: [] }
  const { rows } = await sql<FindingRow>`
    with found as (select * from (${sql.join(sources, sql` union all `)}) source
      order by created_at desc, id desc limit ${searchPageSize + 1})
    select id, kind, thread_id, is_allied, place, author, language, created_at,
      ts_headline(search_configuration(language), body, ${words}::tsquery, ${headline}) as headline
    from found order by created_at desc, id desc`.execute(ctx.db)
  const { rows: kept, ...next } = cutPage(rows, searchPageSize)
  return {
    findings: kept.map(({ headline: text, ...row }) => ({ ...row, passages: passagesOf(text) })),
    ...next,
  }
}

async function readQuery(ctx: MemberCtx, words: string): Promise<string> {
  const { rows } = await sql<{ words: string }>`select (${queryOf(words)})::text as words`.execute(ctx.db)
  return rows[0]?.words ?? ''
}

type FindingRow = Omit<Finding, 'passages'> & { readonly headline: string }

const headline = `StartSel=${matchStart}, StopSel=${matchEnd}, MaxFragments=2, MaxWords=24, MinWords=8, FragmentDelimiter=" … "`

/** What has to be there, and none of what must not be. */
function queryOf(words: string): RawBuilder<unknown> {
  const { wanted, unwanted } = readWords(words)
  const found = inEveryLanguage(wanted)
  return unwanted.length === 0
    ? found
    : sql`(${found}) && !!(${sql.join(unwanted.map(inEveryLanguage), sql` || `)})`
}

/** Nobody has to say in which language something was written; a text's own stems are among these. */
const inEveryLanguage = (words: string): RawBuilder<unknown> =>
  sql.join(
    ['spanish', 'swedish', 'indonesian', 'russian', 'english'].map(
      (language) => sql`websearch_to_tsquery(${sql.lit(`ayni_${language}`)}::regconfig, ${words})`,
    ),
    sql` || `,
  )

function sourcesOf(ctx: MemberCtx, wanted: Search, words: RawBuilder<unknown>): RawBuilder<unknown>[] {
  const { kind, groupId } = wanted
  const cursor = decodeCursor(wanted.before)
  const bounded = (alias: string, time: string) => {
    const at = sql.ref(`${alias}.${time}`)
    const since = wanted.period && daysFrom(ctx.clock.now(), -searchPeriods[wanted.period])
    return sql`${since ? sql`${at} >= ${since}` : sql`true`}
      and ${cursor ? sql`(${at}, ${sql.ref(`${alias}.id`)}) < (${cursor.at}, ${cursor.id})` : sql`true`}
      order by ${at} desc, ${sql.ref(`${alias}.id`)} desc limit ${searchPageSize + 1}`
  }
  const inGroup = groupId === undefined ? sql`true` : sql`p.group_id = ${groupId}`
  const writer = (table: 'post_authors' | 'comment_authors', column: string, id: RawBuilder<unknown>) =>
    sql`(select writer.display_name from ${sql.table(table)} authorship
      join members writer on writer.id = authorship.member_id and writer.status <> 'frozen'
      where authorship.${sql.ref(column)} = ${id})`
  const posts = sql`(select p.id, p.kind, p.id as thread_id, false as is_allied, groups.name as place,
      ${writer('post_authors', 'post_id', sql`p.id`)} as author, p.language, p.created_at, p.body
    from posts p join groups on groups.id = p.group_id
    where p.search @@ ${words} and ${visiblePost(ctx, 'p')} and ${inGroup}
      and ${kind === undefined ? sql`true` : sql`p.kind = ${kind}`} and ${bounded('p', 'created_at')})`
  const comments = sql`(select c.id, 'comment' as kind, p.id as thread_id, false as is_allied, groups.name as place,
      ${writer('comment_authors', 'comment_id', sql`c.id`)} as author, c.language, c.created_at, c.body
    from comments c join posts p on p.id = c.post_id join groups on groups.id = p.group_id
    where c.search @@ ${words} and ${standing(ctx, 'comment', 'c')}
      and ${visiblePost(ctx, 'p')} and ${inGroup} and ${bounded('c', 'created_at')})`
  const belowAllies = sql`(select c.id, 'comment' as kind, p.id as thread_id, true as is_allied, p.author_name as place,
      ${writer('comment_authors', 'comment_id', sql`c.id`)} as author, c.language, c.created_at, c.body
    from comments c join allied_posts p on p.id = c.allied_post_id
    where c.search @@ ${words} and ${standing(ctx, 'comment', 'c')}
      and ${visibleAlliedThread(ctx, 'p')} and ${bounded('c', 'created_at')})`
  const allies = sql`(select p.id, 'ally' as kind, p.id as thread_id, true as is_allied, p.author_name as place,
      null::text as author, p.language, p.received_at as created_at,
      p.title || ' ' || regexp_replace(p.html, '<[^>]*>', ' ', 'g') as body
    from allied_posts p
    where p.search @@ ${words} and ${visibleAlliedPost(ctx, 'p')} and ${bounded('p', 'received_at')})`
  return [
    ...(kind === undefined || isPostKind(kind) ? [posts] : []),
    ...(kind === undefined || kind === 'comment' ? [comments] : []),
    ...(groupId === undefined && (kind === undefined || kind === 'comment') ? [belowAllies] : []),
    ...(groupId === undefined && (kind === undefined || kind === 'ally') ? [allies] : []),
  ]
}

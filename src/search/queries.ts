import { type RawBuilder, sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { couldBeId } from '../ids.ts'
import { cutPage } from '../paging.ts'
import { matchEnd, matchStart, type Passage, passagesOf } from './passages.ts'
import { readWords, type Search, type SearchKind, searchPageSize } from './rules.ts'
import { sourcesOf } from './sources.ts'

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
  /** Of the text that holds her words, which an ally's post may have in several. */
  readonly language: string
  readonly createdAt: Date
  readonly passages: readonly Passage[]
}

export interface SearchPage {
  readonly findings: readonly Finding[]
  readonly older?: string
}

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

/** What has to be there and none of what must not be, as the text of a tsquery; empty when only fillers are left. */
async function readQuery(ctx: MemberCtx, words: string): Promise<string> {
  const { wanted, unwanted } = readWords(words)
  const without = inEveryLanguage(unwanted)
  const { rows } = await sql<{ words: string }>`select coalesce(
      nullif(${inEveryLanguage([wanted])}, '') || coalesce(' & !(' || nullif(${without}, '') || ')', ''), '') as words`.execute(
    ctx.db,
  )
  return rows[0]?.words ?? ''
}

/**
 * Nobody has to say in which language something was written; a text's own stems are among these. What is the same in
 * several languages stands there once, or the database would expect to find it several times as often.
 */
const inEveryLanguage = (phrases: readonly string[]): RawBuilder<string> =>
  phrases.length === 0
    ? sql<string>`''`
    : sql<string>`(select coalesce('(' || string_agg(distinct '(' || stems || ')', ' | ') || ')', '') from (values ${sql.join(
        phrases.flatMap((phrase) =>
          ['spanish', 'swedish', 'indonesian', 'russian', 'english'].map(
            (language) =>
              sql`(nullif(websearch_to_tsquery(${sql.lit(`ayni_${language}`)}::regconfig, ${phrase})::text, ''))`,
          ),
        ),
      )}) as reading (stems))`

type FindingRow = Omit<Finding, 'passages'> & { readonly headline: string }

const headline = `StartSel=${matchStart}, StopSel=${matchEnd}, MaxFragments=2, MaxWords=24, MinWords=8, FragmentDelimiter=" … "`

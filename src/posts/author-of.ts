import { type RawBuilder, sql } from 'kysely'

/**
 * Who wrote a post or a comment, named or not: only for telling her something and for leaving her out, never for a
 * page, a log or another's eyes (P8). Null when nobody knows any more.
 */
export const authorOf = (what: 'post' | 'comment', id: RawBuilder<string>): RawBuilder<string | null> => {
  const column = sql.ref(`${what}_id`)
  const unnamed = sql.table(what === 'post' ? 'anonymous_authors' : 'anonymous_comment_authors')
  return sql<string | null>`coalesce(
    (select written.member_id from ${sql.table(`${what}_authors`)} written where written.${column} = ${id}),
    (select unsigned.member_id from ${unnamed} unsigned where unsigned.${column} = ${id}))`
}

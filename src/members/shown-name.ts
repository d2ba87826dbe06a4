import { type RawBuilder, sql } from 'kysely'

/**
 * The name of a member as others see it, from the alias of her row: null for a hidden account, so that nobody can
 * tell a frozen one from one that was erased (P12).
 */
export const shownName = (alias: string): RawBuilder<string | null> =>
  sql<string | null>`case when ${sql.ref(`${alias}.status`)} not in ('frozen', 'erased')
    then ${sql.ref(`${alias}.display_name`)} end`

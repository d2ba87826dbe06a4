import { sql } from 'kysely'
import type { Ctx } from '../context.ts'
import { sha256 } from '../hashing.ts'
import { chooseText } from '../i18n/languages.ts'
import type { Locale } from '../i18n/translator.ts'

type ReadCtx = Pick<Ctx, 'db'>

/** True for the newest set-up link, while the community is not set up. */
export async function isSetUpToken(ctx: ReadCtx, token: string): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('community')
    .select('singleton')
    .where('setupTokenHash', '=', await sha256(token))
    .where('setUpAt', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

export interface CommunityText {
  readonly welcome: string
  readonly rules: string
  /** The language they are written in. */
  readonly locale: string
  /** The community's own language first, which the others were made from. */
  readonly locales: readonly string[]
}

/** What the community says of itself and its rules, in the first of the reader's languages, else in its own. */
export async function readTexts(
  ctx: ReadCtx,
  languages: readonly string[],
): Promise<CommunityText | undefined> {
  const rows = await ctx.db
    .selectFrom('communityTexts')
    .innerJoin('community', (join) => join.onTrue())
    .select(['communityTexts.welcome', 'communityTexts.rules', 'communityTexts.locale'])
    .select((eb) => eb('communityTexts.locale', '=', eb.ref('community.defaultLocale')).as('isOwn'))
    .orderBy('isOwn', 'desc')
    .orderBy('communityTexts.locale')
    .execute()
  const chosen = chooseText(
    rows.map(({ welcome, rules, locale }) => ({ welcome, rules, locale, language: locale })),
    languages,
  )
  if (!chosen) return undefined
  const { welcome, rules, locale } = chosen
  return { welcome, rules, locale, locales: rows.map((row) => row.locale) }
}

export interface JoinQuestion {
  readonly id: string
  readonly prompt: string
  readonly locale: string
  readonly required: boolean
}

/** The questions asked now, in their order, each in the reader's language or else in the community's own. */
export async function readQuestions(ctx: ReadCtx, locale: Locale): Promise<JoinQuestion[]> {
  const { rows } = await sql<JoinQuestion>`
    select q.id, q.required, text.prompt, text.locale
    from join_questions q
    cross join community c
    cross join lateral (
      select t.prompt, t.locale from join_question_texts t
      where t.question_id = q.id and t.locale in (${locale}, c.default_locale)
      order by (t.locale = ${locale}) desc limit 1) text
    where q.retired_at is null
    order by q.position, q.id`.execute(ctx.db)
  return rows
}

export interface TableLifetime {
  readonly tableName: string
  /** What it holds; null for a table that does not say so, which is a mistake that should be seen. */
  readonly holds: string | null
  /** The longest anything stays, in days; null: until it is deleted. */
  readonly days: number | null
}

/** Every table that is really there, with what it declares (P10). */
export async function readLifetimes(ctx: ReadCtx): Promise<TableLifetime[]> {
  const { rows } = await sql<TableLifetime>`
    select t.table_name, l.holds, l.days
    from information_schema.tables t
    left join table_lifetimes l on l.table_name = t.table_name
    where t.table_schema = current_schema() and t.table_type = 'BASE TABLE'
    order by t.table_name`.execute(ctx.db)
  return rows
}

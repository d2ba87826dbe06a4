import { type Kysely, sql } from 'kysely'

const statements = [
  // A trusted extension since PostgreSQL 13: the owner of a database may create it.
  'create extension if not exists unaccent',
  ...['english', 'spanish', 'swedish', 'indonesian', 'russian'].flatMap((language) => [
    `create text search configuration ayni_${language} (copy = ${language})`,
    `alter text search configuration ayni_${language}
      alter mapping for hword, hword_part, word with unaccent, ${language}_stem`,
  ]),
  `create function search_configuration(language text) returns regconfig language sql immutable parallel safe as $$
    select case language when 'es' then 'public.ayni_spanish'::regconfig when 'sv' then 'public.ayni_swedish'::regconfig
      when 'id' then 'public.ayni_indonesian'::regconfig when 'ru' then 'public.ayni_russian'::regconfig
      else 'public.ayni_english'::regconfig end
  $$`,
  `alter table posts add column search tsvector
    generated always as (to_tsvector(search_configuration(language), body)) stored`,
  'create index posts_search on posts using gin (search)',
  `alter table comments add column search tsvector
    generated always as (to_tsvector(search_configuration(language), body)) stored`,
  'create index comments_search on comments using gin (search)',
  'create index comments_latest on comments (created_at desc, id desc)',
  `alter table allied_posts add column search tsvector generated always as (to_tsvector(
    search_configuration(language), title || ' ' || regexp_replace(html, '<[^>]*>', ' ', 'g'))) stored`,
  'create index allied_posts_search on allied_posts using gin (search)',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

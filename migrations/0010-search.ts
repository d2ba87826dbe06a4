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
  'create index comments_below_allies on comments (created_at desc, id desc) where allied_post_id is not null',
  // Short words beside a post do not say in which language they are: they are kept in the stems of every one.
  `create function search_words(words text) returns tsvector language sql immutable parallel safe as $$
    select to_tsvector('public.ayni_spanish', words) || to_tsvector('public.ayni_swedish', words)
      || to_tsvector('public.ayni_indonesian', words) || to_tsvector('public.ayni_russian', words)
      || to_tsvector('public.ayni_english', words)
  $$`,
  `alter table attachments add column search tsvector
    generated always as (search_words(name || ' ' || transcript)) stored`,
  'create index attachments_search on attachments using gin (search)',
  'alter table poll_options add column search tsvector generated always as (search_words(label)) stored',
  'create index poll_options_search on poll_options using gin (search)',
  'alter table alert_corrections add column search tsvector generated always as (search_words(body)) stored',
  'create index alert_corrections_search on alert_corrections using gin (search)',
  'alter table media add column search tsvector generated always as (search_words(alt)) stored',
  'create index media_search on media using gin (search)',
  `alter table allied_posts add column search tsvector generated always as (to_tsvector(
    search_configuration(language), title || ' ' || regexp_replace(html, '<[^>]*>', ' ', 'g'))) stored`,
  'create index allied_posts_search on allied_posts using gin (search)',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

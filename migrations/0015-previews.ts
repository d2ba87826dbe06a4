import { type Kysely, sql } from 'kysely'

const statements = [
  // A smaller copy of a picture, for lists and threads on slow lines; absent where the picture itself is small.
  `create table media_previews (
    media_id text primary key references media on delete cascade,
    width integer not null,
    height integer not null,
    byte_length integer not null,
    bytes bytea not null
  )`,
  'alter table media_previews alter column bytes set storage external',
  `insert into table_lifetimes (table_name, holds, days) values ('media_previews', 'pictures', null)`,
  // What allies wrote is found in each of its languages.
  `alter table allied_post_texts add column search tsvector generated always as (to_tsvector(
    search_configuration(language), title || ' ' || regexp_replace(html, '<[^>]*>', ' ', 'g'))) stored`,
  'create index allied_post_texts_search on allied_post_texts using gin (search)',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

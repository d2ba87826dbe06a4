import { type Kysely, sql } from 'kysely'

const statements = [
  // The languages she reads, the one she reads best first; empty until she says so.
  `alter table members add column languages text[] not null default '{}' check (cardinality(languages) <= 10)`,
  // What allies wrote, in the languages that its authors put beside the original, which stands in the post itself.
  `create table allied_post_texts (
    allied_post_id text not null references allied_posts on delete cascade,
    language text not null,
    title text not null default '',
    html text not null,
    primary key (allied_post_id, language)
  )`,
  `insert into table_lifetimes (table_name, holds, days) values ('allied_post_texts', 'allies', null)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

import { type Kysely, sql } from 'kysely'

const statements = [
  // One random secret, made here: without it nobody can try addresses of actors against the hashes of reactions.
  `create table reaction_key (
    is_only boolean primary key default true check (is_only),
    secret text not null
  )`,
  'insert into reaction_key (secret) values (gen_random_uuid()::text || gen_random_uuid()::text)',
  // These could be tried. Who reacts again is counted again.
  'delete from remote_reactions',
  'delete from allied_reactions',
  // What is sent again goes in the order in which it was written.
  'alter table activities add column sequence bigint not null generated always as identity',
  // What does not wait any more needs no time of day.
  `update offered_translations set waiting_since = date_trunc('day', waiting_since, 'UTC') where state <> 'waiting'`,
  `update received_translations set received_at = date_trunc('day', received_at, 'UTC') where state <> 'waiting'`,
  `insert into table_lifetimes (table_name, holds, days) values ('reaction_key', 'keys', null)`,
  `update table_lifetimes set days = 90 where table_name in ('offered_translations', 'received_translations')`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

import { type Kysely, sql } from 'kysely'

const statements = [
  // An actor has a key that signs, and for a while the ones before: others may know only those yet.
  'alter table actor_keys drop constraint actor_keys_pkey',
  'alter table actor_keys drop constraint actor_keys_key_uri_key',
  'alter table actor_keys add primary key (key_uri)',
  'alter table actor_keys add column retired_on date',
  'create unique index actor_keys_current on actor_keys (actor_id) where retired_on is null',
  'create index actor_keys_actor on actor_keys (actor_id)',
  "update table_lifetimes set days = 30 where table_name = 'actor_keys'",
  // Keys that signed checkpoints of the moderators' record: nothing is signed with them any more.
  `create table record_keys (
    public_key_pem text primary key,
    retired_on date not null
  )`,
  // Keys of an actor elsewhere beyond the one it names first.
  `create table remote_keys (
    key_uri text primary key,
    actor_uri text not null references remote_actors on delete cascade,
    public_key_pem text not null
  )`,
  'create index remote_keys_actor on remote_keys (actor_uri)',
  // How much of one server waits is asked with every activity that comes in.
  'create index inbox_messages_host on inbox_messages (host)',
  `insert into table_lifetimes (table_name, holds, days) values ('record_keys', 'keys', null),
    ('remote_keys', 'allies', null)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

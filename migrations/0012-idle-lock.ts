import { type Kysely, sql } from 'kysely'

const statements = [
  `create table idle_locks (
    member_id text primary key references members on delete cascade,
    pin_hash text not null,
    minutes smallint not null check (minutes between 1 and 15)
  )`,
  // When a session locks by itself, to the minute; overwritten with the epoch when it has. What she goes on with
  // afterwards is sealed under the token that only her browser has.
  `alter table sessions
    add column lock_due_at timestamptz,
    add column pin_tries smallint not null default 0 check (pin_tries between 0 and 3),
    add column kept text`,
  "insert into table_lifetimes (table_name, holds, days) values ('idle_locks', 'people', null)",
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

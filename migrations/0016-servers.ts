import { type Kysely, sql } from 'kysely'

const statements = [
  // Which servers may speak with us at all: only those allowed, all but those blocked, or all.
  `alter table community add column federation_mode text not null default 'blocklist'
    check (federation_mode in ('allowlist', 'blocklist', 'open'))`,
  // What moderators decided about a server. A domain stands for every host below it; it has no port.
  `create table servers (
    domain text primary key check (domain = lower(domain)),
    standing text not null default 'known' check (standing in ('known', 'allowed', 'blocked')),
    answers text not null default 'held' check (answers in ('held', 'trusted')),
    hourly_limit integer check (hourly_limit > 0),
    note text not null default '',
    changed_on date not null
  )`,
  // Lines of a list made elsewhere: they do nothing until a moderator takes them over.
  `create table blocklist_drafts (
    domain text primary key check (domain = lower(domain)),
    severity text not null check (severity in ('suspend', 'silence', 'noop')),
    comment text not null default '',
    imported_on date not null
  )`,
  // What is known of the line to a host (with its port, as deliveries have it).
  `create table server_health (
    host text primary key,
    heard_on date,
    delivered_on date,
    failures integer not null default 0,
    failing_since timestamptz,
    last_failure text,
    held_until timestamptz,
    paused_on date,
    clock_skew_seconds integer,
    changed_at timestamptz not null
  )`,
  `insert into table_lifetimes (table_name, holds, days) values ('servers', 'allies', null),
    ('blocklist_drafts', 'allies', 30), ('server_health', 'allies', 90)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

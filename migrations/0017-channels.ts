import { type Kysely, sql } from 'kysely'

const statements = [
  // What a channel says of itself, per language of the community; Markdown, as moderators wrote it.
  `create table channel_texts (
    channel_id text not null references channels on delete cascade,
    language text not null,
    original boolean not null,
    description text not null default '',
    rules text not null default '',
    primary key (channel_id, language)
  )`,
  'create unique index channel_texts_original on channel_texts (channel_id) where original',
  // Who inside may propose something for it. A group that is gone leaves nobody, until moderators choose again.
  `alter table channels
    add column posting text not null default 'members' check (posting in ('members', 'group', 'moderators')),
    add column posting_group_id text references groups on delete set null,
    add column closed_on date,
    add column moved_to text,
    add constraint channels_posting_group check (posting = 'group' or posting_group_id is null)`,
  // Addresses that a channel had on other hosts, which its former self may point here from.
  `create table channel_aliases (
    channel_id text not null references channels on delete cascade,
    uri text not null,
    primary key (channel_id, uri)
  )`,
  // The id tells one pinning from the next of the same edition: activities are named after it.
  `create table channel_pins (
    id text primary key,
    channel_id text not null references channels on delete cascade,
    edition_id text not null unique references editions on delete cascade,
    position integer not null
  )`,
  'create index channel_pins_channel on channel_pins (channel_id, position)',
  // A locked thread takes no more answers from elsewhere; the id names the Lock and what undoes it.
  `alter table editions
    add column locked_on date,
    add column lock_id text unique,
    add constraint editions_lock check ((locked_on is null) = (lock_id is null))`,
  `insert into table_lifetimes (table_name, holds, days) values ('channel_texts', 'editions', null),
    ('channel_aliases', 'editions', null), ('channel_pins', 'editions', null)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

import { type Kysely, sql } from 'kysely'

const statements = [
  // Members who speak for another community in one channel: they review what is proposed for it.
  `create table channel_delegates (
    channel_id text not null references channels on delete cascade,
    member_id text not null references members on delete cascade,
    community text not null check (char_length(community) between 1 and 60),
    since date not null,
    primary key (channel_id, member_id)
  )`,
  'create index channel_delegates_member on channel_delegates (member_id)',
  // The communities whose delegates the author was told of: no others read what she agreed to.
  `alter table consents add column told text[] not null default '{}'`,
  `insert into table_lifetimes (table_name, holds, days) values ('channel_delegates', 'people', null)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

import { type Kysely, sql } from 'kysely'

const statements = [
  // Whether networks that follow may pass on what stands in it: asked of the channel, agreed to with each edition.
  'alter table channels add column may_be_carried boolean not null default false',
  'alter table editions add column may_be_carried boolean not null default false',
  'alter table allied_posts add column may_be_carried boolean not null default false',
  // Channels of others that an allied channel of ours passes on.
  `create table channel_carries (
    channel_id text not null references channels on delete cascade,
    followed_channel_id text not null references followed_channels on delete cascade,
    primary key (channel_id, followed_channel_id)
  )`,
  'create index channel_carries_followed on channel_carries (followed_channel_id)',
  'create index editions_origin on editions (origin_uri) where origin_uri is not null',
  `insert into table_lifetimes (table_name, holds, days) values ('channel_carries', 'allies', null)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

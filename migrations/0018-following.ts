import { type Kysely, sql } from 'kysely'

const statements = [
  `alter table followed_channels
    add column actor_type text not null default 'Group'
      check (actor_type in ('Group', 'Organization', 'Person', 'Service', 'Application')),
    add column page_url text,
    add column outbox_uri text,
    add column featured_uri text,
    add column followers_uri text,
    add column muted_on date`,
  // Where a channel says that it went: it stands here until moderators decide.
  `create table channel_moves (
    followed_channel_id text primary key references followed_channels on delete cascade,
    target_uri text not null,
    target_name text not null,
    target_handle text not null,
    told_on date not null
  )`,
  // Members who want to see nothing of a channel.
  `create table channel_mutes (
    followed_channel_id text not null references followed_channels on delete cascade,
    member_id text not null references members on delete cascade,
    primary key (followed_channel_id, member_id)
  )`,
  'create index channel_mutes_member on channel_mutes (member_id)',
  `create table channel_placements (
    followed_channel_id text not null references followed_channels on delete cascade,
    group_id text not null references groups on delete cascade,
    primary key (followed_channel_id, group_id)
  )`,
  'create index channel_placements_group on channel_placements (group_id)',
  `alter table allied_posts
    add column pinned boolean not null default false,
    add column pictures_dropped_on date`,
  'create index allied_posts_channel on allied_posts (followed_channel_id, received_at desc, id desc)',
  'alter table allied_images add column noted_at timestamptz',
  `update allied_images set noted_at = (select received_at from allied_posts
    where allied_posts.id = allied_images.allied_post_id)`,
  'alter table allied_images alter column noted_at set not null',
  'create index allied_images_noted on allied_images (noted_at)',
  `create table allied_polls (
    allied_post_id text primary key references allied_posts on delete cascade,
    multiple boolean not null,
    ends_at timestamptz,
    closed boolean not null,
    voters integer
  )`,
  `create table allied_poll_options (
    allied_post_id text not null references allied_polls on delete cascade,
    position smallint not null,
    name text not null,
    votes integer,
    primary key (allied_post_id, position)
  )`,
  `create table allied_events (
    allied_post_id text primary key references allied_posts on delete cascade,
    starts_at timestamptz not null,
    ends_at timestamptz,
    place text not null default '',
    cancelled boolean not null default false
  )`,
  // Videos, sounds and pages that a post points to: named, never fetched.
  `create table allied_links (
    allied_post_id text not null references allied_posts on delete cascade,
    position smallint not null,
    kind text not null check (kind in ('video', 'audio', 'page')),
    url text not null,
    name text not null default '',
    primary key (allied_post_id, position)
  )`,
  // Who reacted is kept as a hash: enough to count once and to take it back, and no name.
  `create table allied_reactions (
    allied_post_id text not null references allied_posts on delete cascade,
    actor_hash text not null,
    activity_hash text not null,
    kind text not null check (kind in ('like', 'dislike')),
    primary key (allied_post_id, actor_hash)
  )`,
  'create index allied_reactions_activity on allied_reactions (activity_hash)',
  `insert into table_lifetimes (table_name, holds, days) values ('channel_moves', 'allies', 90),
    ('channel_mutes', 'allies', null), ('channel_placements', 'allies', null), ('allied_polls', 'allies', null),
    ('allied_poll_options', 'allies', null), ('allied_events', 'allies', null), ('allied_links', 'allies', null),
    ('allied_reactions', 'allies', null)`,
  "update table_lifetimes set days = 60 where table_name = 'allied_images'",
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

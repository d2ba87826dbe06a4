import { type Kysely, sql } from 'kysely'

const statements = [
  // The edition that a thread in a channel of ours begins with; null for one that begins a thread itself.
  'alter table editions add column root_id text references editions',
  `update editions set root_id = comment.edition_id from remote_comments comment
    where comment.passed_on_edition_id = editions.id`,
  'create index editions_root on editions (root_id) where root_id is not null',
  // What an answer from elsewhere answers: the edition itself, or another answer in its thread.
  "alter table remote_comments add column in_reply_to text not null default ''",
  `update remote_comments set in_reply_to = editions.uri from editions
    where editions.id = remote_comments.edition_id`,
  'alter table remote_comments alter column in_reply_to drop default',
  'alter table remote_comments add column depth smallint not null default 1 check (depth > 0)',
  // What others thought of an edition, to be counted: who it was is kept as a hash, enough to count once and to take
  // it back. Nothing here is told to anybody outside.
  `create table remote_reactions (
    edition_id text not null references editions on delete cascade,
    actor_hash text not null,
    host text not null,
    kind text not null check (kind in ('like', 'dislike', 'emoji', 'boost')),
    activity_hash text not null,
    primary key (edition_id, actor_hash, kind)
  )`,
  'create index remote_reactions_host on remote_reactions (host)',
  'create index remote_reactions_activity on remote_reactions (activity_hash)',
  // What moderators elsewhere, or their people, say of something of ours. Who said it is not kept.
  `create table remote_flags (
    id text primary key,
    edition_id text references editions on delete cascade,
    remote_comment_id text references remote_comments on delete cascade,
    host text not null,
    words text not null,
    received_at timestamptz not null,
    check (num_nonnulls(edition_id, remote_comment_id) = 1)
  )`,
  'create index remote_flags_host on remote_flags (host)',
  'create index remote_flags_edition on remote_flags (edition_id)',
  'create index remote_flags_comment on remote_flags (remote_comment_id)',
  // What our moderators say of something of others, in their own words; which of them said it is in their record.
  // The recipient is the channel that brought it, or the account that wrote it.
  `create table outgoing_flags (
    id text primary key,
    object_uris text[] not null,
    recipient_uri text not null,
    inbox text not null,
    words text not null,
    created_on date not null
  )`,
  `insert into table_lifetimes (table_name, holds, days) values ('remote_reactions', 'allies', null),
    ('remote_flags', 'allies', 90), ('outgoing_flags', 'allies', 30)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

import { type Kysely, sql } from 'kysely'

const statements = [
  `create table groups (
    id text primary key,
    key text unique check (key in ('general', 'moderators')),
    name text not null,
    description text not null default '',
    access text not null check (access in ('members', 'approval'))
  )`,
  `create table group_members (
    group_id text not null references groups on delete cascade,
    member_id text not null references members on delete cascade,
    joined_at timestamptz not null,
    primary key (group_id, member_id)
  )`,
  'create index group_members_member on group_members (member_id)',
  `create table media (
    id text primary key,
    media_type text not null,
    width integer not null,
    height integer not null,
    byte_length integer not null,
    alt text not null default '',
    created_at timestamptz not null
  )`,
  `create table media_files (
    media_id text primary key references media on delete cascade,
    bytes bytea not null
  )`,
  // Pictures are compressed already; keeping them out of line and uncompressed saves work on every read.
  'alter table media_files alter column bytes set storage external',
  `create table posts (
    id text primary key,
    group_id text not null references groups on delete cascade,
    kind text not null check (kind in ('discussion')),
    body text not null,
    language text not null,
    created_at timestamptz not null,
    edited_at timestamptz,
    deleted_at timestamptz
  )`,
  'create index posts_feed on posts (group_id, created_at desc, id desc)',
  // Authorship stands beside the post, so that it can be erased without touching the post (P8).
  `create table post_authors (
    post_id text primary key references posts on delete cascade,
    member_id text not null references members on delete cascade
  )`,
  'create index post_authors_member on post_authors (member_id)',
  `create table post_images (
    post_id text not null references posts on delete cascade,
    media_id text not null unique references media on delete cascade,
    position smallint not null,
    primary key (post_id, position)
  )`,
  `create table comments (
    id text primary key,
    post_id text references posts on delete cascade,
    allied_post_id text,
    parent_id text references comments on delete cascade,
    body text not null,
    language text not null,
    created_at timestamptz not null,
    edited_at timestamptz,
    deleted_at timestamptz,
    check (num_nonnulls(post_id, allied_post_id) = 1)
  )`,
  'create index comments_post on comments (post_id, created_at, id)',
  'create index comments_allied_post on comments (allied_post_id, created_at, id)',
  'create index comments_parent on comments (parent_id)',
  `create table comment_authors (
    comment_id text primary key references comments on delete cascade,
    member_id text not null references members on delete cascade
  )`,
  'create index comment_authors_member on comment_authors (member_id)',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

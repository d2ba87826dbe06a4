import { type Kysely, sql } from 'kysely'

const statements = [
  `create table actors (
    id text primary key,
    uri text not null unique,
    kind text not null check (kind in ('instance', 'channel', 'voice', 'pen_name', 'moderation')),
    preferred_username text not null unique,
    name text not null,
    summary text not null default '',
    created_on date not null,
    retired_on date
  )`,
  // At most one instance, voice and moderation actor.
  "create unique index actors_single on actors (kind) where kind in ('instance', 'voice', 'moderation')",
  `create table actor_keys (
    actor_id text primary key references actors on delete cascade,
    key_uri text not null unique,
    public_key_pem text not null,
    private_key_pem text not null
  )`,
  `create table channels (
    id text primary key,
    actor_id text not null unique references actors,
    slug text not null unique,
    kind text not null check (kind in ('open', 'allied')),
    language text not null
  )`,
  // Who stands behind a pen name: never read by anything that speaks to the outside (P1, P3).
  `create table pen_names (
    actor_id text primary key references actors on delete cascade,
    member_id text references members on delete set null
  )`,
  'create index pen_names_member on pen_names (member_id)',
  `create table followed_channels (
    id text primary key,
    actor_uri text not null unique,
    host text not null,
    handle text not null,
    name text not null,
    summary text not null default '',
    kind text not null check (kind in ('open', 'allied')),
    inbox text not null,
    shared_inbox text,
    follow_uri text not null unique,
    state text not null check (state in ('requested', 'following', 'refused', 'left')),
    requested_at timestamptz not null,
    decided_at timestamptz
  )`,
  `create table editions (
    id text primary key,
    uri text not null unique,
    channel_id text references channels,
    followed_channel_id text references followed_channels,
    actor_id text not null references actors,
    object_type text not null check (object_type in ('Page', 'Note')),
    in_reply_to text,
    origin_uri text unique,
    passed_on_from text,
    version integer not null,
    published_on date not null,
    updated_on date,
    withdrawn_on date,
    withdrawal_code_hash text unique,
    check (num_nonnulls(channel_id, followed_channel_id) = 1)
  )`,
  'create index editions_channel on editions (channel_id, published_on desc, id)',
  'create index editions_reply on editions (in_reply_to)',
  `create table edition_authors (
    edition_id text primary key references editions on delete cascade,
    member_id text not null references members on delete cascade
  )`,
  'create index edition_authors_member on edition_authors (member_id)',
  `create table edition_versions (
    edition_id text not null references editions on delete cascade,
    version integer not null,
    approved_on date not null,
    primary key (edition_id, version)
  )`,
  `create table edition_texts (
    edition_id text not null,
    version integer not null,
    language text not null,
    original boolean not null,
    title text not null default '',
    html text not null,
    primary key (edition_id, version, language),
    foreign key (edition_id, version) references edition_versions on delete cascade
  )`,
  `create table published_files (
    id text primary key,
    media_type text not null,
    width integer not null,
    height integer not null,
    bytes bytea not null
  )`,
  'alter table published_files alter column bytes set storage external',
  `create table edition_images (
    edition_id text not null,
    version integer not null,
    position smallint not null,
    file_id text not null references published_files on delete cascade,
    alt text not null default '',
    primary key (edition_id, version, position),
    foreign key (edition_id, version) references edition_versions on delete cascade
  )`,
  'create index edition_images_file on edition_images (file_id)',
  // One row per proposed version; its edition exists once a moderator has published it.
  `create table shares (
    id text primary key,
    post_id text references posts on delete set null,
    channel_id text references channels,
    followed_channel_id text references followed_channels,
    in_reply_to text,
    edition_id text references editions on delete cascade,
    state text not null check (state in ('draft', 'proposed', 'returned', 'published', 'revoked')),
    attribution text not null default 'voice' check (attribution in ('voice', 'pen_name', 'unlinked')),
    pen_name_actor_id text references actors,
    language text not null,
    title text not null default '',
    body text not null,
    return_note text,
    withdrawal_code_hash text unique,
    created_at timestamptz not null,
    proposed_at timestamptz,
    decided_at timestamptz,
    check (num_nonnulls(channel_id, followed_channel_id) <= 1),
    check (attribution <> 'pen_name' or pen_name_actor_id is not null or state = 'draft')
  )`,
  "create index shares_proposed on shares (proposed_at) where state = 'proposed'",
  'create index shares_post on shares (post_id)',
  'create index shares_edition on shares (edition_id)',
  `create table share_authors (
    share_id text primary key references shares on delete cascade,
    member_id text not null references members on delete cascade
  )`,
  'create index share_authors_member on share_authors (member_id)',
  `create table share_images (
    share_id text not null references shares on delete cascade,
    position smallint not null,
    media_id text not null references media on delete cascade,
    alt text not null default '',
    primary key (share_id, position)
  )`,
  `create table consents (
    share_id text primary key references shares on delete cascade,
    member_id text references members on delete cascade,
    preview_hash text not null,
    given_at timestamptz not null,
    revoked_at timestamptz
  )`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

import { type Kysely, sql } from 'kysely'

const statements = [
  `create table followers (
    id text primary key,
    channel_id text not null references channels,
    actor_uri text not null,
    host text not null,
    name text not null,
    inbox text not null,
    shared_inbox text,
    follow_uri text not null,
    state text not null check (state in ('pending', 'accepted', 'rejected', 'removed', 'left')),
    first_from_host boolean not null,
    acknowledges_withdrawals boolean not null default false,
    requested_at timestamptz not null,
    decided_at timestamptz,
    unique (channel_id, actor_uri)
  )`,
  'create index followers_host on followers (host, state)',
  `create table allied_posts (
    id text primary key,
    followed_channel_id text not null references followed_channels on delete cascade,
    object_uri text not null unique,
    in_reply_to text,
    author_uri text not null,
    author_name text not null,
    passed_on_from text,
    title text not null default '',
    html text not null,
    language text not null,
    published_on date not null,
    updated_on date,
    received_at timestamptz not null,
    withdrawn_at timestamptz
  )`,
  'create index allied_posts_feed on allied_posts (received_at desc, id desc)',
  'create index allied_posts_reply on allied_posts (in_reply_to)',
  `alter table comments add foreign key (allied_post_id) references allied_posts on delete cascade`,
  `create table allied_images (
    id text primary key,
    allied_post_id text not null references allied_posts on delete cascade,
    position smallint not null,
    url text not null,
    alt text not null default '',
    media_id text unique references media on delete set null
  )`,
  'create index allied_images_post on allied_images (allied_post_id, position)',
  // What others wrote under an edition of ours, before and after the moderators' decision.
  `create table remote_comments (
    id text primary key,
    channel_id text not null references channels,
    edition_id text not null references editions,
    object_uri text not null unique,
    actor_uri text not null,
    actor_name text not null,
    host text not null,
    html text not null,
    language text not null,
    published_on date not null,
    state text not null check (state in ('waiting', 'accepted', 'refused', 'withdrawn')),
    version integer not null default 1,
    passed_on_edition_id text unique references editions,
    received_at timestamptz not null,
    decided_at timestamptz
  )`,
  'create index remote_comments_edition on remote_comments (edition_id)',
  "create index remote_comments_waiting on remote_comments (received_at) where state = 'waiting'",
  // Newer words of an accepted one: they wait beside it, out of reach of everything that speaks to the outside.
  `create table remote_comment_changes (
    remote_comment_id text primary key references remote_comments on delete cascade,
    actor_name text not null,
    html text not null,
    language text not null,
    received_at timestamptz not null
  )`,
  // What others took back, perhaps before it reached us: whoever says so can speak for objects of its own host only,
  // and for what its own channels bring.
  `create table withdrawn_objects (
    uri text not null,
    host text not null,
    withdrawn_at timestamptz not null,
    primary key (uri, host)
  )`,
  `create table remote_actors (
    uri text primary key,
    host text not null,
    name text not null,
    inbox text not null,
    shared_inbox text,
    key_uri text not null,
    public_key_pem text not null,
    acknowledges_withdrawals boolean not null default false,
    fetched_at timestamptz not null
  )`,
  'create unique index remote_actors_key on remote_actors (key_uri)',
  // The wire bytes of one activity, built once and sent to everybody alike.
  `create table activities (
    id text primary key,
    uri text not null unique,
    actor_id text not null references actors,
    type text not null,
    channel_id text references channels,
    edition_id text references editions on delete cascade,
    body bytea not null,
    created_on date not null
  )`,
  'create index activities_edition on activities (edition_id)',
  'create index activities_channel on activities (channel_id)',
  // The ledger: whom we told what, and what is known of it. Outlives the queue, for withdrawals and receipts.
  `create table deliveries (
    id text primary key,
    activity_id text not null references activities on delete cascade,
    edition_id text references editions on delete cascade,
    inbox text not null,
    host text not null,
    state text not null check (state in ('waiting', 'asked', 'confirmed', 'failed')),
    attempts integer not null default 0,
    last_status smallint,
    next_attempt_at timestamptz,
    settled_on date,
    unique (activity_id, inbox)
  )`,
  'create index deliveries_edition on deliveries (edition_id)',
  // A host that fetched an edition is asked to forget it too, delivered to or not (P5).
  `create table edition_fetches (
    edition_id text not null references editions on delete cascade,
    host text not null,
    inbox text not null,
    fetched_on date not null,
    primary key (edition_id, host)
  )`,
  `create table inbox_messages (
    id text primary key,
    host text not null,
    actor_uri text not null,
    body bytea not null,
    received_at timestamptz not null
  )`,
  `create table processed_activities (
    host text not null,
    activity_uri text not null,
    processed_at timestamptz not null,
    primary key (host, activity_uri)
  )`,
  `create table jobs (
    id bigint generated always as identity primary key,
    kind text not null,
    payload jsonb not null,
    order_key text,
    run_at timestamptz not null,
    attempts integer not null default 0,
    leased_until timestamptz,
    lease_token text,
    dead_at timestamptz,
    last_failure text
  )`,
  'create index jobs_due on jobs (run_at, id) where dead_at is null',
  'create index jobs_leased on jobs (leased_until) where leased_until is not null',
  'create index jobs_order on jobs (order_key, id) where dead_at is null and order_key is not null',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

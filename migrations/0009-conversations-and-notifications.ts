import { type Kysely, sql } from 'kysely'

const statements = [
  `create table conversations (
    id text primary key,
    kind text not null check (kind in ('moderators', 'members')),
    member_id text not null references members on delete cascade,
    other_id text references members on delete cascade,
    created_at timestamptz not null,
    last_message_at timestamptz not null,
    check ((kind = 'members') = (other_id is not null)),
    check (other_id is null or member_id < other_id)
  )`,
  "create unique index conversations_moderators on conversations (member_id) where kind = 'moderators'",
  "create unique index conversations_members on conversations (member_id, other_id) where kind = 'members'",
  'create index conversations_other on conversations (other_id)',
  `create table messages (
    id text primary key,
    conversation_id text not null references conversations on delete cascade,
    author_id text references members on delete set null,
    from_moderators boolean not null,
    body text not null,
    created_at timestamptz not null
  )`,
  'create index messages_conversation on messages (conversation_id, created_at, id)',
  `create table conversation_reads (
    conversation_id text not null references conversations on delete cascade,
    member_id text not null references members on delete cascade,
    last_message_id text references messages on delete set null,
    primary key (conversation_id, member_id)
  )`,
  `create table notifications (
    id text primary key,
    member_id text not null references members on delete cascade,
    kind text not null check (kind in ('comment', 'reply', 'mention', 'alert', 'answer-accepted', 'poll-closed',
      'message', 'group-approved', 'group-declined', 'group-request', 'share-published', 'share-returned',
      'post-held', 'post-released', 'post-removed', 'sanction', 'appeal-decided', 'unmasked', 'vouch-asked',
      'recovery-asked', 'recovery-started', 'role-changed', 'succession')),
    post_id text references posts on delete cascade,
    comment_id text references comments on delete cascade,
    conversation_id text references conversations on delete cascade,
    group_id text references groups on delete cascade,
    created_at timestamptz not null,
    seen boolean not null default false
  )`,
  'create index notifications_member on notifications (member_id, created_at desc, id desc)',
  'create index notifications_unseen on notifications (member_id) where not seen',
  'create index notifications_post on notifications (post_id)',
  'create index notifications_comment on notifications (comment_id)',
  `create table notification_choices (
    member_id text not null references members on delete cascade,
    topic text not null check (topic in ('threads', 'mentions', 'alerts', 'messages', 'groups', 'moderation')),
    in_app boolean not null,
    push boolean not null,
    email boolean not null,
    primary key (member_id, topic)
  )`,
  `create table push_subscriptions (
    id text primary key,
    member_id text not null references members on delete cascade,
    endpoint text not null unique,
    created_on date not null
  )`,
  'create index push_subscriptions_member on push_subscriptions (member_id)',
  `create table push_keys (
    singleton boolean primary key default true check (singleton),
    public_key text not null,
    private_key text not null
  )`,
  `create table email_addresses (
    member_id text primary key references members on delete cascade,
    address text not null,
    confirmed boolean not null default false,
    code_hash text,
    every_days smallint not null default 1 check (every_days in (1, 7)),
    next_at timestamptz not null
  )`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

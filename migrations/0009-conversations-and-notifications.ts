import { type Kysely, sql } from 'kysely'

const statements = [
  // With the author of an anonymous post only the post is named: who she is stands in anonymous_authors alone (P8).
  `create table conversations (
    id text primary key,
    kind text not null check (kind in ('moderators', 'members', 'author')),
    member_id text references members on delete cascade,
    other_id text references members on delete cascade,
    post_id text unique references posts on delete cascade,
    needs_answer boolean not null default false,
    created_at timestamptz not null,
    last_message_at timestamptz not null,
    check ((kind = 'members') = (other_id is not null)),
    check ((kind = 'author') = (post_id is not null)),
    check ((kind = 'author') = (member_id is null)),
    check (other_id is null or member_id < other_id)
  )`,
  "create unique index conversations_moderators on conversations (member_id) where kind = 'moderators'",
  "create unique index conversations_members on conversations (member_id, other_id) where kind = 'members'",
  'create index conversations_other on conversations (other_id)',
  'create index conversations_unanswered on conversations (last_message_at) where needs_answer',
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
  'create index conversation_reads_message on conversation_reads (last_message_id)',
  // Whom she does not let write to her.
  `create table conversation_blocks (
    member_id text not null references members on delete cascade,
    blocked_id text not null references members on delete cascade,
    primary key (member_id, blocked_id)
  )`,
  'create index conversation_blocks_blocked on conversation_blocks (blocked_id)',
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
  // It ends with the session in which she switched it on: signed out there, or everywhere, it is gone (P12).
  `create table push_subscriptions (
    id text primary key,
    member_id text not null references members on delete cascade,
    session_hash text references sessions on delete cascade,
    endpoint text not null unique,
    created_on date not null,
    -- No sign before this: they come bunched.
    not_before timestamptz
  )`,
  'create index push_subscriptions_session on push_subscriptions (session_hash)',
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
    every_days smallint not null default 1 check (every_days = 1 or every_days = 7),
    next_at timestamptz not null,
    -- What she was told before this stood in an earlier mail.
    news_since timestamptz
  )`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

import { type Kysely, sql } from 'kysely'

const statements = [
  // Who flagged is kept so that nobody flags twice, and is shown to nobody.
  `create table flags (
    id text primary key,
    post_id text references posts on delete cascade,
    comment_id text references comments on delete cascade,
    allied_post_id text references allied_posts on delete cascade,
    flagger_id text references members on delete set null,
    category text not null check (category in ('danger', 'names', 'hate', 'rules', 'spam', 'other')),
    note text not null default '',
    created_at timestamptz not null,
    decided_at timestamptz,
    decision text check (decision in ('kept', 'removed')),
    check (num_nonnulls(post_id, comment_id, allied_post_id) = 1)
  )`,
  'create index flags_waiting on flags (created_at) where decided_at is null',
  'create index flags_post on flags (post_id)',
  'create index flags_comment on flags (comment_id)',
  'create index flags_allied_post on flags (allied_post_id)',
  // Nobody flags a thing twice while it waits.
  'create unique index flags_once_post on flags (post_id, flagger_id) where decided_at is null',
  'create unique index flags_once_comment on flags (comment_id, flagger_id) where decided_at is null',
  'create unique index flags_once_allied on flags (allied_post_id, flagger_id) where decided_at is null',
  'create index posts_held on posts (held_at) where held_at is not null',
  'create index comments_held on comments (held_at) where held_at is not null',
  // Why moderators removed something, for whoever wrote it; it outlives the words.
  `create table removals (
    id text primary key,
    post_id text unique references posts on delete cascade,
    comment_id text unique references comments on delete cascade,
    category text not null check (category in ('danger', 'names', 'hate', 'rules', 'spam', 'other')),
    reason text not null default '',
    removed_at timestamptz not null,
    check (num_nonnulls(post_id, comment_id) = 1)
  )`,
  `create table watched_words (
    id text primary key,
    word text not null unique
  )`,
  `create table sanctions (
    id text primary key,
    member_id text not null references members on delete cascade,
    kind text not null check (kind in ('warn', 'mute', 'suspend', 'expel')),
    reason text not null,
    moderator_id text references members on delete set null,
    created_at timestamptz not null,
    ends_at timestamptz,
    lifted_at timestamptz,
    appeal text,
    appealed_at timestamptz,
    appeal_answer text,
    appeal_decided_at timestamptz,
    upheld boolean
  )`,
  'create index sanctions_member on sanctions (member_id, created_at desc)',
  'create index sanctions_appealed on sanctions (appealed_at) where appeal_decided_at is null',
  `create table member_notes (
    id text primary key,
    member_id text not null references members on delete cascade,
    body text not null,
    created_at timestamptz not null,
    expires_at timestamptz not null
  )`,
  'create index member_notes_member on member_notes (member_id)',
  `create table freezes (
    id text primary key,
    member_id text not null references members on delete cascade,
    started_at timestamptz not null,
    first_lifter_id text references members on delete set null,
    lifted_at timestamptz
  )`,
  'create unique index freezes_running on freezes (member_id) where lifted_at is null',
  // A limit that came through an anonymous post: no row joins it to the woman (P8).
  `create table post_sanctions (
    id text primary key,
    post_id text not null references posts on delete cascade,
    reason text not null,
    created_at timestamptz not null,
    ends_at timestamptz not null,
    appeal text,
    appealed_at timestamptz,
    appeal_answer text,
    appeal_decided_at timestamptz,
    upheld boolean
  )`,
  'create index post_sanctions_post on post_sanctions (post_id)',
  `create table anonymous_limits (
    member_id text primary key references members on delete cascade,
    ends_at timestamptz not null
  )`,
  `create table unmaskings (
    id text primary key,
    post_id text not null references posts on delete cascade,
    reason text not null,
    asked_by text references members on delete set null,
    asked_at timestamptz not null,
    agreed_by text references members on delete set null,
    decided_at timestamptz,
    refused boolean not null default false
  )`,
  'create unique index unmaskings_waiting on unmaskings (post_id) where decided_at is null',
  `create table queue_claims (
    kind text not null,
    item_id text not null,
    moderator_id text not null references members on delete cascade,
    claimed_at timestamptz not null,
    primary key (kind, item_id)
  )`,
  `create table queue_visits (
    moderator_id text primary key references members on delete cascade,
    seen_at timestamptz not null,
    previous_at timestamptz
  )`,
  `create table undos (
    id text primary key,
    moderator_id text not null references members on delete cascade,
    act jsonb not null,
    created_at timestamptz not null
  )`,
  // When moderators are silent for 30 days, members can take over together (P13).
  `create table successions (
    candidate_id text primary key references members on delete cascade,
    offered_at timestamptz not null
  )`,
  `create table succession_supports (
    candidate_id text not null references successions on delete cascade,
    member_id text not null references members on delete cascade,
    primary key (candidate_id, member_id)
  )`,
  // The chain up to here, signed: what is older may be pruned and the rest still verifies (P13).
  `create table act_checkpoints (
    sequence bigint primary key,
    hash text not null,
    day date not null,
    signature text not null
  )`,
  `create or replace function refuse_change() returns trigger language plpgsql as $$
  begin
    if tg_op = 'DELETE' and exists (select 1 from act_checkpoints where sequence > old.sequence) then
      return old;
    end if;
    raise exception 'moderation_acts is append-only' using errcode = 'restrict_violation';
  end $$`,
  `alter table act_subjects drop constraint act_subjects_token_fkey,
    add constraint act_subjects_token_fkey foreign key (token) references moderation_acts (token) on delete cascade`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

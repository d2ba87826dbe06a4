import { type Kysely, sql } from 'kysely'

const statements = [
  `alter table groups drop constraint groups_access_check,
    add constraint groups_access_check check (access in ('members', 'approval', 'hidden')),
    add column rules text not null default '',
    add column post_days integer check (post_days between 1 and 3650),
    add column version integer not null default 1`,
  // Until now nobody outside such a group saw that it exists, and that was promised where it was made.
  "update groups set access = 'hidden' where access = 'approval' and key is null",
  `alter table group_members
    add column role text not null default 'member' check (role in ('member', 'moderator'))`,
  `create table group_questions (
    id text primary key,
    group_id text not null references groups on delete cascade,
    position smallint not null,
    required boolean not null,
    prompt text not null
  )`,
  'create index group_questions_group on group_questions (group_id, position)',
  `create table group_requests (
    id text primary key,
    group_id text not null references groups on delete cascade,
    member_id text not null references members on delete cascade,
    state text not null default 'waiting' check (state in ('waiting', 'approved', 'declined')),
    reason text,
    created_at timestamptz not null,
    decided_at timestamptz
  )`,
  "create unique index group_requests_waiting on group_requests (group_id, member_id) where state = 'waiting'",
  'create index group_requests_member on group_requests (member_id)',
  `create table group_request_answers (
    request_id text not null references group_requests on delete cascade,
    position smallint not null,
    prompt text not null,
    answer text not null,
    primary key (request_id, position)
  )`,
  `create table group_mutes (
    member_id text not null references members on delete cascade,
    group_id text not null references groups on delete cascade,
    primary key (member_id, group_id)
  )`,
  // Of groups for all members, which nobody joins: those that she does not want to meet any more.
  `create table group_departures (
    member_id text not null references members on delete cascade,
    group_id text not null references groups on delete cascade,
    primary key (member_id, group_id)
  )`,
  // What is not a picture: a document to take away, or a spoken message with its words written down.
  `create table attachments (
    id text primary key,
    post_id text not null references posts on delete cascade,
    position smallint not null,
    kind text not null check (kind in ('document', 'voice')),
    media_type text not null,
    name text not null default '',
    byte_length integer not null,
    seconds smallint,
    transcript text not null default '',
    created_at timestamptz not null,
    unique (post_id, position),
    check ((kind = 'voice') = (seconds is not null))
  )`,
  `create table attachment_files (
    attachment_id text primary key references attachments on delete cascade,
    bytes bytea not null
  )`,
  'alter table attachment_files alter column bytes set storage external',
  `alter table posts drop constraint posts_kind_check,
    add constraint posts_kind_check check (kind in ('discussion', 'question', 'poll', 'alert')),
    add column anonymous boolean not null default false,
    add column on_behalf boolean not null default false,
    add column expires_at timestamptz,
    add column held_at timestamptz,
    add column removed_at timestamptz,
    add column pinned_at timestamptz,
    add column accepted_comment_id text references comments on delete set null`,
  'create index posts_pinned on posts (group_id, pinned_at desc) where pinned_at is not null',
  'create index posts_expiry on posts (expires_at) where expires_at is not null',
  'create index posts_removed on posts (removed_at) where removed_at is not null',
  'create index posts_latest on posts (created_at desc, id desc)',
  `alter table comments
    add column anonymous boolean not null default false,
    add column held_at timestamptz,
    add column removed_at timestamptz`,
  'create index comments_removed on comments (removed_at) where removed_at is not null',
  // Who wrote what is anonymous stands nowhere else, so every other read finds nobody. Erased after 30 days (P8).
  `create table anonymous_authors (
    post_id text primary key references posts on delete cascade,
    member_id text not null references members on delete cascade,
    created_at timestamptz not null
  )`,
  'create index anonymous_authors_member on anonymous_authors (member_id)',
  `create table anonymous_comment_authors (
    comment_id text primary key references comments on delete cascade,
    member_id text not null references members on delete cascade,
    created_at timestamptz not null
  )`,
  'create index anonymous_comment_authors_member on anonymous_comment_authors (member_id)',
  // A woman without a phone spoke, an outreach worker wrote: her spoken consent.
  `create table spoken_consents (
    post_id text primary key references posts on delete cascade,
    note text not null,
    given_on date not null
  )`,
  `create table polls (
    post_id text primary key references posts on delete cascade,
    several boolean not null,
    secret boolean not null,
    closes_at timestamptz not null,
    -- Whether those who voted were told how it ended.
    announced boolean not null default false
  )`,
  `create table poll_options (
    id text primary key,
    post_id text not null references polls on delete cascade,
    position smallint not null,
    label text not null,
    secret_votes integer not null default 0
  )`,
  'create index polls_ending on polls (closes_at) where not announced',
  'create index poll_options_post on poll_options (post_id, position)',
  `create table poll_votes (
    option_id text not null references poll_options on delete cascade,
    member_id text not null references members on delete cascade,
    primary key (option_id, member_id)
  )`,
  'create index poll_votes_member on poll_votes (member_id)',
  // Of a secret poll only who voted, never for what.
  `create table poll_voters (
    post_id text not null references polls on delete cascade,
    member_id text not null references members on delete cascade,
    primary key (post_id, member_id)
  )`,
  'create index poll_voters_member on poll_voters (member_id)',
  `create table alert_corrections (
    id text primary key,
    post_id text not null references posts on delete cascade,
    body text not null,
    created_at timestamptz not null
  )`,
  'create index alert_corrections_post on alert_corrections (post_id, created_at)',
  `create table post_reactions (
    post_id text not null references posts on delete cascade,
    member_id text not null references members on delete cascade,
    kind text not null check (kind in ('heart', 'hug', 'thanks', 'strength', 'with-you')),
    primary key (post_id, member_id)
  )`,
  'create index post_reactions_member on post_reactions (member_id)',
  `create table comment_reactions (
    comment_id text not null references comments on delete cascade,
    member_id text not null references members on delete cascade,
    kind text not null check (kind in ('heart', 'hug', 'thanks', 'strength', 'with-you')),
    primary key (comment_id, member_id)
  )`,
  'create index comment_reactions_member on comment_reactions (member_id)',
  `create table comment_mentions (
    comment_id text not null references comments on delete cascade,
    member_id text not null references members on delete cascade,
    primary key (comment_id, member_id)
  )`,
  'create index comment_mentions_member on comment_mentions (member_id)',
  `create table text_revisions (
    id text primary key,
    post_id text references posts on delete cascade,
    comment_id text references comments on delete cascade,
    body text not null,
    replaced_at timestamptz not null,
    check (num_nonnulls(post_id, comment_id) = 1)
  )`,
  'create index text_revisions_post on text_revisions (post_id, replaced_at)',
  'create index text_revisions_comment on text_revisions (comment_id, replaced_at)',
  `create table drafts (
    member_id text not null references members on delete cascade,
    place text not null,
    fields jsonb not null,
    updated_at timestamptz not null,
    primary key (member_id, place)
  )`,
  // How far she has read, without a time (P10).
  `create table thread_reads (
    member_id text not null references members on delete cascade,
    post_id text not null references posts on delete cascade,
    last_comment_id text references comments on delete set null,
    primary key (member_id, post_id)
  )`,
  'create index thread_reads_post on thread_reads (post_id)',
  'create index thread_reads_comment on thread_reads (last_comment_id)',
  `create table group_reads (
    member_id text not null references members on delete cascade,
    group_id text not null references groups on delete cascade,
    last_post_id text references posts on delete set null,
    primary key (member_id, group_id)
  )`,
  'create index group_reads_post on group_reads (last_post_id)',
  `create table thread_mutes (
    member_id text not null references members on delete cascade,
    post_id text not null references posts on delete cascade,
    primary key (member_id, post_id)
  )`,
  'create index thread_mutes_post on thread_mutes (post_id)',
  `create table saved_posts (
    member_id text not null references members on delete cascade,
    post_id text not null references posts on delete cascade,
    primary key (member_id, post_id)
  )`,
  'create index saved_posts_post on saved_posts (post_id)',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

import { type Kysely, sql } from 'kysely'

const statements = [
  `alter table community
    add column invite_policy text not null default 'allowed'
      check (invite_policy in ('moderators', 'allowed', 'members')),
    add column alert_policy text not null default 'members'
      check (alert_policy in ('moderators', 'allowed', 'members')),
    add column approvals_needed smallint not null default 1 check (approvals_needed between 1 and 2),
    add column member_messages boolean not null default false,
    add column time_zone text not null default 'UTC',
    add column quiet_from smallint check (quiet_from between 0 and 23),
    add column quiet_until smallint check (quiet_until between 0 and 23),
    add column post_days integer check (post_days between 1 and 3650),
    add column message_days integer not null default 365 check (message_days between 7 and 3650),
    add column inactive_months smallint check (inactive_months between 6 and 120),
    add column version integer not null default 1,
    add check (num_nonnulls(quiet_from, quiet_until) <> 1)`,
  `alter table members drop constraint members_status_check,
    add constraint members_status_check check (status in ('active', 'frozen', 'suspended', 'expelled', 'erased')),
    add column asleep_since date,
    add column active_month date`,
  // What moderators allow one member beyond her role.
  `create table member_grants (
    member_id text not null references members on delete cascade,
    permission text not null check (permission in ('invite', 'alert', 'outreach')),
    primary key (member_id, permission)
  )`,
  `create table invites (
    id text primary key,
    token_hash text not null unique,
    created_by text not null references members on delete cascade,
    uses integer not null check (uses > 0),
    uses_left integer not null check (uses_left between 0 and uses),
    created_at timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz
  )`,
  'create index invites_creator on invites (created_by, created_at desc)',
  // Face to face: a code on a moderator's screen; presence counts as approval.
  `create table arrivals (
    id text primary key,
    token_hash text not null unique,
    created_by text not null references members on delete cascade,
    places integer not null check (places > 0),
    places_left integer not null check (places_left between 0 and places),
    created_at timestamptz not null,
    expires_at timestamptz not null,
    ended_at timestamptz
  )`,
  `alter table applications
    add column invite_id text references invites on delete set null,
    add column previous_id text references applications on delete set null,
    add column ask_again_on date`,
  // There is a row whoever is named, and whether or not she exists: the work is the same (P14).
  `create table vouches (
    application_id text primary key references applications on delete cascade,
    member_id text references members on delete cascade,
    answer text check (answer in ('yes', 'no', 'unsure')),
    asked_at timestamptz not null,
    answered_at timestamptz
  )`,
  'create index vouches_member on vouches (member_id) where answer is null',
  `create table application_votes (
    application_id text not null references applications on delete cascade,
    moderator_id text not null references members on delete cascade,
    primary key (application_id, moderator_id)
  )`,
  `create table saved_replies (
    id text primary key,
    name text not null,
    body text not null,
    created_at timestamptz not null
  )`,
  `create table recovery_helpers (
    member_id text primary key references members on delete cascade,
    helper_id text not null references members on delete cascade
  )`,
  'create index recovery_helpers_helper on recovery_helpers (helper_id)',
  `create table recovery_codes (
    code_hash text primary key,
    member_id text not null references members on delete cascade
  )`,
  'create index recovery_codes_member on recovery_codes (member_id)',
  // There is a row whether or not the sign-in name exists (P14).
  `create table recoveries (
    id text primary key,
    code_hash text not null unique,
    member_id text references members on delete cascade,
    asked_at timestamptz not null,
    helper_id text references members on delete set null,
    helper_agreed_at timestamptz,
    moderator_id text references members on delete set null,
    moderator_agreed_at timestamptz,
    second_moderator_id text references members on delete set null,
    second_agreed_at timestamptz,
    opens_at timestamptz,
    stopped_at timestamptz,
    finished_at timestamptz
  )`,
  'create index recoveries_member on recoveries (member_id)',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

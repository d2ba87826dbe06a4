import { type Kysely, sql } from 'kysely'

const statements = [
  `create table community (
    singleton boolean primary key default true check (singleton),
    origin text not null,
    name text not null default '',
    default_locale text not null default 'en',
    locales text[] not null default '{}',
    hue smallint not null,
    weave_seed text not null,
    newcomer_days smallint not null default 14 check (newcomer_days between 0 and 365),
    door_open boolean not null default true,
    setup_token_hash text,
    set_up_at timestamptz
  )`,
  `create table community_texts (
    locale text primary key,
    rules text not null,
    welcome text not null default ''
  )`,
  `create table join_questions (
    id text primary key,
    position smallint not null,
    required boolean not null,
    retired_at timestamptz
  )`,
  `create table join_question_texts (
    question_id text not null references join_questions on delete cascade,
    locale text not null,
    prompt text not null,
    primary key (question_id, locale)
  )`,
  `create table members (
    id text primary key,
    display_name text not null,
    display_name_key text not null unique,
    display_name_settled boolean not null default false,
    locale text not null,
    status text not null default 'active' check (status in ('active', 'frozen', 'suspended', 'erased')),
    joined_at timestamptz not null
  )`,
  `create table credentials (
    member_id text primary key references members on delete cascade,
    sign_in_name_key text unique,
    passphrase_hash text not null
  )`,
  `create table member_roles (
    member_id text not null references members on delete cascade,
    role text not null check (role in ('moderator', 'caseworker', 'admin')),
    primary key (member_id, role)
  )`,
  `create table sessions (
    id_hash text primary key,
    member_id text not null references members on delete cascade,
    expires_at timestamptz not null
  )`,
  'create index sessions_member on sessions (member_id)',
  'create index sessions_expiry on sessions (expires_at)',
  `create table applications (
    id text primary key,
    status_code_hash text not null unique,
    state text not null default 'waiting' check (state in ('waiting', 'approved', 'declined')),
    sign_in_name_key text,
    display_name text,
    passphrase_hash text,
    locale text not null,
    reason text,
    member_id text references members on delete cascade,
    created_at timestamptz not null,
    decided_at timestamptz,
    check (state = 'waiting' or passphrase_hash is null)
  )`,
  "create index applications_waiting on applications (created_at) where state = 'waiting'",
  `create table application_answers (
    application_id text not null references applications on delete cascade,
    position smallint not null,
    prompt text not null,
    answer text not null,
    primary key (application_id, position)
  )`,
  // Unlogged: counters against floods must not survive in a write-ahead log or a backup (P6).
  `create unlogged table throttles (
    scope text not null,
    subject_hash text not null,
    window_start timestamptz not null,
    uses integer not null,
    primary key (scope, subject_hash, window_start)
  )`,
  `create unlogged table network_keys (
    hour timestamptz primary key,
    secret text not null
  )`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

import { type Kysely, sql } from 'kysely'

const statements = [
  // Append-only and hash-chained. Tokens stand for people; what a token means is in act_subjects and can be destroyed.
  `create table moderation_acts (
    sequence bigint primary key,
    act text not null,
    token text not null unique,
    day date not null,
    previous_hash text not null,
    hash text not null unique
  )`,
  `create function refuse_change() returns trigger language plpgsql as $$
  begin
    raise exception 'moderation_acts is append-only' using errcode = 'restrict_violation';
  end $$`,
  `create trigger moderation_acts_append_only before update or delete on moderation_acts
    for each row execute function refuse_change()`,
  `create trigger moderation_acts_no_truncate before truncate on moderation_acts
    for each statement execute function refuse_change()`,
  `create table act_subjects (
    token text primary key references moderation_acts (token),
    moderator_id text references members on delete set null,
    subject_id text not null
  )`,
  // What every table holds and for how long; shown on /about/data and enforced by the purge job (P10).
  `create table table_lifetimes (
    table_name text primary key,
    holds text not null check (holds in ('settings', 'people', 'applications', 'sessions', 'limits', 'posts',
      'pictures', 'shares', 'editions', 'allies', 'deliveries', 'queue', 'keys', 'record')),
    days integer check (days > 0)
  )`,
  `insert into table_lifetimes (table_name, holds, days) values
    ('community', 'settings', null), ('community_texts', 'settings', null), ('join_questions', 'settings', null),
    ('join_question_texts', 'settings', null), ('table_lifetimes', 'settings', null),
    ('schema_migrations', 'settings', null),
    ('members', 'people', null), ('credentials', 'people', null), ('member_roles', 'people', null),
    ('group_members', 'people', null),
    ('sessions', 'sessions', 30),
    ('applications', 'applications', 120), ('application_answers', 'applications', 90),
    ('throttles', 'limits', 1), ('network_keys', 'limits', 1),
    ('groups', 'settings', null), ('posts', 'posts', null), ('post_authors', 'posts', null),
    ('post_images', 'posts', null), ('comments', 'posts', null), ('comment_authors', 'posts', null),
    ('media', 'pictures', null), ('media_files', 'pictures', null),
    ('shares', 'shares', null), ('share_authors', 'shares', null), ('share_images', 'shares', null),
    ('consents', 'shares', null),
    ('channels', 'editions', null), ('editions', 'editions', null), ('edition_authors', 'editions', null),
    ('edition_versions', 'editions', null), ('edition_texts', 'editions', null),
    ('edition_images', 'editions', null), ('published_files', 'editions', null), ('pen_names', 'editions', null),
    ('actors', 'keys', null), ('actor_keys', 'keys', null),
    ('followers', 'allies', null), ('followed_channels', 'allies', null), ('allied_posts', 'allies', null),
    ('allied_images', 'allies', null), ('remote_comments', 'allies', null),
    ('remote_comment_changes', 'allies', null), ('withdrawn_objects', 'allies', 90),
    ('remote_actors', 'allies', 30),
    ('activities', 'deliveries', null), ('deliveries', 'deliveries', null), ('edition_fetches', 'deliveries', null),
    ('inbox_messages', 'queue', 7), ('processed_activities', 'queue', 90), ('jobs', 'queue', 30),
    ('moderation_acts', 'record', null), ('act_subjects', 'record', 365)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

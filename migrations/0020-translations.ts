import { type Kysely, sql } from 'kysely'

const statements = [
  // The same text in further languages; the original stands in its share. What another community translated comes as
  // markup, and can only be taken or left.
  `create table share_texts (
    share_id text not null references shares on delete cascade,
    language text not null,
    title text not null default '',
    body text not null default '',
    html text,
    translated_by text,
    offer_uri text,
    primary key (share_id, language),
    check ((body <> '') <> (html is not null))
  )`,
  'alter table shares add column translations_welcome boolean not null default false',
  'alter table editions add column translations_welcome boolean not null default false',
  'alter table allied_posts add column translations_welcome boolean not null default false',
  // The community that translated it, and the offer that it came with; empty for what our own author wrote.
  'alter table edition_texts add column translated_by text, add column offer_uri text',
  // Whether an open channel says each further language once more by itself, for software that reads the first only.
  'alter table channels add column language_notes boolean not null default false',
  `create table edition_notes (
    id text primary key,
    uri text not null unique,
    edition_id text not null references editions on delete cascade,
    language text not null,
    withdrawn_on date
  )`,
  'create unique index edition_notes_standing on edition_notes (edition_id, language) where withdrawn_on is null',
  'create index edition_notes_edition on edition_notes (edition_id)',
  // What our members translated of others' posts. It holds nobody's name: who it was stands apart.
  `create table offered_translations (
    id text primary key,
    uri text not null unique,
    followed_channel_id text not null references followed_channels on delete cascade,
    object_uri text not null,
    language text not null,
    title text not null default '',
    html text not null,
    state text not null check (state in ('waiting', 'returned', 'offered', 'accepted', 'refused', 'withdrawn')),
    seen text not null,
    waiting_since timestamptz not null,
    settled_on date
  )`,
  'create index offered_translations_object on offered_translations (object_uri)',
  "create index offered_translations_waiting on offered_translations (waiting_since) where state = 'waiting'",
  // Her consent, given on an exact preview.
  `create table translation_authors (
    translation_id text primary key references offered_translations on delete cascade,
    member_id text not null references members on delete cascade,
    agreed_to text not null
  )`,
  'create index translation_authors_member on translation_authors (member_id)',
  // What other communities offer for editions of ours.
  `create table received_translations (
    id text primary key,
    offer_uri text not null unique,
    edition_id text not null references editions on delete cascade,
    actor_uri text not null,
    host text not null,
    inbox text not null,
    translated_by text not null,
    language text not null,
    title text not null default '',
    html text not null,
    state text not null check (state in ('waiting', 'accepted', 'refused', 'withdrawn')),
    received_at timestamptz not null,
    settled_on date
  )`,
  `create unique index received_translations_one on received_translations (edition_id, language, host)
    where state = 'waiting'`,
  "create index received_translations_waiting on received_translations (received_at) where state = 'waiting'",
  `insert into table_lifetimes (table_name, holds, days) values ('share_texts', 'shares', null),
    ('edition_notes', 'editions', null), ('offered_translations', 'editions', null),
    ('translation_authors', 'shares', null), ('received_translations', 'allies', null)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

import { type Kysely, sql } from 'kysely'

const statements = [
  `alter table table_lifetimes drop constraint table_lifetimes_holds_check,
    add constraint table_lifetimes_holds_check check (holds in ('settings', 'people', 'invites', 'applications',
      'recoveries', 'sessions', 'limits', 'groups', 'posts', 'anonymous', 'drafts', 'marks', 'pictures', 'shares',
      'editions', 'allies', 'deliveries', 'queue', 'keys', 'moderation', 'record', 'conversations',
      'notifications'))`,
  `insert into table_lifetimes (table_name, holds, days) values
    ('member_grants', 'people', null), ('recovery_helpers', 'people', null), ('invites', 'invites', 120),
    ('arrivals', 'invites', 1), ('vouches', 'invites', 90), ('application_votes', 'invites', null),
    ('recovery_codes', 'recoveries', null), ('recoveries', 'recoveries', 30),
    ('saved_replies', 'settings', null), ('watched_words', 'settings', null),
    ('group_questions', 'settings', null), ('group_requests', 'groups', 90),
    ('group_request_answers', 'groups', null), ('group_mutes', 'groups', null),
    ('group_departures', 'groups', null), ('attachments', 'posts', null), ('attachment_files', 'posts', null),
    ('spoken_consents', 'posts', null), ('polls', 'posts', null), ('poll_options', 'posts', null),
    ('poll_votes', 'posts', null), ('poll_voters', 'posts', null), ('alert_corrections', 'posts', null),
    ('post_reactions', 'posts', null), ('comment_reactions', 'posts', null),
    ('comment_mentions', 'posts', null), ('anonymous_authors', 'anonymous', 30),
    ('anonymous_comment_authors', 'anonymous', 30), ('anonymous_limits', 'anonymous', 91),
    ('post_sanctions', 'anonymous', 180), ('unmaskings', 'anonymous', 365), ('drafts', 'drafts', 30),
    ('text_revisions', 'drafts', 1), ('thread_reads', 'marks', null), ('group_reads', 'marks', null),
    ('thread_mutes', 'marks', null), ('saved_posts', 'marks', null), ('flags', 'moderation', 90),
    ('sanctions', 'moderation', 365), ('member_notes', 'moderation', 180), ('freezes', 'moderation', 365),
    ('removals', 'moderation', 30), ('queue_claims', 'moderation', 1), ('queue_visits', 'moderation', null), ('undos', 'moderation', 1),
    ('successions', 'moderation', 60), ('succession_supports', 'moderation', null),
    ('act_checkpoints', 'record', null), ('conversations', 'conversations', null),
    ('messages', 'conversations', 3650), ('conversation_reads', 'conversations', null),
    ('conversation_blocks', 'conversations', null),
    ('notifications', 'notifications', 30), ('notification_choices', 'notifications', null),
    ('push_subscriptions', 'notifications', null), ('email_addresses', 'notifications', null),
    ('push_keys', 'keys', null)`,
  // Whoever was told to ask again later is recognised until then, if she brings her code.
  "update table_lifetimes set days = 210 where table_name = 'applications'",
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

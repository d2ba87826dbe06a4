import { type RawBuilder, sql } from 'kysely'
import type { DB } from '../db/schema.ts'

/** What members are told about; exactly what the table allows. */
export type NotificationKind = DB['notifications']['kind']

/** What members choose by: who wants to hear of mentions wants to hear of all of them. */
export const topics = ['threads', 'mentions', 'alerts', 'messages', 'groups', 'moderation'] as const
export type Topic = (typeof topics)[number]

const topicOfKind = {
  comment: 'threads',
  reply: 'threads',
  'answer-accepted': 'threads',
  'poll-closed': 'threads',
  mention: 'mentions',
  alert: 'alerts',
  message: 'messages',
  'group-approved': 'groups',
  'group-declined': 'groups',
  'group-request': 'groups',
  'share-published': 'moderation',
  'share-returned': 'moderation',
  'post-held': 'moderation',
  'post-released': 'moderation',
  'post-removed': 'moderation',
  sanction: 'moderation',
  'appeal-decided': 'moderation',
  unmasked: 'moderation',
  'vouch-asked': 'moderation',
  'recovery-asked': 'moderation',
  'recovery-started': 'moderation',
  'role-changed': 'moderation',
  succession: 'moderation',
} as const satisfies Readonly<Record<NotificationKind, Topic>>

export const topicOf = (kind: NotificationKind): Topic => topicOfKind[kind]

/** Of these she hears in the app whatever she chose: her account, or somebody else's, depends on it. */
const alwaysInApp: ReadonlySet<NotificationKind> = new Set([
  'recovery-started',
  'unmasked',
  'sanction',
  'appeal-decided',
  'role-changed',
  'vouch-asked',
  'recovery-asked',
])

export const isAlwaysInApp = (kind: NotificationKind): boolean => alwaysInApp.has(kind)

/** Of these she does not hear from threads and groups that she muted, or groups that she turned away from. */
const quietedByMutes: ReadonlySet<NotificationKind> = new Set(['comment', 'reply', 'mention', 'alert'])

export const isQuietedByMutes = (kind: NotificationKind): boolean => quietedByMutes.has(kind)

/** The topic of a kind inside a query; `kind` names the column. */
export const topicColumn = (kind: RawBuilder<string>): RawBuilder<Topic> =>
  sql<Topic>`(case ${kind} ${sql.join(
    Object.entries(topicOfKind).map(([one, topic]) => sql`when ${sql.lit(one)} then ${sql.lit(topic)}`),
    sql` `,
  )} end)`

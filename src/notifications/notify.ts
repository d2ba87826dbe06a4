import { type RawBuilder, sql } from 'kysely'
import type { TransactionCtx } from '../context.ts'
import { readsGroup } from '../policy/visibility.ts'
import { isAlwaysInApp, isQuietedByMutes, type NotificationKind, topicOf } from './kinds.ts'
import { wakeDevices } from './wake-devices.ts'

export interface Notice {
  readonly kind: NotificationKind
  /** Whom it is for; somebody named twice is told once. Those who are not active are left out. */
  readonly memberIds: readonly string[]
  readonly postId?: string
  readonly commentId?: string
  readonly conversationId?: string
  readonly groupId?: string
}

/**
 * Leaves word for members, in the transaction of what it is about. A notice holds ids only: its words are made when
 * it is read, through the reader's own visibility, so that it tells nothing that she may not see any more. Who does
 * not want to hear of such things, of this thread or of this group is left out; devices are woken where she wishes.
 */
export async function notify(ctx: TransactionCtx, notice: Notice): Promise<void> {
  const memberIds = [...new Set(notice.memberIds)]
  if (memberIds.length === 0) return
  const { postId = null, commentId = null } = notice
  // The thread is known by its comment, too.
  const thread = sql<string | null>`coalesce(${postId}::text,
    (select below.post_id from comments below where below.id = ${commentId}::text))`
  const group = sql<string | null>`coalesce(${notice.groupId ?? null}::text,
    (select thread.group_id from posts thread where thread.id = found.post_id))`
  await tell(ctx, notice, { thread, group, whom: sql<boolean>`told.id = any(${memberIds})` })
}

/**
 * Tells all readers of an alert's group, in one statement however many they are, in the transaction that shows it: when
 * it is posted, or when a moderator releases one that was held. Its author is left out, but not if she wrote it without
 * her name: a list that lacks one woman would point at her (P8).
 */
export async function notifyAlert(ctx: TransactionCtx, postId: string): Promise<void> {
  const group = sql<string | null>`(select alert.group_id from posts alert where alert.id = ${postId})`
  const isReader = readsGroup(sql.ref('told.id'), sql.ref('subject.group_id'))
  const isAuthor = sql<boolean>`exists (select 1 from post_authors author
    where author.post_id = subject.post_id and author.member_id = told.id)`
  const whom = sql<boolean>`${isReader} and not ${isAuthor}`
  await tell(ctx, { kind: 'alert' }, { thread: sql<string | null>`${postId}::text`, group, whom })
}

interface Audience {
  readonly thread: RawBuilder<string | null>
  readonly group: RawBuilder<string | null>
  /** About the alias `told` of members. */
  readonly whom: RawBuilder<boolean>
}

async function tell(
  ctx: TransactionCtx,
  { kind, commentId, conversationId, groupId }: Omit<Notice, 'memberIds' | 'postId'>,
  { thread, group, whom }: Audience,
): Promise<void> {
  const now = ctx.clock.now()
  // Random ids for as many rows as it may be, from one secret that nobody keeps.
  const id = sql`left(encode(sha256(convert_to(${ctx.random.token()} || told.id, 'UTF8')), 'hex'), 24)`
  const wants = isAlwaysInApp(kind) ? sql<boolean>`true` : sql<boolean>`coalesce(choice.in_app, true)`
  const { rows } = await sql<{ memberId: string }>`
    insert into notifications (id, member_id, kind, post_id, comment_id, conversation_id, group_id, created_at)
    select ${id}, told.id, ${kind}, subject.post_id, ${commentId ?? null}, ${conversationId ?? null},
      ${groupId ?? null}, ${now}::timestamptz
    from members told
      cross join lateral (select found.post_id, ${group} as group_id from (select ${thread} as post_id) found) subject
      left join notification_choices choice on choice.member_id = told.id and choice.topic = ${topicOf(kind)}
    where ${whom} and told.status = 'active' and ${wants} and ${isQuietedByMutes(kind) ? listens : sql`true`}
    returning member_id`.execute(ctx.db)
  // Also when nobody was told: whether somebody exists must not show in the work (P14).
  await wakeDevices(
    ctx,
    rows.map(({ memberId }) => memberId),
    topicOf(kind),
  )
}

/** She neither muted the thread or the group, nor turned away from the group. */
const listens = sql<boolean>`not exists (select 1 from thread_mutes muted
      where muted.member_id = told.id and muted.post_id = subject.post_id)
    and not exists (select 1 from group_mutes quieted
      where quieted.member_id = told.id and quieted.group_id = subject.group_id)
    and not exists (select 1 from group_departures departure
      where departure.member_id = told.id and departure.group_id = subject.group_id)`

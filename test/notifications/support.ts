import { sql } from 'kysely'
import type { MemberCtx } from '../../src/context.ts'
import { inTransaction } from '../../src/db/transaction.ts'
import { saveChoices } from '../../src/notifications/choices.ts'
import type { NotificationKind, Topic } from '../../src/notifications/kinds.ts'
import { type Notice, notify } from '../../src/notifications/notify.ts'
import { type Choice, defaultChoice, eachTopic } from '../../src/notifications/rules.ts'
import { ok } from '../../src/result.ts'
import type { TestCommunity } from '../support/community.ts'

export const everyKind = [
  ...['comment', 'reply', 'mention', 'alert', 'answer-accepted', 'poll-closed', 'message'],
  ...['group-approved', 'group-declined', 'group-request', 'share-published', 'share-returned'],
  ...['post-held', 'post-released', 'post-removed', 'sanction', 'appeal-decided', 'unmasked'],
  ...['vouch-asked', 'recovery-asked', 'recovery-started', 'role-changed', 'succession'],
] as readonly NotificationKind[]

/** Leaves word as a use case does: in a transaction. */
export async function tell(community: TestCommunity, notice: Notice): Promise<void> {
  await inTransaction(community.system(), async (trx) => {
    await notify(trx, notice)
    return ok()
  })
}

export async function choose(ctx: MemberCtx, topic: Topic, choice: Partial<Choice>): Promise<void> {
  const saved = await saveChoices(
    ctx,
    eachTopic((one) => (one === topic ? { ...defaultChoice, ...choice } : defaultChoice)),
  )
  if (!saved.ok) throw new Error('not saved')
}

/** A post made straight in the tables. */
export async function post(
  community: TestCommunity,
  groupId: string,
  options: {
    readonly by?: string
    readonly unnamed?: string
    readonly kind?: 'discussion' | 'alert'
    readonly at?: Date
  } = {},
): Promise<string> {
  const { db, random, clock } = community
  const id = random.id()
  const createdAt = options.at ?? clock.now()
  const anonymous = options.unnamed !== undefined
  await db
    .insertInto('posts')
    .values({
      id,
      groupId,
      kind: options.kind ?? 'discussion',
      body: 'Soup',
      language: 'en',
      createdAt,
      anonymous,
    })
    .execute()
  if (options.by) await db.insertInto('postAuthors').values({ postId: id, memberId: options.by }).execute()
  if (options.unnamed)
    await db
      .insertInto('anonymousAuthors')
      .values({ postId: id, memberId: options.unnamed, createdAt })
      .execute()
  return id
}

export async function comment(
  community: TestCommunity,
  postId: string,
  options: { readonly by?: string; readonly parentId?: string; readonly anonymous?: boolean } = {},
): Promise<string> {
  const { db, random, clock } = community
  const id = random.id()
  const { parentId = null, anonymous = false } = options
  await db
    .insertInto('comments')
    .values({ id, postId, parentId, anonymous, body: 'Yes', language: 'en', createdAt: clock.now() })
    .execute()
  if (options.by)
    await db.insertInto('commentAuthors').values({ commentId: id, memberId: options.by }).execute()
  return id
}

/** A group of its own, with these members. */
export async function group(
  community: TestCommunity,
  name: string,
  access: 'members' | 'approval' | 'hidden',
  memberIds: readonly string[] = [],
): Promise<string> {
  const { db, random, clock } = community
  const id = random.id()
  await db.insertInto('groups').values({ id, name, access }).execute()
  for (const memberId of memberIds)
    await db.insertInto('groupMembers').values({ groupId: id, memberId, joinedAt: clock.now() }).execute()
  return id
}

/** A device as the browser would register it, without the session. */
export async function device(community: TestCommunity, memberId: string, endpoint: string): Promise<string> {
  const id = community.random.id()
  await community.db
    .insertInto('pushSubscriptions')
    .values({ id, memberId, endpoint, createdOn: '2030-05-20' })
    .execute()
  return id
}

export const setQuiet = (community: TestCommunity, timeZone: string, quietFrom: number, quietUntil: number) =>
  community.db.updateTable('community').set({ timeZone, quietFrom, quietUntil }).execute()

export const noQuiet = (community: TestCommunity) =>
  community.db.updateTable('community').set({ quietFrom: null, quietUntil: null, timeZone: 'UTC' }).execute()

/** Kinds that a member was told, oldest first. */
export async function toldTo(community: TestCommunity, memberId: string): Promise<string[]> {
  const rows = await community.db
    .selectFrom('notifications')
    .select('kind')
    .where('memberId', '=', memberId)
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
  return rows.map(({ kind }) => kind)
}

export const jobsOf = (community: TestCommunity) =>
  community.db.selectFrom('jobs').select(['kind', 'payload', 'runAt']).orderBy('id').execute()

export const forget = async (community: TestCommunity): Promise<void> => {
  await sql`delete from notifications`.execute(community.db)
  await sql`delete from notification_choices`.execute(community.db)
  await sql`delete from push_subscriptions`.execute(community.db)
  await sql`delete from email_addresses`.execute(community.db)
  await sql`delete from jobs`.execute(community.db)
  await sql`delete from throttles`.execute(community.db)
}

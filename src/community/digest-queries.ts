import { sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { daysFrom } from '../days.ts'
import type { DB } from '../db/schema.ts'
import { couldBeId } from '../ids.ts'
import { can } from '../policy/permissions.ts'
import { visiblePost } from '../policy/visibility.ts'

/** A post for paper: words without anybody's name. */
export interface DigestPost {
  readonly id: string
  readonly kind: DB['posts']['kind']
  /** Markdown. */
  readonly body: string
  readonly language: string
  readonly createdAt: Date
  readonly expiresAt: Date | null
}

/** More than fits on a few sheets. */
export const mostDigestPosts = 40

export interface DigestChoice {
  readonly groupId: string
  readonly days: number
  /** Only these; absent: all of them. */
  readonly postIds?: readonly string[] | undefined
}

/**
 * What can go on paper for women without a phone: posts of one group the reader can see, alerts first and then the
 * newest, never a held one. Nothing for whoever may not print.
 */
export async function readDigest(ctx: MemberCtx, choice: DigestChoice): Promise<DigestPost[]> {
  const { groupId, days, postIds } = choice
  if (!can(ctx.actor, 'digest.print') || !couldBeId(groupId)) return []
  const ids = postIds?.filter(couldBeId)
  if (ids?.length === 0) return []
  return ctx.db
    .selectFrom('posts as p')
    .select(['p.id', 'p.kind', 'p.body', 'p.language', 'p.createdAt', 'p.expiresAt'])
    .where('p.groupId', '=', groupId)
    .where('p.heldAt', 'is', null)
    .where('p.body', '<>', '')
    .where('p.createdAt', '>=', daysFrom(ctx.clock.now(), -days))
    .where(visiblePost(ctx, 'p'))
    .$if(ids !== undefined, (query) => query.where('p.id', 'in', [...(ids ?? [])]))
    .orderBy(sql`p.kind = 'alert'`, 'desc')
    .orderBy('p.createdAt', 'desc')
    .orderBy('p.id', 'desc')
    .limit(mostDigestPosts)
    .execute()
}

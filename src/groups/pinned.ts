import type { MemberCtx } from '../context.ts'
import { couldBeId } from '../ids.ts'
import { type PostView, postsOf } from '../posts/queries.ts'
import { mostPinned } from './rules.ts'

/** What the moderators of a group keep on top of it, the latest first. */
export async function readPinned(ctx: MemberCtx, groupId: string): Promise<readonly PostView[]> {
  if (!couldBeId(groupId)) return []
  return postsOf(ctx)
    .where('p.groupId', '=', groupId)
    .where('p.pinnedAt', 'is not', null)
    .orderBy('p.pinnedAt', 'desc')
    .orderBy('p.id', 'desc')
    .limit(mostPinned)
    .execute()
}

import { readRemoteComment } from '../../src/allies/moderator-queries.ts'
import type { MemberCtx } from '../../src/context.ts'

/** What a moderator decides on, as she sees it now. */
export async function seenBy(ctx: MemberCtx, remoteCommentId: string) {
  const { seen = '' } = (await readRemoteComment(ctx, remoteCommentId)) ?? {}
  return { remoteCommentId, seen }
}

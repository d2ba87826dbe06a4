import type { MemberCtx } from '../context.ts'
import { couldBeId } from '../ids.ts'
import { reviewedAsDelegate } from '../policy/review.ts'
import { authorDelegateOf, readPreview, type SharePreview } from './preview.ts'

export interface Proposal {
  readonly id: string
  readonly title: string
  readonly body: string
  /** The community that its author is a delegate of; nothing else is said of her. */
  readonly authorDelegateOf: string | null
}

/** What waits in a channel for the reader, a delegate there: the longest first. At most 100; none for everybody else. */
export const readProposals = (ctx: MemberCtx, channelId: string): Promise<readonly Proposal[]> =>
  waiting(ctx, channelId)
    .select(['share.id', 'share.title', 'share.body', authorDelegateOf.as('authorDelegateOf')])
    .orderBy('share.proposedAt')
    .orderBy('share.id')
    .limit(100)
    .execute()

/** One of them, exactly as it would go out; absent for everybody but delegates who review it. */
export async function readProposal(
  ctx: MemberCtx,
  channelId: string,
  shareId: string,
): Promise<{ readonly preview: SharePreview; readonly isConsented: boolean } | undefined> {
  if (!couldBeId(shareId)) return undefined
  const row = await waiting(ctx, channelId)
    .innerJoin('consents as consent', 'consent.shareId', 'share.id')
    .select('consent.previewHash')
    .where('share.id', '=', shareId)
    .executeTakeFirst()
  const preview = row && (await readPreview(ctx, shareId))
  return preview && { preview, isConsented: preview.hash === row.previewHash }
}

const waiting = (ctx: MemberCtx, channelId: string) =>
  ctx.db
    .selectFrom('shares as share')
    .where('share.channelId', '=', channelId)
    .where('share.state', '=', 'proposed')
    .where(reviewedAsDelegate(ctx, 'share'))

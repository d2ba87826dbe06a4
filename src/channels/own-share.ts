import type { MemberTransactionCtx } from '../context.ts'
import { couldBeId } from '../ids.ts'
import { missing, ok, type Result, refuse } from '../result.ts'
import { isEditable, type ShareState } from './rules.ts'

export interface OwnShare {
  readonly id: string
  readonly state: ShareState
  readonly postId: string | null
  readonly channelId: string | null
  readonly followedChannelId: string | null
  readonly inReplyTo: string | null
  readonly editionId: string | null
}

/** Locks a share of the member's own; everybody else's is missing. */
export async function lockOwnShare(ctx: MemberTransactionCtx, shareId: string): Promise<Result<OwnShare>> {
  if (!couldBeId(shareId)) return missing()
  const share = await ctx.db
    .selectFrom('shares')
    .select(['id', 'state', 'postId', 'channelId', 'followedChannelId', 'inReplyTo', 'editionId'])
    .where('id', '=', shareId)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('shareAuthors')
          .select('shareId')
          .where('shareId', '=', shareId)
          .where('memberId', '=', ctx.actor.memberId),
      ),
    )
    .forUpdate()
    .executeTakeFirst()
  return share ? ok(share) : missing()
}

/** The same, and refuses one that cannot be changed any more because it is with the moderators or decided. */
export async function lockEditableShare(
  ctx: MemberTransactionCtx,
  shareId: string,
): Promise<Result<OwnShare>> {
  const share = await lockOwnShare(ctx, shareId)
  if (!share.ok || isEditable(share.value.state)) return share
  return refuse({ kind: 'conflict', message: 'shares.errors.notEditable' })
}

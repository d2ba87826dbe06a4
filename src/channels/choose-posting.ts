import { sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { visibleGroup } from '../policy/visibility.ts'
import { forbidden, invalid, ok, type Result, refuse } from '../result.ts'
import { lockChannel } from './lock-channel.ts'

/**
 * Says who inside may propose something for a channel: all members, the members of one group, or moderators. What is
 * out stays out, and its authors may bring new versions. Outside nothing changes: nobody elsewhere ever writes in it.
 * Refuses: forbidden, missing, closed, a choice that is none, a group that she cannot see.
 */
export async function choosePosting(
  ctx: MemberCtx,
  input: { readonly slug: string; readonly posting: string; readonly groupId: string },
): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'channel.change')) return forbidden()
  const { posting } = input
  if (posting !== 'members' && posting !== 'group' && posting !== 'moderators') {
    return refuse(invalid('posting', 'channels.errors.posting'))
  }
  return inTransaction(ctx, async (trx) => {
    const channel = await lockChannel(trx, input.slug)
    if (!channel.ok) return channel
    const group =
      posting === 'group'
        ? await trx.db
            .selectFrom('groups')
            .select('id')
            .where('id', '=', input.groupId)
            .where(visibleGroup(trx, sql.ref('groups.id')))
            .executeTakeFirst()
        : undefined
    if (posting === 'group' && !group) return refuse(invalid('group', 'channels.errors.group'))
    await trx.db
      .updateTable('channels')
      .set({ posting, postingGroupId: group?.id ?? null })
      .where('id', '=', channel.value.id)
      .execute()
    await recordAct(trx, 'channel-changed', channel.value.id)
    return ok()
  })
}

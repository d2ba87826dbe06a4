import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Result } from '../result.ts'
import { lockChannel } from './lock-channel.ts'

/**
 * Says whether an open channel sends each further language of an edition once more by itself, from its next edition or
 * version on. Refuses: forbidden, missing (also for an allied channel: who reads there reads every language), conflict.
 */
export async function chooseLanguageNotes(
  ctx: MemberCtx,
  { slug, languageNotes }: { readonly slug: string; readonly languageNotes: boolean },
): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'channel.change')) return forbidden()
  return inTransaction(ctx, async (trx) => {
    const channel = await lockChannel(trx, slug)
    if (!channel.ok) return channel
    if (channel.value.kind !== 'open') return missing()
    const { id } = channel.value
    await trx.db.updateTable('channels').set({ languageNotes }).where('id', '=', id).execute()
    await recordAct(trx, 'settings-changed', id)
    return ok()
  })
}

/** Whether it does so now. */
export async function readLanguageNotes(ctx: Pick<MemberCtx, 'db'>, channelId: string): Promise<boolean> {
  const { languageNotes } = await ctx.db
    .selectFrom('channels')
    .select('languageNotes')
    .where('id', '=', channelId)
    .executeTakeFirstOrThrow()
  return languageNotes
}

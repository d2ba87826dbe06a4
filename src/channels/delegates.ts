import { sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { dayOf } from '../days.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { typedNameKey } from '../members/names.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, invalid, judgeText, missing, ok, type Result, refuse } from '../result.ts'
import { lockChannel } from './lock-channel.ts'

/** In UTF-16 units. */
export const longestCommunity = 60

export interface NameDelegate {
  readonly slug: string
  /** The name she goes by. */
  readonly name: string
  /** The community that she speaks for. */
  readonly community: string
}

/**
 * Makes a member the delegate of a community in one channel, in place of the community she spoke for there. She reviews
 * what is proposed there from now on. Refuses: forbidden, missing, conflict (closed), invalid beside `name` where nobody
 * goes by it, and beside `community`.
 */
export async function nameDelegate(ctx: MemberCtx, input: NameDelegate): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'channel.delegate')) return forbidden()
  const { slug, name, community } = input
  const [wrong, ...more] = [
    ...(community === '' ? [invalid('community', 'channels.errors.delegateCommunity')] : []),
    ...judgeText('community', community, longestCommunity),
  ]
  if (wrong) return refuse(wrong, ...more)
  return inTransaction(ctx, async (trx) => {
    const channel = await lockChannel(trx, slug)
    if (!channel.ok) return channel
    const member = await trx.db
      .selectFrom('members')
      .select('id')
      .where('displayNameKey', '=', typedNameKey(name))
      .where('displayNameSettled', '=', true)
      .where('status', '=', 'active')
      .forShare()
      .executeTakeFirst()
    if (!member) return refuse(invalid('name', 'channels.errors.delegateName'))
    const speaking = { community, since: dayOf(trx.clock.now()) }
    await trx.db
      .insertInto('channelDelegates')
      .values({ channelId: channel.value.id, memberId: member.id, ...speaking })
      .onConflict((conflict) => conflict.columns(['channelId', 'memberId']).doUpdateSet(speaking))
      .execute()
    await recordAct(trx, 'delegate-named', member.id)
    return ok()
  })
}

/** Ends it at once: from now on she reads nothing of what waits there. Refuses: forbidden, missing, conflict (closed). */
export async function endDelegate(
  ctx: MemberCtx,
  { slug, memberId }: { readonly slug: string; readonly memberId: string },
): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'channel.delegate')) return forbidden()
  if (!couldBeId(memberId)) return missing()
  return inTransaction(ctx, async (trx) => {
    const channel = await lockChannel(trx, slug)
    if (!channel.ok) return channel
    const ended = await trx.db
      .deleteFrom('channelDelegates')
      .where('channelId', '=', channel.value.id)
      .where('memberId', '=', memberId)
      .returning('memberId')
      .executeTakeFirst()
    if (!ended) return missing()
    await recordAct(trx, 'delegate-ended', memberId)
    return ok()
  })
}

export interface Delegate {
  readonly memberId: string
  readonly name: string
  readonly community: string
}

/** The delegates in a channel, by community; for moderators only. */
export async function readDelegates(ctx: MemberCtx, channelId: string): Promise<readonly Delegate[]> {
  if (!can(ctx.actor, 'channel.delegate')) return []
  return ctx.db
    .selectFrom('channelDelegates as delegate')
    .innerJoin('members as member', 'member.id', 'delegate.memberId')
    .select(['delegate.memberId', 'member.displayName as name', 'delegate.community'])
    .where('delegate.channelId', '=', channelId)
    .orderBy('delegate.community')
    .orderBy('member.displayName')
    .execute()
}

/** Whether the reader is a delegate in a channel. */
export async function isDelegate(ctx: Pick<MemberCtx, 'db' | 'actor'>, channelId: string): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('channelDelegates')
    .select(sql`1`.as('one'))
    .where('channelId', '=', channelId)
    .where('memberId', '=', ctx.actor.memberId)
    .executeTakeFirst()
  return row !== undefined
}

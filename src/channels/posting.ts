import { type RawBuilder, sql } from 'kysely'
import type { TransactionCtx } from '../context.ts'
import { readsGroup } from '../policy/visibility.ts'
import type { Refusal } from '../result.ts'

export type Posting = 'members' | 'group' | 'moderators'

/**
 * True for a channel that a member may propose something new for: it is neither closed nor moved, and she is one of
 * those its moderators chose, or a delegate in it. A group that is gone leaves nobody else. `channel` is an alias of `channels`.
 */
export function takesSharesOf(memberId: RawBuilder<string>, channel: string): RawBuilder<boolean> {
  const column = <Value = string>(name: string) => sql<Value>`${sql.ref(`${channel}.${name}`)}`
  return sql<boolean>`(${column('closed_on')} is null and ${column('moved_to')} is null
    and (case ${column('posting')}
      when 'members' then true
      when 'group' then ${readsGroup(memberId, column('posting_group_id'))}
      else exists (select 1 from member_roles posting_role
        where posting_role.member_id = ${memberId} and posting_role.role = 'moderator') end
      or exists (select 1 from channel_delegates posting_delegate
        where posting_delegate.member_id = ${memberId} and posting_delegate.channel_id = ${column('id')})))`
}

/**
 * What stands against publishing in a channel of ours, if anything: it is closed, or, for what is new there, it has
 * moved or is not for her to write for. A first version holds the channel against being closed at the same moment; a
 * new one need not, for whoever closes waits for its edition.
 */
export async function judgeChannel(
  ctx: Pick<TransactionCtx, 'db'>,
  channelId: string,
  memberId: string,
  isFirst: boolean,
): Promise<Refusal | undefined> {
  const query = ctx.db
    .selectFrom('channels')
    .select('closedOn')
    .select(takesSharesOf(sql`${memberId}`, 'channels').as('takesHers'))
    .where('id', '=', channelId)
  const channel = await (isFirst ? query.forShare() : query).executeTakeFirst()
  if (channel?.closedOn !== null) return { kind: 'conflict', message: 'shares.errors.channelClosed' }
  return isFirst && !channel.takesHers
    ? { kind: 'conflict', message: 'shares.errors.channelNotHers' }
    : undefined
}

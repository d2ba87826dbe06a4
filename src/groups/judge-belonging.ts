import type { TransactionCtx } from '../context.ts'
import type { Refusal } from '../result.ts'
import { caretakersOf } from './group-moderator.ts'

/**
 * Refusals for a group that, as the transaction leaves it, nobody active looks after any more: the last of its
 * moderators stays unless one of the community's belongs to it.
 */
export const judgeLookedAfter = async (ctx: TransactionCtx, groupId: string): Promise<Refusal[]> =>
  (await caretakersOf(ctx, groupId)).length > 0
    ? []
    : [{ kind: 'conflict', message: 'group.errors.lastModerator' }]

/** The moderators' own group follows the role: nobody is let in or out by hand. */
export const judgeByHand = (group: { readonly key: string | null }): Refusal[] =>
  group.key === 'moderators' ? [{ kind: 'forbidden', message: 'group.errors.followsRole' }] : []

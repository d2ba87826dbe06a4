import type { MemberCtx } from '../context.ts'
import { daysFrom } from '../days.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { recordAct } from '../moderation/record-act.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, invalid, ok, type Result, refuse } from '../result.ts'
import { lockMember } from './lock-member.ts'
import { chosenDays, judgeWords, longest, noteDays } from './rules.ts'

export interface AddNote {
  readonly memberId: string
  /** Becomes the note's id, so that a form sent twice writes once. */
  readonly submission: string
  readonly note: string
  /** One of `noteDays`, as the form sends it. */
  readonly days: string
}

/**
 * Writes down something about a member that the other moderators should know for a while; then it is deleted. She does
 * not see it. Refuses: invalid beside `note` or `days`, forbidden about oneself.
 */
export async function addNote(ctx: MemberCtx, input: AddNote): Promise<Result<undefined>> {
  if (!can(ctx.actor, 'member.note')) return forbidden()
  const days = chosenDays(noteDays, input.days)
  const [first, ...more] = [
    ...judgeWords('note', input.note, longest.note),
    ...(days === undefined ? [invalid('days', 'standing.errors.days')] : []),
  ]
  if (first) return refuse(first, ...more)
  if (days === undefined || !couldBeId(input.submission)) {
    return refuse({ kind: 'invalid', message: 'post.errors.sendAgain' })
  }
  return inTransaction(ctx, async (trx) => {
    const { memberId, submission: id, note: body } = input
    const member = await lockMember(trx, memberId)
    if (!member.ok) return member
    if (memberId === trx.actor.memberId) {
      return refuse({ kind: 'forbidden', message: 'standing.errors.oneself' })
    }
    const createdAt = trx.clock.now()
    const inserted = await trx.db
      .insertInto('memberNotes')
      .values({ id, memberId, body, createdAt, expiresAt: daysFrom(createdAt, days) })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (inserted) await recordAct(trx, 'note-added', memberId)
    return ok()
  })
}

import { sql } from 'kysely'
import type { MemberCtx, MemberTransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { notify } from '../notifications/notify.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, missing, ok, type Result, refuse } from '../result.ts'
import { caretakersOf } from './group-moderator.ts'
import { openToRequests } from './known-group.ts'
import { judgeAnswers } from './rules.ts'

export interface AskToJoin {
  readonly groupId: string
  /** Becomes the request's id, made with the form, so that a form sent twice asks once. */
  readonly submission: string
  /** By the id of the question; answers to questions that are not asked any more count for nothing. */
  readonly answers: Readonly<Record<string, string>>
}

/**
 * Asks a group by approval to let her in, once at a time; its moderators are told. Refuses: missing for every group
 * that she cannot ask (hidden, her own, none at all), invalid beside an answer, conflict when she has asked already.
 */
export async function askToJoin(ctx: MemberCtx, input: AskToJoin): Promise<Result<undefined>> {
  const { groupId, submission: requestId, answers } = input
  if (!couldBeId(groupId)) return missing()
  return inTransaction(ctx, async (trx) => {
    // Shared: who asks waits while the group is being changed, perhaps into a hidden one.
    const group = await trx.db
      .selectFrom('groups')
      .select('id')
      .where('id', '=', groupId)
      .where(openToRequests(trx, sql.ref('groups.id')))
      .forShare('groups')
      .executeTakeFirst()
    if (!group) return missing()
    if (!can(trx.actor, 'group.ask', 'reader')) return forbidden()
    const questions = await trx.db
      .selectFrom('groupQuestions')
      .select(['id', 'prompt', 'required'])
      .where('groupId', '=', groupId)
      .orderBy('position')
      .orderBy('id')
      .execute()
    const [first, ...more] = judgeAnswers(questions, answers)
    if (first) return refuse(first, ...more)
    if (!couldBeId(requestId)) return refuse({ kind: 'invalid', message: 'post.errors.sendAgain' })
    const inserted = await trx.db
      .insertInto('groupRequests')
      .values({ id: requestId, groupId, memberId: trx.actor.memberId, createdAt: trx.clock.now() })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!inserted) return (await isSameRequest(trx, input)) ? ok() : refuse(alreadyAsked)
    const given = questions.flatMap(({ id, prompt }, position) => {
      const answer = answers[id] ?? ''
      return answer === '' ? [] : [{ requestId, position, prompt, answer }]
    })
    if (given.length > 0) await trx.db.insertInto('groupRequestAnswers').values(given).execute()
    await notify(trx, { kind: 'group-request', memberIds: await caretakersOf(trx, groupId), groupId })
    return ok()
  })
}

const alreadyAsked = { kind: 'conflict', message: 'group.join.errors.asked' } as const

async function isSameRequest(ctx: MemberTransactionCtx, { groupId, submission }: AskToJoin) {
  const earlier = await ctx.db
    .selectFrom('groupRequests')
    .select('id')
    .where('id', '=', submission)
    .where('groupId', '=', groupId)
    .where('memberId', '=', ctx.actor.memberId)
    .where('state', '=', 'waiting')
    .executeTakeFirst()
  return earlier !== undefined
}

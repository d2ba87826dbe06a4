import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { recordAct } from '../moderation/record-act.ts'
import { invalid, missing, ok, type Result, refuse } from '../result.ts'
import { holdGroup } from './hold-group.ts'
import { groupLimits, judgePrompt } from './rules.ts'

export interface AddQuestion {
  readonly groupId: string
  /** Becomes the question's id, made with the form, so that a form sent twice adds one. */
  readonly submission: string
  readonly prompt: string
  readonly required: boolean
}

export interface OneQuestion {
  readonly groupId: string
  readonly questionId: string
}

/**
 * Adds a question to those who ask to join. Refuses: missing, forbidden, invalid beside `prompt`, also when there are
 * ten already.
 */
export const addQuestion = (ctx: MemberCtx, input: AddQuestion): Promise<Result<undefined>> =>
  inTransaction(ctx, async (trx) => {
    const { groupId, submission: id, prompt, required } = input
    const held = await holdGroup(trx, groupId, 'group.change')
    if (!held.ok) return held
    const [first, ...more] = judgePrompt(prompt)
    if (first) return refuse(first, ...more)
    if (!couldBeId(id)) return refuse({ kind: 'invalid', message: 'post.errors.sendAgain' })
    const questions = await trx.db
      .selectFrom('groupQuestions')
      .select(['id', 'position'])
      .where('groupId', '=', groupId)
      .execute()
    if (questions.some((question) => question.id === id)) return ok()
    if (questions.length >= groupLimits.questions) {
      return refuse(invalid('prompt', 'group.errors.manyQuestions', { most: groupLimits.questions }))
    }
    const position = Math.max(-1, ...questions.map((question) => question.position)) + 1
    const inserted = await trx.db
      .insertInto('groupQuestions')
      .values({ id, groupId, position, required, prompt })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!inserted) return refuse({ kind: 'conflict', message: 'post.errors.sentBefore' })
    await recordAct(trx, 'group-changed', groupId)
    return ok()
  })

/** Asks a question no longer; answers that wait keep it. Refuses: missing, forbidden. */
export const removeQuestion = (
  ctx: MemberCtx,
  { groupId, questionId }: OneQuestion,
): Promise<Result<undefined>> =>
  inTransaction(ctx, async (trx) => {
    const held = await holdGroup(trx, groupId, 'group.change')
    if (!held.ok) return held
    if (!couldBeId(questionId)) return missing()
    const removed = await trx.db
      .deleteFrom('groupQuestions')
      .where('id', '=', questionId)
      .where('groupId', '=', groupId)
      .returning('id')
      .executeTakeFirst()
    if (!removed) return missing()
    await recordAct(trx, 'group-changed', groupId)
    return ok()
  })

/** Says whether a question must be answered. Refuses: missing, forbidden. */
export const requireQuestion = (
  ctx: MemberCtx,
  { groupId, questionId, required }: OneQuestion & { readonly required: boolean },
): Promise<Result<undefined>> =>
  inTransaction(ctx, async (trx) => {
    const held = await holdGroup(trx, groupId, 'group.change')
    if (!held.ok) return held
    if (!couldBeId(questionId)) return missing()
    const changed = await trx.db
      .updateTable('groupQuestions')
      .set({ required })
      .where('id', '=', questionId)
      .where('groupId', '=', groupId)
      .returning('id')
      .executeTakeFirst()
    if (!changed) return missing()
    await recordAct(trx, 'group-changed', groupId)
    return ok()
  })

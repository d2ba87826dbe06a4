import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, ok, type Result } from '../result.ts'
import { topics } from './kinds.ts'
import { type Choices, defaultChoice, eachTopic, settled } from './rules.ts'

/** How this member wants to hear of each topic. */
export async function readChoices(ctx: MemberCtx): Promise<Choices> {
  const rows = await ctx.db
    .selectFrom('notificationChoices')
    .select(['topic', 'inApp', 'push', 'email'])
    .where('memberId', '=', ctx.actor.memberId)
    .execute()
  const chosen = new Map(rows.map(({ topic, ...choice }) => [topic, choice]))
  return eachTopic((topic) => chosen.get(topic) ?? defaultChoice)
}

/** Notes how she wants to hear of each topic; what comes as a sign or by mail stands in the app too. */
export function saveChoices(ctx: MemberCtx, choices: Choices): Promise<Result<undefined>> {
  return inTransaction(ctx, async (trx) => {
    if (!can(trx.actor, 'notification.choose', 'author')) return forbidden()
    const { memberId } = trx.actor
    await trx.db
      .insertInto('notificationChoices')
      .values(topics.map((topic) => ({ memberId, topic, ...settled(choices[topic]) })))
      .onConflict((conflict) =>
        conflict.columns(['memberId', 'topic']).doUpdateSet((eb) => ({
          inApp: eb.ref('excluded.inApp'),
          push: eb.ref('excluded.push'),
          email: eb.ref('excluded.email'),
        })),
      )
      .execute()
    return ok()
  })
}

import { sql } from 'kysely'
import type { Ctx } from '../../context.ts'
import { changeLine } from '../../health/change-line.ts'
import { cleaned } from './cleaned.ts'
import { type Command, CommandError } from './command.ts'
import { expectDone } from './refusals.ts'

export const replayCommand: Command = {
  name: 'federation replay',
  summary: 'Sends again what was given up: one delivery, one dead job, or all of a server.',
  words: [{ name: 'what', value: 'ID|HOST', text: 'A delivery, the number of a dead job, or a host.' }],
  options: {},
  async run({ ctx, print }, { what = '' }) {
    const dead = /^\d{1,15}$/.test(what) ? await findDeadDelivery(ctx, Number(what)) : undefined
    if (/^\d{1,15}$/.test(what) && dead === undefined) {
      const revived = await ctx.db
        .updateTable('jobs')
        .set({ deadAt: null, runAt: ctx.clock.now(), attempts: 0 })
        .where('id', '=', Number(what))
        .where('deadAt', 'is not', null)
        .returning(['kind', 'lastFailure'])
        .executeTakeFirst()
      if (!revived) throw new CommandError(`There is no dead job ${what}.`)
      const failure = cleaned(revived.lastFailure ?? 'nothing noted')
      return print(`It waits again (${revived.kind}); it had failed with: ${failure}.`)
    }
    const delivery = await ctx.db
      .selectFrom('deliveries')
      .select(['id', 'host'])
      .where('id', '=', dead ?? what)
      .executeTakeFirst()
    const input = delivery ? { host: delivery.host, deliveryId: delivery.id } : { host: what.toLowerCase() }
    const { count } = expectDone(await changeLine(ctx, { ...input, act: 'replay' }))
    if (delivery && count === 0)
      throw new CommandError(
        'It is not sent again: it is not given up, or what it says does not hold any more.',
      )
    print(count === 1 ? '1 delivery waits again.' : `${count} deliveries wait again.`)
  },
}

/** The delivery that a dead job was to make: it is revived only if what it brings may still go. */
async function findDeadDelivery(ctx: Ctx, id: number): Promise<string | undefined> {
  const row = await ctx.db
    .selectFrom('jobs')
    .select(sql<string>`payload ->> 'deliveryId'`.as('deliveryId'))
    .where('id', '=', id)
    .where('kind', '=', 'deliver')
    .where('deadAt', 'is not', null)
    .executeTakeFirst()
  return row?.deliveryId
}

import type { Ctx, TransactionCtx } from '../context.ts'
import { dayOf, daysFrom } from '../days.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, ok, type Result } from '../result.ts'
import { verifyActs } from './audit.ts'
import { readPrivateKey, sign } from './audit-signature.ts'

const checkpointDays = 30
const keptDays = 2 * 365

export interface KeptRecord {
  /** The act that a checkpoint was made at, if one was due. */
  readonly checkpoint?: number
  readonly pruned: number
}

/**
 * Once a month signs the chain as it stands, and prunes acts that are older than two years up to a signed checkpoint
 * (P13). Signs and prunes nothing of a chain that is broken: what is wrong with it must stay to be seen. Runs often,
 * and may run beside itself.
 */
export async function keepRecord(ctx: Ctx): Promise<Result<KeptRecord>> {
  if (!can(ctx.actor, 'record.keep')) return forbidden()
  const today = dayOf(ctx.clock.now())
  const due = await readDue(ctx)
  if (!due.isDue && due.pruneBelow === undefined) return ok({ pruned: 0 })
  if ((await verifyActs(ctx.db)).brokenAt) return ok({ pruned: 0 })
  const checkpoint = due.isDue ? await makeCheckpoint(ctx, today) : undefined
  const pruned = due.pruneBelow === undefined ? 0 : await prune(ctx, due.pruneBelow)
  return ok({ ...(checkpoint === undefined ? {} : { checkpoint }), pruned })
}

/** Whether a month has passed since the last checkpoint, and the newest one that is two years old, if acts lie below. */
async function readDue(ctx: Ctx): Promise<{ isDue: boolean; pruneBelow?: number }> {
  const now = ctx.clock.now()
  const newest = await ctx.db
    .selectFrom('actCheckpoints')
    .select((eb) => [
      eb.fn.max('day').as('day'),
      eb.fn
        .max('sequence')
        .filterWhere('day', '<=', dayOf(daysFrom(now, -keptDays)))
        .as('old'),
    ])
    .executeTakeFirst()
  const isDue = !newest?.day || newest.day <= dayOf(daysFrom(now, -checkpointDays))
  const old = newest?.old ?? null
  if (old === null) return { isDue }
  const below = await ctx.db
    .selectFrom('moderationActs')
    .select('sequence')
    .where('sequence', '<', old)
    .limit(1)
    .executeTakeFirst()
  return below ? { isDue, pruneBelow: old } : { isDue }
}

async function makeCheckpoint(ctx: Ctx, day: string): Promise<number | undefined> {
  const last = await ctx.db
    .selectFrom('moderationActs')
    .select(['sequence', 'hash'])
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst()
  const privateKey = last && (await readPrivateKey(ctx))
  if (!last || !privateKey) return undefined
  const point = { ...last, day }
  const inserted = await ctx.db
    .insertInto('actCheckpoints')
    .values({ ...point, signature: await sign(privateKey, point) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('sequence')
    .executeTakeFirst()
  return inserted?.sequence
}

/** The act that the checkpoint names stays: the rest of the chain begins with it. */
async function prune(ctx: Ctx, sequence: number): Promise<number> {
  const deleted = await ctx.db
    .deleteFrom('moderationActs')
    .where('sequence', '<', sequence)
    .executeTakeFirst()
  return Number(deleted.numDeletedRows)
}

/**
 * Destroys what the record says of somebody who is erased: the chain stays whole, and its tokens mean nobody any more
 * (P13).
 */
export async function forgetSubject(ctx: Pick<TransactionCtx, 'db'>, subjectId: string): Promise<void> {
  await ctx.db.deleteFrom('actSubjects').where('subjectId', '=', subjectId).execute()
}

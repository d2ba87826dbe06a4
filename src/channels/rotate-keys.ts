import type { Ctx, TransactionCtx } from '../context.ts'
import { dayOf } from '../days.ts'
import { inTransaction } from '../db/transaction.ts'
import { emit } from '../events/outbox.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, ok, type Result } from '../result.ts'
import type { KeyPair, NewKeyPair } from './key-pair.ts'

export interface RotateKeys {
  readonly newKeyPair: NewKeyPair
  /** Somebody else may have the keys: the ones before count for nothing from now on. */
  readonly compromised: boolean
}

interface KeyedActor {
  readonly id: string
  readonly uri: string
  readonly kind: string
  readonly keyUri: string
  readonly publicKeyPem: string
}

/**
 * Gives every actor a new key and tells every server that knows it. Usually the new one has an id of its own, and the
 * one before stays published for 30 days, for those who know only that. Of a compromised key nothing stays; the new one
 * takes over its id, so that whoever remembers keys by id forgets the stolen one with the first thing we send. Gives
 * the number of actors. Refuses: forbidden.
 */
export async function rotateKeys(
  ctx: Ctx,
  { newKeyPair, compromised }: RotateKeys,
): Promise<Result<{ readonly actors: number }>> {
  if (!can(ctx.actor, 'keys.rotate')) return forbidden()
  const actors = await ctx.db
    .selectFrom('actors as actor')
    .innerJoin('actorKeys as key', 'key.actorId', 'actor.id')
    .select(['actor.id', 'actor.uri', 'actor.kind', 'key.keyUri', 'key.publicKeyPem'])
    .where('key.retiredOn', 'is', null)
    .orderBy('actor.id')
    .execute()
  const renewed: { readonly actor: KeyedActor; readonly pair: KeyPair }[] = []
  for (const actor of actors) renewed.push({ actor, pair: await newKeyPair() })
  return inTransaction(ctx, async (trx) => {
    await keepForRecord(trx, actors)
    for (const { actor, pair } of renewed) {
      await (compromised ? replaceKeys(trx, actor, pair) : addKey(trx, actor, pair))
      await emit(trx, { type: 'actor-keys-changed', actorId: actor.id, changeId: trx.random.id() })
    }
    return ok({ actors: renewed.length })
  })
}

async function addKey(ctx: TransactionCtx, { id, uri }: KeyedActor, pair: KeyPair): Promise<void> {
  await ctx.db
    .updateTable('actorKeys')
    .set({ retiredOn: dayOf(ctx.clock.now()) })
    .where('actorId', '=', id)
    .where('retiredOn', 'is', null)
    .execute()
  const keyUri = `${uri}#key-${ctx.random.id().slice(0, 8)}`
  await ctx.db
    .insertInto('actorKeys')
    .values({ actorId: id, keyUri, ...pair })
    .execute()
}

async function replaceKeys(ctx: TransactionCtx, { id, keyUri }: KeyedActor, pair: KeyPair): Promise<void> {
  await ctx.db.deleteFrom('actorKeys').where('actorId', '=', id).execute()
  await ctx.db
    .insertInto('actorKeys')
    .values({ actorId: id, keyUri, ...pair })
    .execute()
}

/** What the moderators' record was signed with: its checkpoints are checked with it for as long as they stand. */
async function keepForRecord(ctx: TransactionCtx, actors: readonly KeyedActor[]): Promise<void> {
  const signers = actors.filter(({ kind }) => kind === 'moderation' || kind === 'instance')
  if (signers.length === 0) return
  const retiredOn = dayOf(ctx.clock.now())
  await ctx.db
    .insertInto('recordKeys')
    .values(signers.map(({ publicKeyPem }) => ({ publicKeyPem, retiredOn })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

import type { TransactionCtx } from '../context.ts'
import { dayOf } from '../days.ts'
import type { DB } from '../db/schema.ts'
import type { KeyPair } from './key-pair.ts'

export interface NewActor {
  readonly kind: DB['actors']['kind']
  readonly username: string
  readonly name: string
  readonly keys: KeyPair
}

/** Writes an actor with its key; the username must be free. Its id says nothing about time or order (P4). */
export async function insertActor(
  ctx: Pick<TransactionCtx, 'db' | 'clock' | 'random' | 'origin'>,
  actor: NewActor,
): Promise<{ readonly id: string; readonly uri: string }> {
  const id = ctx.random.id()
  const uri = `${ctx.origin}/ap/actors/${id}`
  await ctx.db
    .insertInto('actors')
    .values({
      id,
      uri,
      kind: actor.kind,
      preferredUsername: actor.username,
      name: actor.name,
      createdOn: dayOf(ctx.clock.now()),
    })
    .execute()
  const { publicKeyPem, privateKeyPem } = actor.keys
  await ctx.db
    .insertInto('actorKeys')
    .values({ actorId: id, keyUri: `${uri}#main-key`, publicKeyPem, privateKeyPem })
    .execute()
  return { id, uri }
}

import type { Ctx, TransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { lockNames } from '../members/lock-names.ts'
import { ok, type Result } from '../result.ts'
import { insertActor } from './insert-actor.ts'
import type { KeyPair, NewKeyPair } from './key-pair.ts'
import { isFreeName } from './usernames.ts'

export interface FirstChannel {
  readonly slug: string
  readonly name: string
  readonly kind: 'open' | 'allied'
  /** BCP 47. */
  readonly language: string
}

export interface CommunityActorNames {
  /** Shown with everything that is published in the community's own voice. */
  readonly voice: { readonly username: string; readonly name: string }
  readonly channels: readonly FirstChannel[]
}

/**
 * Makes the actors that a community speaks through, once: the instance (`Application`), its voice and its moderation
 * (`Service`), and the first channels. Safe to call at every start and from several processes; does nothing when
 * they exist. Keys are made before the transaction. A username that a member bears gets an ending.
 */
export async function createCommunityActors(
  ctx: Ctx,
  { newKeyPair, names }: { readonly newKeyPair: NewKeyPair; readonly names: CommunityActorNames },
): Promise<Result<undefined>> {
  if (await exist(ctx)) return ok()
  const actors = [
    { kind: 'instance', username: 'instance', name: names.voice.name, keys: await newKeyPair() },
    { kind: 'voice', ...names.voice, keys: await newKeyPair() },
    { kind: 'moderation', username: 'moderation', name: names.voice.name, keys: await newKeyPair() },
  ] as const
  const channels: (FirstChannel & { keys: KeyPair })[] = []
  for (const channel of names.channels) channels.push({ ...channel, keys: await newKeyPair() })

  return inTransaction(ctx, async (trx) => {
    await lockNames(trx)
    if (await exist(trx)) return ok()
    for (const actor of actors) {
      await insertActor(trx, { ...actor, username: await freeUsername(trx, actor.username) })
    }
    for (const { slug, name, kind, language, keys } of channels) {
      await insertChannel(trx, { slug: await freeUsername(trx, slug), name, kind, language, keys })
    }
    return ok()
  })
}

async function exist(ctx: Pick<Ctx, 'db'>): Promise<boolean> {
  const row = await ctx.db.selectFrom('actors').select('id').where('kind', '=', 'instance').executeTakeFirst()
  return row !== undefined
}

async function freeUsername(ctx: TransactionCtx, wished: string): Promise<string> {
  let username = wished
  while (!(await isFreeName(ctx, { username, name: username }))) {
    username = `${wished.slice(0, 25)}_${ctx.random.id().slice(0, 4)}`
  }
  return username
}

/** Writes a channel with its `Group` actor; the slug is the actor's username and must be free. */
export async function insertChannel(
  ctx: TransactionCtx,
  channel: FirstChannel & { readonly keys: KeyPair },
): Promise<{ readonly channelId: string }> {
  const { slug, name, kind, language, keys } = channel
  const actor = await insertActor(ctx, { kind: 'channel', username: slug, name, keys })
  const channelId = ctx.random.id()
  await ctx.db
    .insertInto('channels')
    .values({ id: channelId, actorId: actor.id, slug, kind, language })
    .execute()
  return { channelId }
}

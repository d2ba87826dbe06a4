import type { CryptographicKey } from '@fedify/vocab'
import type { Clock } from '../../ports.ts'
import type { RemoteActorRecord } from '../remote/remote-actor-record.ts'

/** Somebody elsewhere with the key that she signs with, ready to verify. */
export interface Signer {
  readonly actor: RemoteActorRecord
  readonly key: CryptographicKey
}

/** Spares the database for those who send much. Of a key that was replaced nothing is left. */
export interface SignerCache {
  /** Undefined when unknown, or known for too long. */
  get(keyId: string): Signer | undefined
  set(keyId: string, signer: Signer): void
  /** Drops every key of an actor. */
  forget(actorUri: string): void
}

/** A key that another process saw replaced counts no longer than this here. */
const lifeMilliseconds = 60_000
const mostSigners = 1_000

/** In memory, with at most 1,000 keys for a minute each; those that came first go first. */
export function createSignerCache(clock: Clock): SignerCache {
  const known = new Map<string, Signer & { readonly until: number }>()
  return {
    get(keyId) {
      const found = known.get(keyId)
      if (found && found.until > clock.now().getTime()) return found
      known.delete(keyId)
      return undefined
    },
    set(keyId, signer) {
      const [first] = known.keys()
      if (known.size >= mostSigners && first !== undefined) known.delete(first)
      known.set(keyId, { ...signer, until: clock.now().getTime() + lifeMilliseconds })
    },
    forget(actorUri) {
      for (const [keyId, { actor }] of known) if (actor.uri === actorUri) known.delete(keyId)
    },
  }
}

import type { Kysely, Transaction } from 'kysely'
import type { DB } from './db/schema.ts'
import type { Clock, ImageProcessor, PassphraseHasher, Random } from './ports.ts'

export type Database = Kysely<DB>
export type DatabaseTransaction = Transaction<DB>

export type Role = 'moderator' | 'caseworker' | 'admin'

/** Whoever acts. A member is never an ActivityPub actor; a remote actor is never a member (P1). */
export type Actor =
  | { readonly kind: 'guest' }
  | { readonly kind: 'member'; readonly memberId: string; readonly roles: readonly Role[] }
  | { readonly kind: 'remote'; readonly uri: string; readonly host: string }
  | { readonly kind: 'system' }

export type MemberActor = Extract<Actor, { kind: 'member' }>
export type RemoteActor = Extract<Actor, { kind: 'remote' }>

/** What every use case and query is handed: nothing is global, nothing is ambient. */
export interface Ctx {
  readonly db: Database
  readonly actor: Actor
  readonly clock: Clock
  readonly random: Random
  readonly hasher: PassphraseHasher
  readonly images: ImageProcessor
  /** Scheme and authority of this community, without a trailing slash; pinned in the database. */
  readonly origin: string
}

/** The same context inside a transaction. */
export type TransactionCtx = Omit<Ctx, 'db'> & { readonly db: DatabaseTransaction }

/** The context of a signed-in member: use cases that need one say so in their type. */
export type MemberCtx = Ctx & { readonly actor: MemberActor }
export type MemberTransactionCtx = TransactionCtx & { readonly actor: MemberActor }

export const isModerator = (actor: Actor): boolean =>
  actor.kind === 'member' && actor.roles.includes('moderator')

export const isAdmin = (actor: Actor): boolean => actor.kind === 'member' && actor.roles.includes('admin')

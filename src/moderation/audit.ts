import type { Ctx } from '../context.ts'
import { sha256 } from '../hashing.ts'
import { isSigned, readPublicKeys } from './audit-signature.ts'

/** What can be wrong with the record, said of the first act where it shows. */
export type ActFault =
  /** Acts before this one are gone, and no signed checkpoint says what they were. */
  | 'beginning-missing'
  /** The act before it is gone. */
  | 'gap'
  /** It does not follow from the act before it. */
  | 'previous-hash'
  /** Its own words do not give its hash: it was changed. */
  | 'hash'
  /** A checkpoint was signed over something else. */
  | 'checkpoint-hash'
  /** The signature of the checkpoint is not of this community. */
  | 'checkpoint-signature'
  /** The record ends before what was signed. */
  | 'end-missing'

export interface AuditVerdict {
  /** How many acts were held against the chain, the broken one included. */
  readonly acts: number
  /** The last act that the chain is whole up to; 0 when there is none. */
  readonly upTo: number
  readonly brokenAt?: { readonly sequence: number; readonly fault: ActFault }
}

interface Checkpoint {
  readonly sequence: number
  readonly hash: string
  readonly day: string
  readonly signature: string
}

interface Act {
  readonly sequence: number
  readonly act: string
  readonly token: string
  readonly day: string
  readonly previousHash: string
  readonly hash: string
}

const batch = 2_000

/**
 * Walks the record and names the first act at which it is broken (P13). It starts at the very first act, or at the
 * checkpoint below which older ones were pruned; with `sinceCheckpoint` at the newest signed checkpoint, which is
 * enough for a page that is looked at often. Reads one state of the database, so that acts may be added meanwhile.
 */
export async function verifyActs(
  db: Ctx['db'],
  { sinceCheckpoint = false }: { readonly sinceCheckpoint?: boolean } = {},
): Promise<AuditVerdict> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      const checkpoints = await trx.selectFrom('actCheckpoints').selectAll().orderBy('sequence').execute()
      const publicKeys = checkpoints.length > 0 ? await readPublicKeys({ db: trx }) : []
      const start = sinceCheckpoint ? await newestSigned(checkpoints, publicKeys) : 0
      let state: Walk = { acts: 0, upTo: 0 }
      for (let from = start; ; ) {
        const acts = await trx
          .selectFrom('moderationActs')
          .selectAll()
          .where('sequence', '>=', from)
          .orderBy('sequence')
          .limit(batch)
          .execute()
        for (const act of acts) {
          state = await step(state, act, checkpoints, publicKeys)
          if (state.brokenAt) return verdictOf(state)
        }
        if (acts.length < batch) break
        from = state.upTo + 1
      }
      const last = checkpoints.at(-1)
      return last && last.sequence > state.upTo
        ? { ...verdictOf(state), brokenAt: { sequence: state.upTo + 1, fault: 'end-missing' } }
        : verdictOf(state)
    })
}

interface Walk extends AuditVerdict {
  readonly hash?: string
}

const verdictOf = ({ hash: _, ...verdict }: Walk): AuditVerdict => verdict

async function step(
  before: Walk,
  act: Act,
  checkpoints: readonly Checkpoint[],
  publicKeys: readonly CryptoKey[],
): Promise<Walk> {
  const acts = before.acts + 1
  const checkpoint = checkpoints.find(({ sequence }) => sequence === act.sequence)
  const fault = await faultOf(before, act, checkpoint, publicKeys)
  return fault
    ? { acts, upTo: before.upTo, brokenAt: { sequence: act.sequence, fault } }
    : { acts, upTo: act.sequence, hash: act.hash }
}

async function faultOf(
  before: Walk,
  act: Act,
  checkpoint: Checkpoint | undefined,
  publicKeys: readonly CryptoKey[],
): Promise<ActFault | undefined> {
  const isFirstRead = before.acts === 0
  if (isFirstRead && act.sequence !== 1 && !checkpoint) return 'beginning-missing'
  if (isFirstRead && act.sequence === 1 && act.previousHash !== '') return 'previous-hash'
  if (!isFirstRead && act.sequence !== before.upTo + 1) return 'gap'
  if (!isFirstRead && act.previousHash !== before.hash) return 'previous-hash'
  const { sequence, act: name, token, day, previousHash } = act
  if (act.hash !== (await sha256([sequence, name, token, day, previousHash].join('\n')))) return 'hash'
  if (!checkpoint) return undefined
  if (checkpoint.hash !== act.hash) return 'checkpoint-hash'
  return (await isSigned(publicKeys, checkpoint)) ? undefined : 'checkpoint-signature'
}

/** Where the newest checkpoint stands whose signature holds; 0, the beginning, when there is none. */
async function newestSigned(
  checkpoints: readonly Checkpoint[],
  publicKeys: readonly CryptoKey[],
): Promise<number> {
  for (const checkpoint of checkpoints.toReversed()) {
    if (await isSigned(publicKeys, checkpoint)) return checkpoint.sequence
  }
  return 0
}

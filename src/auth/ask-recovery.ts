import { sql } from 'kysely'
import type { Ctx, TransactionCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { sha256 } from '../hashing.ts'
import { typedNameKey } from '../members/names.ts'
import { notify } from '../notifications/notify.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, invalid, ok, type Result, refuse } from '../result.ts'
import { admit, type Knock } from './admit.ts'
import { recoverable, runningRecovery } from './recovery-rules.ts'

export interface AskRecovery extends Omit<Knock, 'account'> {
  readonly signInName: string
}

/**
 * Asks a moderator and the woman she named for a new passphrase, and gives the code to look up what became of it. A
 * row is written and somebody is told, or nobody by the same statements, whether or not the name exists (P14). Only
 * one runs for an account: asking again replaces one that nobody has agreed to, and changes nothing about another.
 * What is replaced looks like the request for a name that nobody has. Refuses an empty name, and more than ten an hour.
 */
export async function askRecovery(ctx: Ctx, input: AskRecovery): Promise<Result<{ code: string }>> {
  if (!can(ctx.actor, 'recovery.ask')) return forbidden()
  if (input.signInName === '') return refuse(invalid('signInName', 'recovery.ask.nameEmpty'))
  const signInNameKey = typedNameKey(input.signInName)
  const admitted = await admit(ctx, 'recovery', { ...input, account: `ask ${signInNameKey}` })
  if (!admitted.ok) return admitted
  const code = ctx.random.token()
  const codeHash = await sha256(code)
  return inTransaction(ctx, async (trx) => {
    // Stands for whoever is not there, so that every statement below runs all the same.
    const nobody = trx.random.id()
    const found = await holdAccount(trx, signInNameKey)
    const { wasAsked, isUnderWay } = await replaceEarlier(trx, found?.id ?? nobody)
    const account = isUnderWay ? undefined : found
    await trx.db
      .insertInto('recoveries')
      .values({
        id: trx.random.id(),
        codeHash,
        memberId: account?.id ?? null,
        helperId: account?.helperId ?? null,
        askedAt: trx.clock.now(),
      })
      .execute()
    await tell(trx, wasAsked ? undefined : account?.helperId, nobody)
    return ok({ code })
  })
}

/** The account of a name, locked, with the one she named if she can answer. */
const holdAccount = (
  { db }: Pick<TransactionCtx, 'db'>,
  signInNameKey: string,
): Promise<{ id: string; helperId: string | null } | undefined> =>
  db
    .selectFrom('members as m')
    .innerJoin('credentials', 'credentials.memberId', 'm.id')
    .select('m.id')
    .select(
      sql<string | null>`(select named.helper_id from recovery_helpers named
        join members helping on helping.id = named.helper_id and helping.status = 'active'
        where named.member_id = m.id)`.as('helperId'),
    )
    .where('credentials.signInNameKey', '=', signInNameKey)
    .where('m.status', 'in', recoverable)
    .forNoKeyUpdate('m')
    .executeTakeFirst()

/** Cuts a request that nobody agreed to off from its account; one that somebody agreed to goes on. */
async function replaceEarlier(
  { db, clock }: Pick<TransactionCtx, 'db' | 'clock'>,
  memberId: string,
): Promise<{ readonly wasAsked: boolean; readonly isUnderWay: boolean }> {
  const replaced = await db
    .updateTable('recoveries as r')
    .set({ memberId: null, helperId: null })
    .where('r.memberId', '=', memberId)
    .where('r.helperAgreedAt', 'is', null)
    .where('r.moderatorAgreedAt', 'is', null)
    .where('r.opensAt', 'is', null)
    .where(runningRecovery('r', clock.now()))
    .returning('r.id')
    .execute()
  const underWay = await db
    .selectFrom('recoveries as r')
    .select('r.id')
    .where('r.memberId', '=', memberId)
    .where(runningRecovery('r', clock.now()))
    .executeTakeFirst()
  return { wasAsked: replaced.length > 0, isUnderWay: underWay !== undefined }
}

/** Tells the one she named, once; or goes through the same motions. */
async function tell(trx: TransactionCtx, helperId: string | null | undefined, nobody: string): Promise<void> {
  await notify(trx, { kind: 'recovery-asked', memberIds: [helperId ?? nobody] })
}

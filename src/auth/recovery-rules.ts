import { type RawBuilder, sql } from 'kysely'
import { daysFrom } from '../days.ts'

/** Between the second yes and a new passphrase, in days: long enough that whoever is signed in can stop it. */
export const delayDays = 1

/** What nobody agreed to is over after this many days. */
export const recoveryDays = 30

/** A link that the operator makes works for this many days. */
const linkDays = 1

/** Accounts that may come in again; a frozen one may not, and gets the answer of a name that nobody has. */
export const recoverable = ['active', 'suspended', 'expelled'] as const

/**
 * True for recoveries that are not over, from the alias of a row. A link of the operator's opened when it was made, and
 * is over sooner.
 */
export function runningRecovery(alias: string, now: Date): RawBuilder<boolean> {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  return sql<boolean>`(${column('stopped_at')} is null and ${column('finished_at')} is null
    and ${column('asked_at')} > case when ${column('opens_at')} = ${column('asked_at')}
      then ${daysFrom(now, -linkDays)}::timestamptz else ${daysFrom(now, -recoveryDays)}::timestamptz end)`
}

/** Who has to say yes: the woman she named and a moderator; if she named nobody, two moderators. */
export interface Agreements {
  readonly helperId: string | null
  readonly helperAgreedAt: Date | null
  readonly moderatorAgreedAt: Date | null
  readonly secondAgreedAt: Date | null
}

export const isAgreed = (agreements: Agreements): boolean =>
  agreements.moderatorAgreedAt !== null &&
  (agreements.helperId === null ? agreements.secondAgreedAt : agreements.helperAgreedAt) !== null

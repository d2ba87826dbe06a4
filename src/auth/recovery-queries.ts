import { type RawBuilder, sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { couldBeId } from '../ids.ts'
import { can } from '../policy/permissions.ts'
import { type Agreements, isAgreed, runningRecovery } from './recovery-rules.ts'

export interface RecoveryView {
  readonly id: string
  /** Whose account it is, by the name that others see. */
  readonly name: string
  readonly askedAt: Date
  /** Once everybody agreed: when a new passphrase can be chosen. */
  readonly opensAt: Date | null
  /** She who reads it has said yes. */
  readonly iAgreed: boolean
  /** A yes of hers would change something. */
  readonly isMyTurn: boolean
}

export interface RecoveryForModerators extends RecoveryView {
  /** Whether she named somebody, and whether that one said yes; who it is stays between the two. */
  readonly helper: 'none' | 'waiting' | 'agreed'
  readonly hasModerator: boolean
  /** The reader is the one she named: her word counts there, not here. */
  readonly isNamed: boolean
}

interface Row extends Agreements {
  readonly id: string
  readonly name: string
  readonly askedAt: Date
  readonly opensAt: Date | null
  readonly moderatorId: string | null
  readonly secondModeratorId: string | null
}

const readRows = async (
  ctx: MemberCtx,
  { where, limit }: { readonly where: RawBuilder<boolean>; readonly limit: number },
): Promise<Row[]> => {
  const { rows } = await sql<Row>`
    select r.id, owner.display_name as name, r.asked_at, r.opens_at, r.helper_id, r.helper_agreed_at,
      r.moderator_id, r.moderator_agreed_at, r.second_moderator_id, r.second_agreed_at
    from recoveries r join members owner on owner.id = r.member_id
    where owner.id <> ${ctx.actor.memberId} and ${runningRecovery('r', ctx.clock.now())} and ${where}
    order by r.asked_at, r.id limit ${limit}`.execute(ctx.db)
  return rows
}

const most = 50

/** Everything that runs, with what is agreed already: a yes can be taken back until it opens. Moderators only. */
export async function listRecoveries(ctx: MemberCtx): Promise<RecoveryForModerators[]> {
  if (!can(ctx.actor, 'recovery.answer')) return []
  const rows = await readRows(ctx, { where: sql<boolean>`true`, limit: most })
  return rows.map((row) => forModerators(ctx, row))
}

/** One recovery as a moderator sees it; undefined when it is over, when it is her own, and for everybody else. */
export async function readRecovery(
  ctx: MemberCtx,
  recoveryId: string,
): Promise<RecoveryForModerators | undefined> {
  if (!can(ctx.actor, 'recovery.answer') || !couldBeId(recoveryId)) return undefined
  const [row] = await readRows(ctx, { where: sql<boolean>`r.id = ${recoveryId}`, limit: 1 })
  return row && forModerators(ctx, row)
}

function forModerators(ctx: MemberCtx, row: Row): RecoveryForModerators {
  const { memberId } = ctx.actor
  const iAgreed = row.moderatorId === memberId || row.secondModeratorId === memberId
  const isNamed = row.helperId === memberId
  const needsModerator =
    row.moderatorAgreedAt === null || (row.helperId === null && row.secondAgreedAt === null)
  return {
    ...viewOf(row),
    iAgreed,
    isMyTurn: !iAgreed && !isNamed && needsModerator,
    helper: row.helperId === null ? 'none' : row.helperAgreedAt === null ? 'waiting' : 'agreed',
    hasModerator: row.moderatorAgreedAt !== null,
    isNamed,
  }
}

/** What waits for the word of the reader, because she was named; agreed ones until they open. */
export async function listAskedOfMe(ctx: MemberCtx): Promise<RecoveryView[]> {
  if (!can(ctx.actor, 'recovery.answer', 'allowed')) return []
  const rows = await readRows(ctx, { where: sql<boolean>`r.helper_id = ${ctx.actor.memberId}`, limit: most })
  return rows.map(forHelper)
}

/** One of those; undefined for whoever was not named. */
export async function readAskedOfMe(ctx: MemberCtx, recoveryId: string): Promise<RecoveryView | undefined> {
  if (!can(ctx.actor, 'recovery.answer', 'allowed') || !couldBeId(recoveryId)) return undefined
  const where = sql<boolean>`r.id = ${recoveryId} and r.helper_id = ${ctx.actor.memberId}`
  const [row] = await readRows(ctx, { where, limit: 1 })
  return row && forHelper(row)
}

const forHelper = (row: Row): RecoveryView => {
  const iAgreed = row.helperAgreedAt !== null
  return { ...viewOf(row), iAgreed, isMyTurn: !iAgreed }
}

const viewOf = (row: Row) => ({
  id: row.id,
  name: row.name,
  askedAt: row.askedAt,
  opensAt: isAgreed(row) ? row.opensAt : null,
})

export interface OwnRecovery {
  /** When a new passphrase was asked for, once anybody said yes to it; before that nobody tells her. */
  readonly askedAt: Date | null
  /** When somebody can choose a new passphrase for her account; from then on it can still be stopped. */
  readonly opensAt: Date | null
  /** How many printed codes are left. */
  readonly codes: number
  /** The one she named, by the name others see; null for nobody, and for one who is not active any more. */
  readonly helper: string | null
  /** How many wait for her own word. */
  readonly askedOfMe: number
}

/** What a member's own pages say about recovery, in one statement. */
export async function readOwnRecovery(ctx: MemberCtx): Promise<OwnRecovery> {
  const { memberId } = ctx.actor
  const running = runningRecovery('r', ctx.clock.now())
  const { rows } = await sql<OwnRecovery>`select
    (select min(r.asked_at) from recoveries r where r.member_id = ${memberId} and ${running}
      and coalesce(r.helper_agreed_at, r.moderator_agreed_at, r.opens_at) is not null) as asked_at,
    (select min(r.opens_at) from recoveries r where r.member_id = ${memberId} and ${running}) as opens_at,
    (select count(*)::int from recovery_codes where member_id = ${memberId}) as codes,
    (select helping.display_name from recovery_helpers named
      join members helping on helping.id = named.helper_id and helping.status = 'active'
      where named.member_id = ${memberId}) as helper,
    (select count(*)::int from recoveries r where r.helper_id = ${memberId} and r.helper_agreed_at is null
      and r.member_id is not null and ${running}) as asked_of_me`.execute(ctx.db)
  return rows[0] ?? { askedAt: null, opensAt: null, codes: 0, helper: null, askedOfMe: 0 }
}

import type { Selectable } from 'kysely'
import type { Ctx, MemberCtx } from '../context.ts'
import type { DB } from '../db/schema.ts'
import { couldBeId } from '../ids.ts'
import { can } from '../policy/permissions.ts'
import { anotherAnswers } from './another-answers.ts'
import { mayBeAppealed } from './appeal-sanction.ts'
import { isForHelper } from './freeze-queries.ts'
import { isRunning } from './settle-status.ts'

export interface SanctionView {
  readonly id: string
  readonly kind: Selectable<DB['sanctions']>['kind']
  readonly reason: string
  readonly createdAt: Date
  readonly endsAt: Date | null
  readonly liftedAt: Date | null
  readonly isRunning: boolean
  readonly appeal: string | null
  /** The moderators' word: to her appeal, or on lifting. */
  readonly appealAnswer: string | null
  readonly upheld: boolean | null
  /** She can ask the moderators to look again. */
  readonly mayAppeal: boolean
}

/** More than a year brings anybody. */
const mostSanctions = 30

/** The decisions about a member, the newest first, as long as they are kept. */
export async function readSanctions(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  memberId: string,
): Promise<readonly SanctionView[]> {
  const now = ctx.clock.now()
  const rows = await ctx.db
    .selectFrom('sanctions as s')
    .select(['s.id', 's.kind', 's.reason', 's.createdAt', 's.endsAt', 's.liftedAt'])
    .select(['s.appeal', 's.appealAnswer', 's.upheld'])
    .select(isRunning('s', now).as('isRunning'))
    .where('s.memberId', '=', memberId)
    .orderBy('s.createdAt', 'desc')
    .orderBy('s.id')
    .limit(mostSanctions)
    .execute()
  return rows.map((row) => ({ ...row, mayAppeal: row.appeal === null && mayBeAppealed(row, now) }))
}

export interface OwnStanding {
  readonly status: Selectable<DB['members']>['status']
  readonly sanctions: readonly SanctionView[]
  /** Freezes that wait for this member's word, because she was named for a recovery. */
  readonly toConfirm: readonly { readonly id: string; readonly name: string }[]
  /** Posts of hers of which two moderators learnt that she wrote them, while the link lasts. */
  readonly unmasked: readonly { readonly postId: string; readonly at: Date }[]
}

/** What was decided about a member herself, for her own eyes; asked with the id that her session gave. */
export async function readOwnStanding(ctx: Ctx, memberId: string): Promise<OwnStanding | undefined> {
  if (!can(ctx.actor, 'sanction.read', 'author')) return undefined
  const member = await ctx.db
    .selectFrom('members')
    .select('status')
    .where('id', '=', memberId)
    .executeTakeFirst()
  if (!member) return undefined
  const sanctions = await readSanctions(ctx, memberId)
  const { status } = member
  if (status !== 'active') return { status, sanctions, toConfirm: [], unmasked: [] }
  const [toConfirm, unmasked] = [await readToConfirm(ctx, memberId), await readUnmasked(ctx, memberId)]
  return { status, sanctions, toConfirm, unmasked }
}

async function readUnmasked(ctx: Ctx, memberId: string) {
  const rows = await ctx.db
    .selectFrom('anonymousAuthors as a')
    .innerJoin('unmaskings as u', 'u.postId', 'a.postId')
    .select(['a.postId', 'u.decidedAt as at'])
    .where('a.memberId', '=', memberId)
    .where('u.agreedBy', 'is not', null)
    .where('u.refused', '=', false)
    .orderBy('u.decidedAt', 'desc')
    .limit(10)
    .execute()
  return rows.flatMap(({ postId, at }) => (at === null ? [] : [{ postId, at }]))
}

async function readToConfirm(ctx: Ctx, helperId: string) {
  return ctx.db
    .selectFrom('recoveryHelpers as h')
    .innerJoin('freezes as f', 'f.memberId', 'h.memberId')
    .innerJoin('members as m', 'm.id', 'f.memberId')
    .select(['f.id', 'm.displayName as name'])
    .where('h.helperId', '=', helperId)
    .where('f.liftedAt', 'is', null)
    .where('m.status', '=', 'frozen')
    .where(isForHelper)
    .limit(10)
    .execute()
}

export interface AppealView extends SanctionView {
  readonly memberId: string
  readonly memberName: string
  readonly appealedAt: Date
  /** Why the reader cannot answer it; null when she can. */
  readonly closed: 'decided' | 'oneself' | 'anotherDecides' | null
}

/** An appeal with the decision that it is about; undefined for everybody but moderators. */
export async function readAppeal(ctx: MemberCtx, sanctionId: string): Promise<AppealView | undefined> {
  if (!can(ctx.actor, 'appeal.decide') || !couldBeId(sanctionId)) return undefined
  const row = await ctx.db
    .selectFrom('sanctions as s')
    .innerJoin('members as m', 'm.id', 's.memberId')
    .select(['s.id', 's.kind', 's.reason', 's.createdAt', 's.endsAt', 's.liftedAt'])
    .select(['s.appeal', 's.appealAnswer', 's.upheld', 's.appealedAt', 's.appealDecidedAt'])
    .select(['m.id as memberId', 'm.displayName as memberName'])
    .select(anotherAnswers(ctx, 's').as('isForAnother'))
    .select(isRunning('s', ctx.clock.now()).as('isRunning'))
    .where('s.id', '=', sanctionId)
    .executeTakeFirst()
  if (!row || row.appealedAt === null) return undefined
  const { appealDecidedAt, appealedAt, isForAnother, ...view } = row
  const isOwn = view.memberId === ctx.actor.memberId
  const refused = isOwn ? 'oneself' : isForAnother ? 'anotherDecides' : null
  return { ...view, appealedAt, closed: appealDecidedAt === null ? refused : 'decided', mayAppeal: false }
}

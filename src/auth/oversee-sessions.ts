import type { Ctx } from '../context.ts'
import { can } from '../policy/permissions.ts'
import { forbidden, ok, type Result } from '../result.ts'

export interface SessionOverview {
  /** The beginning of the stored hash: enough to tell sessions apart, worthless for signing in. */
  readonly id: string
  readonly displayName: string
  readonly endsAt: Date
}

export const overseenIdLength = 12

/** Every session there is, for an operator; of nobody's device, place or habits is anything known (P6). */
export async function listSessions(ctx: Ctx): Promise<Result<readonly SessionOverview[]>> {
  if (!can(ctx.actor, 'session.oversee')) return forbidden()
  const rows = await ctx.db
    .selectFrom('sessions')
    .innerJoin('members', 'members.id', 'sessions.memberId')
    .select(['sessions.idHash', 'members.displayName', 'sessions.expiresAt'])
    .where('sessions.expiresAt', '>', ctx.clock.now())
    .orderBy('members.displayName')
    .orderBy('sessions.expiresAt')
    .execute()
  return ok(
    rows.map(({ idHash, displayName, expiresAt }) => ({
      id: idHash.slice(0, overseenIdLength),
      displayName,
      endsAt: expiresAt,
    })),
  )
}

/** What an operator ends: one session by the beginning of its hash, all of one member, or every one. */
export type SessionsToEnd =
  | { readonly sessionId: string }
  | { readonly displayNameKey: string }
  | { readonly everybody: true }

/** Ends sessions for an operator. Gives how many; none for an id or a name that is not there. */
export async function endSessions(ctx: Ctx, which: SessionsToEnd): Promise<Result<{ ended: number }>> {
  if (!can(ctx.actor, 'session.oversee')) return forbidden()
  const deleted = await ctx.db
    .deleteFrom('sessions')
    .$if('sessionId' in which, (query) =>
      query.where((eb) =>
        eb(
          eb.fn<string>('left', ['idHash', eb.val(overseenIdLength)]),
          '=',
          'sessionId' in which ? which.sessionId : '',
        ),
      ),
    )
    .$if('displayNameKey' in which, (query) =>
      query.where('memberId', 'in', (eb) =>
        eb
          .selectFrom('members')
          .select('id')
          .where('displayNameKey', '=', 'displayNameKey' in which ? which.displayNameKey : ''),
      ),
    )
    .executeTakeFirst()
  return ok({ ended: Number(deleted.numDeletedRows) })
}

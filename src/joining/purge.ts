import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '../context.ts'
import { dayOf, daysFrom } from '../days.ts'
import { decidedDays, waitingDays } from './rules.ts'

/**
 * True for an application whose time is not over: it waits, it was decided a while ago, or it was declined and the day
 * on which she may ask again was not long ago. `alias` is a row of applications.
 */
export function keptApplication(alias: string, now: Date): RawBuilder<boolean> {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  const decidedBefore = daysFrom(now, -decidedDays)
  return sql<boolean>`coalesce(case ${column('state')}
    when 'waiting' then ${column('created_at')} > ${daysFrom(now, -waitingDays)}
    else ${column('decided_at')} > ${decidedBefore}
      or coalesce(${column('ask_again_on')} > ${dayOf(decidedBefore)}::date, false) end, false)`
}

/** Applications whose time is over, to be deleted. */
export const overApplications = ({ db, clock }: Pick<Ctx, 'db' | 'clock'>) =>
  db.deleteFrom('applications').where(sql<boolean>`not ${keptApplication('applications', clock.now())}`)

/** Invites that let nobody in any more, to be deleted once no decision is left for which it matters who invited. */
export const overInvites = ({ db, clock }: Pick<Ctx, 'db' | 'clock'>) =>
  db
    .deleteFrom('invites')
    .where('expiresAt', '<=', clock.now())
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(selectFrom('applications').select('id').whereRef('applications.inviteId', '=', 'invites.id')),
      ),
    )

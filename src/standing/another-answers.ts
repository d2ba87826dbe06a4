import { type RawBuilder, sql } from 'kysely'
import type { MemberCtx } from '../context.ts'

type Reader = Pick<MemberCtx, 'actor'>

/** Those who can act in the role now. */
const activeModerators = sql`select 1 from member_roles office join members officer on officer.id = office.member_id
  where office.role = 'moderator' and officer.status = 'active'`

/**
 * True for decisions about members that the reader made and that another moderator, beside whom they are about, can
 * look at again: then an appeal is for her. `alias` is a row of sanctions.
 */
export const anotherAnswers = ({ actor }: Reader, alias: string): RawBuilder<boolean> =>
  sql<boolean>`(${sql.ref(`${alias}.moderator_id`)} is not distinct from ${actor.memberId}
    and exists (${activeModerators}
      and officer.id <> ${actor.memberId} and officer.id <> ${sql.ref(`${alias}.member_id`)}))`

/**
 * The same of limits that came through an anonymous post: whoever it is about counts like everybody else, or it would
 * tell who wrote it (P8). `alias` is a row of post_sanctions.
 */
export const anotherAnswersLimit = ({ actor }: Reader, alias: string): RawBuilder<boolean> =>
  sql<boolean>`(exists (select 1 from act_subjects limited
      join moderation_acts act on act.token = limited.token and act.act = 'anonymous-limited'
      where limited.subject_id = ${sql.ref(`${alias}.post_id`)} and limited.moderator_id = ${actor.memberId})
    and exists (${activeModerators} and officer.id <> ${actor.memberId}))`

import { type RawBuilder, sql } from 'kysely'
import type { Ctx, MemberCtx } from '../context.ts'
import { sha256 } from '../hashing.ts'
import { can } from '../policy/permissions.ts'

/** True for an active member who may invite: a moderator, or as the community's setting or her own grant allows. */
const allowedToInvite = (memberId: RawBuilder<string>): RawBuilder<boolean> =>
  sql<boolean>`(exists (select 1 from members inviting where inviting.id = ${memberId} and inviting.status = 'active')
    and (exists (select 1 from member_roles inviting_role
        where inviting_role.member_id = ${memberId} and inviting_role.role = 'moderator')
      or exists (select 1 from community invite_setting
        where invite_setting.invite_policy = 'members'
          or (invite_setting.invite_policy = 'allowed' and exists (select 1 from member_grants inviting_grant
            where inviting_grant.member_id = ${memberId} and inviting_grant.permission = 'invite')))))`

/** Whether she may make invites now. */
export async function mayInvite(ctx: MemberCtx): Promise<boolean> {
  if (can(ctx.actor, 'invite.create')) return true
  if (!can(ctx.actor, 'invite.create', 'allowed')) return false
  const { rows } = await sql<{ isAllowed: boolean }>`
    select ${allowedToInvite(sql<string>`${ctx.actor.memberId}`)} as is_allowed`.execute(ctx.db)
  return rows[0]?.isAllowed ?? false
}

/** True for invites that let somebody ask: not used up, revoked or over, from somebody who may still invite. */
export const openInvite = (alias: string, now: Date): RawBuilder<boolean> => {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  return sql<boolean>`(${column('uses_left')} > 0 and ${column('revoked_at')} is null
    and ${column('expires_at')} > ${now} and ${allowedToInvite(sql<string>`${column('created_by')}`)})`
}

/**
 * Whether a link lets somebody ask. Looking uses nothing up. One that never was, and one that is over, used up or
 * revoked, get the same answer by the same statement (P14).
 */
export async function isInviteOpen(ctx: Pick<Ctx, 'db' | 'clock'>, token: string): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('invites')
    .select('id')
    .where('tokenHash', '=', await sha256(token))
    .where(openInvite('invites', ctx.clock.now()))
    .executeTakeFirst()
  return row !== undefined
}

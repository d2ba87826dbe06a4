import { type RawBuilder, sql } from 'kysely'
import type { MemberCtx } from '../context.ts'
import { shownName } from '../members/shown-name.ts'
import { can } from '../policy/permissions.ts'
import { openInvite } from './invite-policy.ts'

export interface InviteView {
  readonly id: string
  /** Who made it; null for somebody whose name is not shown. */
  readonly by: string | null
  readonly uses: number
  readonly usesLeft: number
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly state: 'open' | 'usedUp' | 'over' | 'revoked'
}

/** More than one member can have open at a time, and what is over is deleted. */
const mostShown = 100

/** The invites she made, the newest first. */
export const listOwnInvites = (ctx: MemberCtx): Promise<InviteView[]> =>
  readInvites(ctx, sql<boolean>`invite.created_by = ${ctx.actor.memberId}`)

/** The open invites of everybody else, for moderators; nothing for others. */
export async function listOthersInvites(ctx: MemberCtx): Promise<InviteView[]> {
  if (!can(ctx.actor, 'invite.read-all')) return []
  return readInvites(
    ctx,
    sql<boolean>`invite.created_by <> ${ctx.actor.memberId} and ${openInvite('invite', ctx.clock.now())}`,
  )
}

async function readInvites(ctx: MemberCtx, which: RawBuilder<boolean>): Promise<InviteView[]> {
  const { rows } = await sql<InviteView>`
    select invite.id, ${shownName('inviter')} as by, invite.uses, invite.uses_left, invite.created_at,
      invite.expires_at, case
        when invite.revoked_at is not null then 'revoked'
        when invite.uses_left = 0 then 'usedUp'
        when ${openInvite('invite', ctx.clock.now())} then 'open'
        else 'over' end as state
    from invites invite join members inviter on inviter.id = invite.created_by
    where ${which}
    order by invite.created_at desc, invite.id limit ${mostShown}`.execute(ctx.db)
  return rows
}

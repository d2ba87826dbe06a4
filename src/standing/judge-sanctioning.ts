import type { MemberActor } from '../context.ts'
import { can } from '../policy/permissions.ts'
import type { Refusal } from '../result.ts'
import type { LockedMember } from './lock-member.ts'

/**
 * Who may decide about whom: nobody about herself, and about whoever holds a role only an admin. So moderators cannot
 * silence each other, and what an admin decides about a moderator starts in the open, with her role.
 */
export function judgeSanctioning(actor: MemberActor, member: LockedMember): Refusal[] {
  if (member.id === actor.memberId) return [{ kind: 'forbidden', message: 'standing.errors.oneself' }]
  if (member.roles.length > 0 && !can(actor, 'member.sanction-role-holder')) {
    return [{ kind: 'forbidden', message: 'standing.errors.roleHolder' }]
  }
  return []
}

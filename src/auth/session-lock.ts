import type { Ctx } from '../context.ts'
import { type SessionLock, stateOf } from './idle-lock.ts'
import { putOffLock } from './lock-session.ts'
import type { Sessions, SignedInMember } from './sessions.ts'

export interface SessionRequest {
  readonly sessions: Sessions
  /** Its `Cookie` header. */
  readonly cookie: string
  /** Whether somebody pressed or typed something for it. */
  readonly isTouch: boolean
}

/**
 * How the session of a request locks; puts that off if somebody is at the page (`isTouch`). Undefined where no PIN is
 * set.
 */
export async function readSessionLock(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  { sessions, cookie, isTouch }: SessionRequest,
  { memberId, member }: { readonly memberId: string; readonly member: SignedInMember },
): Promise<SessionLock | undefined> {
  const { idleLock, roles, status } = member
  const storedAs = idleLock && (await sessions.storedAs(cookie))
  if (!idleLock || storedAs === undefined) return undefined
  const state = stateOf(idleLock, ctx.clock.now())
  if (state === 'open' && isTouch) await putOffLock(ctx, { storedAs, lock: idleLock })
  return { storedAs, memberId, roles, isActive: status === 'active', minutes: idleLock.minutes, state }
}

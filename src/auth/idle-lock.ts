import type { Role } from '../context.ts'
import { invalid, type Refusal } from '../result.ts'

/** After how many minutes without a touch the pages lock. */
export const lockMinutes = [1, 5, 15] as const
type LockMinutes = (typeof lockMinutes)[number]

/** How many wrong PINs end a session. */
export const pinTries = 3

export interface IdleLock {
  readonly minutes: number
  /** When this session locks, or the epoch once it has; null until it is used for the first time. */
  readonly dueAt: Date | null
}

/** The session of a request, where its member has set a PIN. */
export interface SessionLock {
  /** As `sessions.storedAs` gives it. */
  readonly storedAs: string
  readonly memberId: string
  readonly roles: readonly Role[]
  /** False for somebody suspended or expelled. */
  readonly isActive: boolean
  readonly minutes: number
  /** `due`: the time is over, and this request is the first to find that out. */
  readonly state: 'open' | 'due' | 'locked'
}

/** Of a session that is locked; says nothing about when that was. */
export const lockedAt = new Date(0)

export const isLockMinutes = (minutes: number): minutes is LockMinutes =>
  lockMinutes.some((known) => known === minutes)

export function stateOf({ dueAt }: IdleLock, now: Date): SessionLock['state'] {
  if (dueAt === null || dueAt > now) return 'open'
  return dueAt.getTime() === lockedAt.getTime() ? 'locked' : 'due'
}

/** Whether only the PIN opens the session of a request. */
export const isShut = (lock: SessionLock | undefined): lock is SessionLock =>
  lock !== undefined && lock.state !== 'open'

const minute = 60_000

/** When a session that is used now will lock: rounded up to the minute, so that little can be told from it. */
export const lockDueAfter = (now: Date, minutes: number): Date =>
  new Date(Math.ceil((now.getTime() + minutes * minute) / minute) * minute)

/** A PIN as it is compared: digits of other scripts and gaps between them count as their plain ones. */
export const plainPin = (typed: string): string =>
  Array.from(typed.normalize('NFKC'))
    .map((letter) => (/\p{Nd}/u.test(letter) ? String(digitOf(letter)) : letter))
    .join('')
    .replace(/[\s-]/g, '')

/** Digits of every script stand in unbroken runs of ten that begin with zero (Unicode, 4.6). */
function digitOf(letter: string): number {
  const point = letter.codePointAt(0) ?? 0
  let zero = point
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && point - zero < 9) zero -= 1
  return point - zero
}

/** Refusals for a PIN that somebody chooses: 4 to 8 digits, and none that anybody would try first. */
export function judgePin(pin: string): Refusal[] {
  if (!/^[0-9]{4,8}$/.test(pin)) return [invalid('pin', 'lock.pin.shape')]
  return isGuessedFirst(pin) ? [invalid('pin', 'lock.pin.easy')] : []
}

/** 0000, 1234, 4321, and their like. */
function isGuessedFirst(pin: string): boolean {
  const steps = new Set(Array.from(pin.slice(1), (digit, index) => Number(digit) - Number(pin[index])))
  return steps.size === 1 && [-1, 0, 1].some((step) => steps.has(step))
}

import { invalid, judgeText, type Refusal } from '../result.ts'

interface Measure {
  readonly kind: 'warn' | 'mute' | 'suspend' | 'expel'
  /** Absent when it has no end of its own. */
  readonly days?: number
}

/**
 * What a moderator can decide about a member. A suspension without an end lasts until it is lifted, and ends with the
 * record of it after a year.
 */
export const measures = {
  warn: { kind: 'warn' },
  'mute-1': { kind: 'mute', days: 1 },
  'mute-3': { kind: 'mute', days: 3 },
  'mute-7': { kind: 'mute', days: 7 },
  'mute-30': { kind: 'mute', days: 30 },
  'suspend-7': { kind: 'suspend', days: 7 },
  'suspend-30': { kind: 'suspend', days: 30 },
  suspend: { kind: 'suspend' },
  expel: { kind: 'expel' },
  'expel-and-remove': { kind: 'expel' },
} as const satisfies Readonly<Record<string, Measure>>

export type MeasureName = keyof typeof measures

export const measureNames: readonly MeasureName[] = [
  ...(['warn', 'mute-1', 'mute-3', 'mute-7', 'mute-30'] as const),
  ...(['suspend-7', 'suspend-30', 'suspend', 'expel', 'expel-and-remove'] as const),
]

export const isMeasure = (name: string): name is MeasureName => measureNames.some((known) => known === name)

/** What one press must not do: a second page names her and says what happens. */
export const isExpulsion = (name: string): name is 'expel' | 'expel-and-remove' =>
  isMeasure(name) && measures[name].kind === 'expel'

/** For how long a note about a member stays. */
export const noteDays: readonly number[] = [30, 90, 180]

/** For how long anonymous posting is closed to whoever wrote a post. */
export const limitDays: readonly number[] = [7, 30, 90]

/** For how long a decision can be appealed; a decision that still runs can be at any time. */
export const appealDays = 30

/** An expelled member is erased after this, unless her appeal waits. */
export const expelledDays = 30

/** For how long the server knows who wrote an anonymous post (P8). */
export const anonymousLinkDays = 30

/** In UTF-16 units, as browsers count. */
export const longest = { reason: 1_000, appeal: 2_000, note: 1_000 } as const

/** Refusals for a text that somebody else will read: it must say something and fit. */
export const judgeWords = (field: string, text: string, most: number): Refusal[] =>
  text === '' ? [invalid(field, 'standing.errors.empty')] : judgeText(field, text, most)

/** The number a form sends, if it is one of those that were offered. */
export const chosenDays = (offered: readonly number[], text: string): number | undefined =>
  offered.find((days) => String(days) === text)

/** Refusals for the answer to an appeal. */
export const judgeDecision = (decision: string, answer: string): Refusal[] => [
  ...(['uphold', 'lift'].includes(decision) ? [] : [invalid('decision', 'standing.errors.decision')]),
  ...judgeWords('answer', answer, longest.reason),
]

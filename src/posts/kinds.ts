import { daysFrom } from '../days.ts'
import { invalid, judgeEncoding, type Refusal } from '../result.ts'

export const postKinds = ['discussion', 'question', 'poll', 'alert'] as const
export type PostKind = (typeof postKinds)[number]

export const isPostKind = (value: unknown): value is PostKind => postKinds.some((kind) => kind === value)

/** What a poll asks; its question is the post's text. */
export interface NewPoll {
  readonly options: readonly string[]
  /** Whether one woman may choose several answers. */
  readonly several: boolean
  /** Whether nobody ever learns who chose what, the server included. */
  readonly secret: boolean
  /** How long it stays open, in days. */
  readonly days: number
}

export const pollLimits = {
  leastOptions: 2,
  mostOptions: 10,
  option: 200,
  leastDays: 1,
  mostDays: 30,
} as const

/** After how many days a post may disappear. An alert always does: old ones frighten and help nobody. */
export const lifetimesOf = (kind: PostKind): readonly number[] =>
  kind === 'alert' ? [1, 3, 7, 14] : [1, 7, 30]

/** Refusals for the answers of a poll and for how long it is open. */
export function judgePoll({ options, days }: NewPoll): Refusal[] {
  const { leastOptions, mostOptions, option, leastDays, mostDays } = pollLimits
  const isCount = options.length >= leastOptions && options.length <= mostOptions
  const folded = new Set(options.map((label) => label.toLowerCase()))
  return [
    ...(isCount
      ? []
      : [invalid('options', 'post.errors.pollOptions', { least: leastOptions, most: mostOptions })]),
    ...(options.some((label) => label.length > option)
      ? [invalid('options', 'post.errors.pollOptionLong', { most: option })]
      : []),
    ...judgeEncoding('options', options.join('')),
    ...(folded.size < options.length ? [invalid('options', 'post.errors.pollOptionTwice')] : []),
    ...(Number.isInteger(days) && days >= leastDays && days <= mostDays
      ? []
      : [invalid('days', 'post.errors.pollDays', { least: leastDays, most: mostDays })]),
  ]
}

/** Refusals for the time after which a post disappears; undefined stays as long as the group keeps things. */
export function judgeLifetime(kind: PostKind, days: number | undefined): Refusal[] {
  if (days === undefined) return kind === 'alert' ? [invalid('lifetime', 'post.errors.alertLifetime')] : []
  if (lifetimesOf(kind).includes(days)) return []
  return [invalid('lifetime', kind === 'alert' ? 'post.errors.alertLifetime' : 'post.errors.lifetime')]
}

/** When a post ends: as she chose, but never later than its group and the community keep things. */
export function endOf(now: Date, chosen: number | undefined, most: number | null): Date | null {
  const days = Math.min(chosen ?? Number.POSITIVE_INFINITY, most ?? Number.POSITIVE_INFINITY)
  return Number.isFinite(days) ? daysFrom(now, days) : null
}

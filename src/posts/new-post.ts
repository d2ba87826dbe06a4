import { dayOf, daysFrom } from '../days.ts'
import { invalid, judgeText, type Refusal } from '../result.ts'
import { judgeLifetime, judgePoll, type NewPoll, type PostKind } from './kinds.ts'
import type { NewFiles } from './prepare-files.ts'
import { judgePost, postLimits } from './rules.ts'

export interface CreatePost extends NewFiles {
  readonly groupId: string
  /** Becomes the post's id: `Random.id()`, made with the form, so that a form sent twice posts once. */
  readonly submission: string
  /** Markdown. */
  readonly text: string
  readonly language: string
  /** A discussion unless told. */
  readonly kind?: PostKind | undefined
  /** Of a poll only. */
  readonly poll?: NewPoll | undefined
  /** After how many days it disappears; as long as the group keeps things unless told. */
  readonly lifetime?: number | undefined
  /** Without her name, for moderators too (P8). */
  readonly isAnonymous?: boolean | undefined
  /** The spoken consent of the woman whose words these are. */
  readonly onBehalf?: SpokenConsent | undefined
}

export interface SpokenConsent {
  /** How and when she said yes; for moderators only. */
  readonly note: string
  /** `YYYY-MM-DD` */
  readonly givenOn: string
}

/** What the rules of a new post say, before anything is read of who sends it or what its files hold. */
export function judgeNewPost(post: CreatePost, now: Date): Refusal[] {
  const { kind = 'discussion', poll, voice, document, isAnonymous, onBehalf } = post
  const attachments = [voice, document].filter((file) => file !== undefined).length
  return [
    ...judgePost({ ...post, kind, attachments }),
    ...(kind === 'poll' ? judgePoll(poll ?? nothingAsked) : []),
    ...judgeLifetime(kind, post.lifetime),
    ...(isAnonymous && voice ? [invalid('voice', 'post.errors.voiceAnonymous')] : []),
    ...(isAnonymous && onBehalf ? [invalid('onBehalf', 'post.errors.onBehalfAnonymous')] : []),
    ...(onBehalf ? judgeConsent(onBehalf, now) : []),
    ...judgeText('transcript', voice?.transcript ?? '', postLimits.transcript),
    ...judgeText('documentName', document?.name ?? '', postLimits.documentName),
  ]
}

const nothingAsked: NewPoll = { options: [], several: false, secret: false, days: 7 }

/** Where it is tomorrow already she may have said yes on a day that has not begun here. */
function judgeConsent({ note, givenOn }: SpokenConsent, now: Date): Refusal[] {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(givenOn) && !Number.isNaN(Date.parse(givenOn))
  const isPast = givenOn >= '1900' && givenOn <= dayOf(daysFrom(now, 1))
  return [
    ...(note === '' ? [invalid('consentNote', 'post.errors.consentNote')] : []),
    ...judgeText('consentNote', note, postLimits.consentNote),
    ...(isDay && isPast && dayOf(new Date(givenOn)) === givenOn
      ? []
      : [invalid('consentOn', 'post.errors.consentDay')]),
  ]
}

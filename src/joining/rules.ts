import type { JoinQuestion } from '../community/queries.ts'
import { invalid, judgeText, type Refusal } from '../result.ts'

/** In UTF-16 units, as browsers count. */
export const joiningLimits = { answer: 2_000, reason: 1_000, voucher: 60, replyName: 60 } as const

/** An application that nobody decides on is deleted after this many days. */
export const waitingDays = 90

/** How long a decided application can be looked up with its code, in days; after a wait, from its end. */
export const decidedDays = 30

/** When somebody who was not let in may ask again, in days from the decision. */
export const askAgainDays = { now: 0, week: 7, month: 30, quarter: 90 } as const

export type AskAgain = keyof typeof askAgainDays

export const isAskAgain = (text: string): text is AskAgain => Object.hasOwn(askAgainDays, text)

/** An invite lets in at most so many, for at most so many days; a member has at most so many open ones. */
export const inviteLimits = { uses: 20, days: 30, open: 20 } as const

/** A code on a moderator's screen lets in at most so many, for so many minutes. */
export const arrivalLimits = { places: 100, minutes: 15 } as const

/** Answers that moderators keep ready. */
export const mostSavedReplies = 50

/** True for a whole number from 1 to `most`. */
export const isCount = (count: number, most: number): boolean =>
  Number.isInteger(count) && count >= 1 && count <= most

/** The form field of a question's answer. */
export const answerField = (questionId: string): string => `answer-${questionId}`

export type Answers = Readonly<Record<string, string>>

/** Refusals for one answer. */
export function judgeAnswer(question: JoinQuestion, answers: Answers): Refusal[] {
  const answer = answers[question.id] ?? ''
  const field = answerField(question.id)
  if (question.required && answer === '') return [invalid(field, 'joining.answer.empty')]
  return judgeText(field, answer, joiningLimits.answer)
}

/** Refusals for the name of somebody who knows her: its length, never whether there is such a member (P14). */
export const judgeVoucher = (voucher: string): Refusal[] =>
  judgeText('voucher', voucher, joiningLimits.voucher)

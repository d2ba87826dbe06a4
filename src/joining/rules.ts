import type { JoinQuestion } from '../community/queries.ts'
import { invalid, type Refusal, tooLong } from '../result.ts'

/** In UTF-16 units, as browsers count. */
export const joiningLimits = { answer: 2_000, reason: 1_000 } as const

/** An application that nobody decides on is deleted after this many days. */
export const waitingDays = 90

/** How long a decided application can be looked up with its code, in days. */
export const decidedDays = 30

/** The form field of a question's answer. */
export const answerField = (questionId: string): string => `answer-${questionId}`

export type Answers = Readonly<Record<string, string>>

/** Refusals for one answer. */
export function judgeAnswer(question: JoinQuestion, answers: Answers): Refusal[] {
  const answer = answers[question.id] ?? ''
  const field = answerField(question.id)
  if (question.required && answer === '') return [invalid(field, 'joining.answer.empty')]
  return tooLong(field, answer, joiningLimits.answer)
}

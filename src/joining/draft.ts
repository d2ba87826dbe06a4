import type { JoinQuestion } from '../community/queries.ts'
import { judgeNames } from '../members/names.ts'
import type { Refusal } from '../result.ts'
import { answerField, judgeAnswer } from './rules.ts'

/**
 * What somebody has answered so far. Nothing of it is kept on the server before she sends it: every page carries it
 * on in hidden fields.
 */
export interface Draft {
  readonly answers: Readonly<Record<string, string>>
  readonly signInName: string
  readonly displayName: string
  /** She has seen all her answers and changes one: the next page is the check again. */
  readonly checking: boolean
}

/** The pages of the form: one question each, the names, everything to check, the passphrase. */
export type Step =
  | { readonly kind: 'question'; readonly index: number; readonly question: JoinQuestion }
  | { readonly kind: 'names' | 'check' | 'passphrase' }

export type Steps = readonly [...Step[], { readonly kind: 'passphrase' }]

export const stepsOf = (questions: readonly JoinQuestion[]): Steps => [
  ...questions.map((question, index) => ({ kind: 'question' as const, index, question })),
  { kind: 'names' },
  { kind: 'check' },
  { kind: 'passphrase' },
]

/** How a step is called in the form. */
export const stepName = (step: Step): string =>
  step.kind === 'question' ? answerField(step.question.id) : step.kind

/** Everything of a draft as hidden fields, without those that the page itself shows. */
export function hiddenFields(draft: Draft, shown: readonly string[]): Record<string, string | undefined> {
  const fields = {
    ...Object.fromEntries(Object.entries(draft.answers).map(([id, answer]) => [answerField(id), answer])),
    signInName: draft.signInName,
    displayName: draft.displayName,
    checking: draft.checking ? 'yes' : '',
  }
  return Object.fromEntries(
    Object.entries(fields).filter(([name, value]) => value !== '' && !shown.includes(name)),
  )
}

/** What has to be mended before she can go on from this step. */
export function judgeStep(step: Step, draft: Draft): Refusal[] {
  switch (step.kind) {
    case 'question':
      return judgeAnswer(step.question, draft.answers)
    case 'names':
      return judgeNames(draft)
    case 'check':
    case 'passphrase':
      return []
  }
}

/** The step on which a refused field can be mended; the last one for refusals of the whole form. */
export function stepOfField(steps: Steps, field: string | undefined): Step {
  const mendable = steps.find((step) =>
    step.kind === 'names' ? field === 'signInName' || field === 'displayName' : stepName(step) === field,
  )
  return mendable ?? { kind: 'passphrase' }
}

/** What comes after a step that holds. */
export function stepAfter(steps: Steps, step: Step, draft: Draft): Step {
  if (draft.checking && (step.kind === 'question' || step.kind === 'names')) return { kind: 'check' }
  return steps[steps.indexOf(step) + 1] ?? { kind: 'passphrase' }
}

import type { JoinQuestion } from '../community/queries.ts'
import { judgeNames } from '../members/names.ts'
import type { Refusal } from '../result.ts'
import { answerField, judgeAnswer, judgeVoucher } from './rules.ts'

/**
 * What somebody has answered so far. Nothing of it is kept on the server before she sends it: every page carries it
 * on in hidden fields.
 */
export interface Draft {
  readonly answers: Readonly<Record<string, string>>
  readonly signInName: string
  readonly displayName: string
  /** Who knows her here, if she says so. */
  readonly voucher: string
  /** The code of an application before this one, if she brings it. */
  readonly previousCode: string
  /** The secret of the invite that she came with, if any. */
  readonly invite: string
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

/** The fields of the page that asks for the names. */
export const nameFields = ['signInName', 'displayName', 'voucher'] as const

/** Everything of a draft as hidden fields, without those that the page itself shows. */
export function hiddenFields(draft: Draft, shown: readonly string[]): Record<string, string | undefined> {
  const { answers, checking, ...texts } = draft
  const fields = {
    ...Object.fromEntries(Object.entries(answers).map(([id, answer]) => [answerField(id), answer])),
    ...texts,
    checking: checking ? 'yes' : '',
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
      return [...judgeNames(draft), ...judgeVoucher(draft.voucher)]
    case 'check':
    case 'passphrase':
      return []
  }
}

/** The step on which a refused field can be mended; the last one for refusals of the whole form. */
export function stepOfField(steps: Steps, field: string | undefined): Step {
  const mendable = steps.find((step) =>
    step.kind === 'names' ? nameFields.some((name) => name === field) : stepName(step) === field,
  )
  return mendable ?? { kind: 'passphrase' }
}

/** What comes after a step that holds. */
export function stepAfter(steps: Steps, step: Step, draft: Draft): Step {
  if (draft.checking && (step.kind === 'question' || step.kind === 'names')) return { kind: 'check' }
  return steps[steps.indexOf(step) + 1] ?? { kind: 'passphrase' }
}

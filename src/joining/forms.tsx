import type { TicketModel } from '../../views/auth/ticket.tsx'
import { type FormError, toFormErrors } from '../../views/components/errors.tsx'
import { CheckPage, NamesPage, PassphrasePage, QuestionPage } from '../../views/joining/questions.tsx'
import type { JoinQuestion } from '../community/queries.ts'
import type { Refusal } from '../result.ts'
import type { SubmittedForm } from '../web/forms.ts'
import { type PageContext, type PageOptions, page } from '../web/respond.tsx'
import { type Draft, hiddenFields, type Step, type Steps, stepName } from './draft.ts'
import { answerField } from './rules.ts'

/** What somebody has answered so far, wherever on the way she is. */
export function readDraft(form: SubmittedForm, questions: readonly JoinQuestion[]): Draft {
  return {
    answers: Object.fromEntries(questions.map(({ id }) => [id, form.text(answerField(id))])),
    signInName: form.line('signInName'),
    displayName: form.line('displayName'),
    checking: form.flag('checking'),
  }
}

export interface StepPage {
  readonly steps: Steps
  readonly step: Step
  readonly draft: Draft
  readonly refusals?: readonly Refusal[]
  /** The code that the application will be known by, once the last page is shown. */
  readonly code?: string | undefined
  readonly ticket?: TicketModel | undefined
  readonly status?: PageOptions['status']
}

/** Shows one page of the form, with everything she has answered elsewhere carried along. */
export function stepPage(c: PageContext, { status = 200, ...asked }: StepPage): Promise<Response> {
  return page(c, { place: { kind: 'door' }, status }, contentOf(c, asked))
}

function contentOf(c: PageContext, { steps, step, draft, refusals = [], code, ticket }: StepPage) {
  const { t, ctx } = c.var
  const index = steps.findIndex((one) => stepName(one) === stepName(step))
  const isBeingChanged = draft.checking && step.kind !== 'check'
  const before = steps[isBeingChanged ? steps.findIndex(({ kind }) => kind === 'check') : index - 1]
  const common: Common = {
    t,
    at: stepName(step),
    before: before && stepName(before),
    // The check is no question.
    step: step.kind === 'passphrase' ? index : index + 1,
    of: steps.length - 1,
    errors: toFormErrors(t, refusals),
  }
  switch (step.kind) {
    case 'question': {
      const value = draft.answers[step.question.id] ?? ''
      const hidden = hiddenFields(draft, [stepName(step)])
      return <QuestionPage {...common} hidden={hidden} question={step.question} value={value} />
    }
    case 'names':
      return (
        <NamesPage {...common} hidden={hiddenFields(draft, ['signInName', 'displayName'])} values={draft} />
      )
    case 'check':
      return (
        <CheckPage {...common} hidden={hiddenFields(draft, ['checking'])} rows={rowsOf(c, steps, draft)} />
      )
    case 'passphrase':
      return (
        <PassphrasePage
          {...common}
          ticket={ticket}
          hidden={{ ...hiddenFields(draft, []), code: code || ctx.random.token() }}
        />
      )
  }
}

interface Common {
  t: PageContext['var']['t']
  at: string
  before: string | undefined
  step: number
  of: number
  errors: readonly FormError[]
}

function rowsOf(c: PageContext, steps: Steps, draft: Draft) {
  const { t } = c.var
  const questions = steps.flatMap((step) => (step.kind === 'question' ? [step.question] : []))
  return [
    ...questions.map(({ id, prompt }) => ({
      step: answerField(id),
      label: prompt,
      value: draft.answers[id] ?? '',
    })),
    { step: 'names', label: t('auth.signInName.label'), value: draft.signInName },
    { step: 'names', label: t('members.displayName.label'), value: draft.displayName },
  ]
}

import type { PassphraseModel } from '../../views/auth/new-credentials.tsx'
import type { TicketModel } from '../../views/auth/ticket.tsx'
import { type FormError, toFormErrors } from '../../views/components/errors.tsx'
import { JoinPage } from '../../views/joining/join.tsx'
import { CheckPage, NamesPage, PassphrasePage, QuestionPage } from '../../views/joining/questions.tsx'
import { passphraseModel } from '../auth/forms.ts'
import { type JoinQuestion, readQuestions, readTexts } from '../community/queries.ts'
import { isDoorOpen } from '../community/settings.ts'
import { showTexts } from '../community/shown-texts.ts'
import type { Refusal } from '../result.ts'
import type { SubmittedForm } from '../web/forms.ts'
import { type PageContext, type PageOptions, page } from '../web/respond.tsx'
import { type Draft, hiddenFields, nameFields, type Step, type Steps, stepName } from './draft.ts'
import { isInviteOpen } from './invite-policy.ts'
import { answerField } from './rules.ts'

/** What somebody has answered so far, wherever on the way she is. */
export function readDraft(form: SubmittedForm, questions: readonly JoinQuestion[]): Draft {
  return {
    answers: Object.fromEntries(questions.map(({ id }) => [id, form.text(answerField(id))])),
    signInName: form.line('signInName'),
    displayName: form.line('displayName'),
    voucher: form.line('voucher'),
    previousCode: form.line('previousCode'),
    invite: form.line('invite'),
    checking: form.flag('checking'),
  }
}

const emptyDraft: Draft = {
  answers: {},
  signInName: '',
  displayName: '',
  voucher: '',
  previousCode: '',
  invite: '',
  checking: false,
}

/** Whether she may go on: through the open door or with an invite that holds. `gone`: hers does not. */
export async function readEntrance(c: PageContext, invite: string): Promise<'open' | 'closed' | 'gone'> {
  if (isDoorOpen(c.var.community)) return 'open'
  if (invite === '') return 'closed'
  return (await isInviteOpen(c.var.ctx, invite)) ? 'open' : 'gone'
}

interface StartPage {
  readonly draft?: Draft
  readonly refusals?: readonly Refusal[]
  readonly ticket?: TicketModel | undefined
  readonly status?: PageOptions['status']
}

/** The first page: what this is, the rules, what comes next. */
export async function startPage(c: PageContext, asked: StartPage = {}): Promise<Response> {
  const { draft = emptyDraft, refusals = [], ticket, status = 200 } = asked
  const { ctx, t, community } = c.var
  const texts = await readTexts(ctx, c.var.reader.languages)
  const questions = await readQuestions(ctx, t.locale)
  const content = (
    <JoinPage
      t={t}
      // Choosing a language leads back by an address, which an invite must not stand in.
      offered={draft.invite === '' ? community.locales : []}
      texts={texts && showTexts(texts)}
      questions={questions.length}
      previousCode={draft.previousCode}
      hidden={hiddenFields(draft, ['previousCode', 'checking'])}
      errors={toFormErrors(t, refusals)}
      ticket={ticket}
    />
  )
  return page(c, { place: { kind: 'door' }, back: { href: '/' }, status }, content)
}

export interface StepPage {
  readonly steps: Steps
  readonly step: Step
  readonly draft: Draft
  readonly refusals?: readonly Refusal[]
  /** The code that the application will be known by, once the last page is shown. */
  readonly code?: string | undefined
  readonly passphrase?: PassphraseModel | undefined
  readonly ticket?: TicketModel | undefined
  readonly status?: PageOptions['status']
}

/** Shows one page of the form, with everything she has answered elsewhere carried along. */
export function stepPage(c: PageContext, { status = 200, ...asked }: StepPage): Promise<Response> {
  return page(c, { place: { kind: 'door' }, status }, contentOf(c, asked))
}

function contentOf(c: PageContext, asked: StepPage) {
  const { steps, step, draft, refusals = [], code, passphrase, ticket } = asked
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
      return <NamesPage {...common} hidden={hiddenFields(draft, nameFields)} values={draft} />
    case 'check':
      return (
        <CheckPage {...common} hidden={hiddenFields(draft, ['checking'])} rows={rowsOf(c, steps, draft)} />
      )
    case 'passphrase':
      return (
        <PassphrasePage
          {...common}
          ticket={ticket}
          passphrase={passphrase ?? passphraseModel(c)}
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
    { step: 'names', label: t('joining.voucher.label'), value: draft.voucher },
  ]
}

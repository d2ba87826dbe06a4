import type { Child, FC, PropsWithChildren } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { NewNames, NewPassphrase, OtherWords, type PassphraseModel } from '../auth/new-credentials.tsx'
import { TicketFields, type TicketModel } from '../auth/ticket.tsx'
import { Button, ButtonRow } from '../components/button.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { SummaryList } from '../components/lists.tsx'
import { PageTitle, Step } from '../components/text.tsx'

interface StepProps {
  t: Translator
  /** How this step is called in the form, and how the one before. */
  at: string
  before?: string | undefined
  step: number
  of: number
  /** What she has answered on other pages. */
  hidden: Readonly<Record<string, string | undefined>>
  errors?: readonly FormError[] | undefined
}

const StepForm: FC<PropsWithChildren<StepProps & { action?: string; submit?: string; also?: Child }>> = (
  props,
) => {
  const { t, at, before, hidden, errors, also, children } = props
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <Form action={props.action ?? '/join/questions'} hidden={{ ...hidden, at }}>
        <Step t={t} step={props.step} of={props.of} />
        {children}
        <ButtonRow>
          <Button>{props.submit ?? t('joining.continue')}</Button>
          {also}
          {before === undefined ? (
            <Button kind="quiet" formaction="/join/start">
              {t('common.back')}
            </Button>
          ) : (
            <Button kind="quiet" name="go" value={before} formaction="/join/questions">
              {t('common.back')}
            </Button>
          )}
        </ButtonRow>
      </Form>
    </>
  )
}

export interface QuestionPageProps extends StepProps {
  question: { readonly prompt: string; readonly locale: string; readonly required: boolean }
  value: string
}

/** One question of the community's own. */
export const QuestionPage: FC<QuestionPageProps> = ({ question, value, ...step }) => (
  <StepForm {...step}>
    <Field
      t={step.t}
      name={step.at}
      type="textarea"
      asTitle
      label={question.prompt}
      hint={step.t('joining.answer.hint')}
      required={question.required}
      value={value}
      error={errorFor(step.errors, step.at)}
      maxLength={2000}
    />
  </StepForm>
)

export interface NamesPageProps extends StepProps {
  values: { readonly signInName: string; readonly displayName: string; readonly voucher: string }
}

/** The name for the door and the name that others see. */
export const NamesPage: FC<NamesPageProps> = ({ values, ...step }) => (
  <StepForm {...step}>
    <PageTitle lead={step.t('joining.names.lead')}>{step.t('joining.names.title')}</PageTitle>
    <NewNames t={step.t} values={values} errors={step.errors} />
    <Field
      t={step.t}
      name="voucher"
      label={step.t('joining.voucher.label')}
      hint={step.t('joining.voucher.hint')}
      value={values.voucher}
      error={errorFor(step.errors, 'voucher')}
      required={false}
      maxLength={60}
    />
  </StepForm>
)

export interface CheckPageProps extends StepProps {
  rows: readonly { readonly step: string; readonly label: string; readonly value: string }[]
}

/** Everything once more, each with its way back. There is no field here, so Enter cannot press the wrong button. */
export const CheckPage: FC<CheckPageProps> = ({ t, at, before, hidden, rows, errors }) => (
  <>
    <ErrorSummary t={t} errors={errors} />
    <PageTitle lead={t('joining.check.lead')}>{t('joining.check.title')}</PageTitle>
    <Form action="/join/questions" hidden={{ ...hidden, at, checking: 'yes' }}>
      <SummaryList
        t={t}
        rows={rows.map(({ step, label, value }) => ({
          label,
          value: (
            <>
              <p>{value === '' ? t('joining.check.nothing') : value}</p>
              <Button kind="quiet" name="go" value={step}>
                {t('common.change')}
                <span class="visually-hidden"> {label}</span>
              </Button>
            </>
          ),
        }))}
      />
      <ButtonRow>
        <Button>{t('joining.continue')}</Button>
        <Button kind="quiet" name="go" value={before} form="go-back">
          {t('common.back')}
        </Button>
      </ButtonRow>
    </Form>
    {/* Going back is not changing one answer: it does not lead here again at once. */}
    <Form id="go-back" action="/join/questions" hidden={hidden} />
  </>
)

export interface PassphrasePageProps extends StepProps {
  passphrase: PassphraseModel
  ticket?: TicketModel | undefined
}

/** The last page: the passphrase goes with the button that sends everything, so that no other page carries it. */
export const PassphrasePage: FC<PassphrasePageProps> = ({ ticket, passphrase, ...step }) => (
  <StepForm
    {...step}
    action="/join"
    submit={step.t('joining.send')}
    also={<OtherWords t={step.t} name="go" value={step.at} formaction="/join/questions" />}
  >
    <TicketFields ticket={ticket} />
    <NewPassphrase t={step.t} passphrase={passphrase} errors={step.errors} asTitle />
  </StepForm>
)

import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { PageTitle } from '../components/text.tsx'
import { Time, WithMoment } from '../components/time.tsx'
import { type LiveModel, LiveState } from '../live/live.tsx'
import { NewPassphrase, OtherWords, type PassphraseModel } from './new-credentials.tsx'
import { TicketFields, type TicketModel } from './ticket.tsx'

export interface RecoverStatusFormProps {
  t: Translator
  code?: string | undefined
  errors?: readonly FormError[] | undefined
  ticket?: TicketModel | undefined
}

/** Asks for the code. */
export const RecoverStatusForm: FC<RecoverStatusFormProps> = ({ t, code, errors, ticket }) => (
  <>
    <ErrorSummary t={t} errors={errors} />
    <PageTitle lead={t('recovery.status.lead')}>{t('recovery.status.title')}</PageTitle>
    <Form action="/recover/status">
      <TicketFields ticket={ticket} />
      <Field
        t={t}
        name="code"
        label={t('recovery.asked.label')}
        hint={t('recovery.status.hint')}
        value={code}
        error={errorFor(errors, 'code')}
        maxLength={120}
        verbatim
      />
      <ButtonRow>
        <Button>{t('recovery.status.look')}</Button>
      </ButtonRow>
    </Form>
  </>
)

type RecoveryStatusModel =
  | { readonly state: 'waiting'; readonly since: Date }
  | { readonly state: 'agreed'; readonly opensAt: Date }
  | { readonly state: 'open' }
  | { readonly state: 'stopped' }
  | { readonly state: 'finished' }

export interface RecoverStatusPageProps {
  t: Translator
  now: Date
  code: string
  status: RecoveryStatusModel
  passphrase: PassphraseModel
  errors?: readonly FormError[] | undefined
  ticket?: TicketModel | undefined
  /** While something can still come of it by itself. */
  live?: LiveModel | undefined
}

/** One sentence and the next step. */
export const RecoverStatusPage: FC<RecoverStatusPageProps> = (props) => {
  const { t, status } = props
  switch (status.state) {
    case 'waiting':
      return (
        <>
          <PageTitle lead={t('recovery.status.waiting.text')}>{t('recovery.status.waiting')}</PageTitle>
          <LookAgain {...props} since={status.since} />
        </>
      )
    case 'agreed':
      return (
        <>
          <PageTitle
            lead={
              <WithMoment
                t={t}
                at={status.opensAt}
                sentence={(time) => t('recovery.status.agreed.text', { time })}
              />
            }
          >
            {t('recovery.status.agreed')}
          </PageTitle>
          <LookAgain {...props} />
        </>
      )
    case 'open':
      return <ChooseNew {...props} />
    case 'stopped':
      return (
        <>
          <PageTitle lead={t('recovery.status.stopped.text')}>{t('recovery.status.stopped')}</PageTitle>
          <ButtonRow>
            <Button kind="secondary" href="/recover">
              {t('recovery.status.again')}
            </Button>
          </ButtonRow>
        </>
      )
    case 'finished':
      return (
        <>
          <PageTitle lead={t('recovery.status.finished.text')}>{t('recovery.status.finished')}</PageTitle>
          <ButtonRow>
            <Button href="/">{t('recovery.status.toSignIn')}</Button>
          </ButtonRow>
        </>
      )
  }
}

const LookAgain: FC<RecoverStatusPageProps & { since?: Date | undefined }> = ({
  t,
  now,
  code,
  since,
  live,
}) => (
  <>
    <p class="soft">
      {since !== undefined && (
        <>
          {t('joining.status.asked')} <Time t={t} at={since} now={now} />
          {' · '}
        </>
      )}
      <WithMoment t={t} at={now} only="hour" sentence={(time) => t('recovery.status.checked', { time })} />
    </p>
    <Form action="/recover/status" hidden={{ code }}>
      <ButtonRow>
        <Button icon="refresh-cw">{t('recovery.status.refresh')}</Button>
      </ButtonRow>
      {live !== undefined && <LiveState t={t} live={live} />}
    </Form>
  </>
)

const ChooseNew: FC<RecoverStatusPageProps> = ({ t, code, passphrase, errors, ticket }) => (
  <>
    <ErrorSummary t={t} errors={errors} />
    <PageTitle lead={t('recovery.status.open.text')}>{t('recovery.status.open')}</PageTitle>
    <Form action="/recover/finish" hidden={{ code }}>
      <TicketFields ticket={ticket} />
      <NewPassphrase t={t} passphrase={passphrase} errors={errors} />
      <ButtonRow>
        <Button>{t('recovery.finish.submit')}</Button>
        <OtherWords t={t} />
      </ButtonRow>
    </Form>
  </>
)

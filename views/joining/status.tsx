import type { FC } from 'hono/jsx'
import type { Locale, Translator } from '../../src/i18n/translator.ts'
import { NewSignInName } from '../auth/new-credentials.tsx'
import { TicketFields, type TicketModel } from '../auth/ticket.tsx'
import { Paragraphs } from '../community/text-lines.tsx'
import { Button, ButtonRow } from '../components/button.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { LanguageSwitch } from '../components/language-switch.tsx'
import { PageTitle, Section } from '../components/text.tsx'
import { Time, WithMoment } from '../components/time.tsx'
import { type LiveModel, LiveState } from '../live/live.tsx'

export interface StatusFormProps {
  t: Translator
  /** Languages to read this page in. */
  offered?: readonly Locale[] | undefined
  code?: string | undefined
  errors?: readonly FormError[] | undefined
  ticket?: TicketModel | undefined
}

/** Asks for the code. */
export const StatusForm: FC<StatusFormProps> = ({ t, offered = [], code, errors, ticket }) => (
  <>
    <ErrorSummary t={t} errors={errors} />
    <PageTitle lead={t('joining.status.lead')}>{t('joining.status.title')}</PageTitle>
    <Form action="/join/status">
      <TicketFields ticket={ticket} />
      <Field
        t={t}
        name="code"
        label={t('joining.code.label')}
        hint={t('joining.status.hint')}
        value={code}
        error={errorFor(errors, 'code')}
        maxLength={120}
        verbatim
      />
      <ButtonRow>
        <Button>{t('joining.status.look')}</Button>
      </ButtonRow>
    </Form>
    <LanguageSwitch t={t} offered={offered} returnTo="/join/status" />
  </>
)

type StatusModel =
  | { readonly state: 'waiting'; readonly since: Date }
  | { readonly state: 'declined'; readonly reason: string; readonly askAgainOn: string | null }
  | { readonly state: 'approved'; readonly needsSignInName: boolean }

export interface StatusPageProps {
  t: Translator
  now: Date
  code: string
  status: StatusModel
  signInName?: string | undefined
  errors?: readonly FormError[] | undefined
  ticket?: TicketModel | undefined
  /** While nobody has decided yet. */
  live?: LiveModel | undefined
}

/** One sentence and the next step. */
export const StatusPage: FC<StatusPageProps> = (props) => {
  switch (props.status.state) {
    case 'waiting':
      return <Waiting {...props} since={props.status.since} />
    case 'declined':
      return <Declined {...props} reason={props.status.reason} askAgainOn={props.status.askAgainOn} />
    case 'approved':
      return <Approved {...props} needsSignInName={props.status.needsSignInName} />
  }
}

const Waiting: FC<StatusPageProps & { since: Date }> = ({ t, now, code, since, live }) => (
  <>
    <PageTitle lead={t('joining.status.waiting.text')}>{t('joining.status.waiting')}</PageTitle>
    <p class="soft">
      {t('joining.status.asked')} <Time t={t} at={since} now={now} />
      {' · '}
      <WithMoment t={t} at={now} only="hour" sentence={(time) => t('live.checkedAt', { time })} />
    </p>
    <Form action="/join/status" hidden={{ code }}>
      <ButtonRow>
        <Button icon="refresh-cw">{t('joining.status.refresh')}</Button>
      </ButtonRow>
      {live !== undefined && <LiveState t={t} live={live} />}
    </Form>
  </>
)

type DeclinedProps = StatusPageProps & { reason: string; askAgainOn: string | null }

const Declined: FC<DeclinedProps> = ({ t, code, reason, askAgainOn }) => (
  <>
    <PageTitle lead={t('joining.status.declined.text')}>{t('joining.status.declined')}</PageTitle>
    <Section title={t('joining.status.reason')}>
      <Paragraphs text={reason} />
    </Section>
    {askAgainOn === null ? (
      <>
        <p>{t('joining.status.again')}</p>
        <Form action="/join/start" hidden={{ previousCode: code }}>
          <ButtonRow>
            <Button kind="secondary">{t('auth.signIn.join')}</Button>
          </ButtonRow>
        </Form>
      </>
    ) : (
      <p>
        {t('joining.status.againOn')}{' '}
        <strong>
          <Time t={t} at={new Date(`${askAgainOn}T00:00:00Z`)} />
        </strong>
        {'. '}
        {t('joining.status.keepCode')}
      </p>
    )}
  </>
)

const Approved: FC<StatusPageProps & { needsSignInName: boolean }> = (props) => {
  const { t, code, needsSignInName, signInName = '', errors, ticket } = props
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <PageTitle lead={t(needsSignInName ? 'joining.status.nameGone' : 'joining.status.approved.text')}>
        {t('joining.status.approved')}
      </PageTitle>
      <Form action="/join/enter" hidden={{ code }}>
        <TicketFields ticket={ticket} />
        {needsSignInName && <NewSignInName t={t} value={signInName} errors={errors} />}
        <ButtonRow>
          <Button>{t('joining.status.enter')}</Button>
        </ButtonRow>
      </Form>
    </>
  )
}

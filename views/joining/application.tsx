import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Paragraphs } from '../community/text-lines.tsx'
import { Button, ButtonRow } from '../components/button.tsx'
import { ErrorSummary, type FormError } from '../components/errors.tsx'
import { Form } from '../components/form.tsx'
import { Notice } from '../components/messages.tsx'
import { QueueItem } from '../components/queue-item.tsx'
import { PageTitle, Section } from '../components/text.tsx'
import {
  Decision,
  DecisionBar,
  DecisionStep,
  Fold,
  nextInPlace,
  StepLink,
} from '../moderation/decision-bar.tsx'
import { ApplicantAnswers, ApplicantFacts, type ApplicantModel } from './applicant.tsx'
import { DeclineFields, type DecliningModel } from './decline-fields.tsx'

export interface ApplicationPageProps {
  t: Translator
  now: Date
  application: ApplicantModel
  replies: readonly { readonly id: string; readonly name: string; readonly body: string }[]
  declining?: DecliningModel | undefined
  errors?: readonly FormError[] | undefined
}

/** One application: what she answered, then yes or not now. */
export const ApplicationPage: FC<ApplicationPageProps> = (props) => {
  const { t, now, application, replies, declining, errors } = props
  const { id, displayName, createdAt, answers } = application
  const action = `/queue/applications/${id}`
  const isRefused = errors !== undefined && errors.length > 0
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <QueueItem
        t={t}
        now={now}
        id={id}
        kind={t('queue.kind.application')}
        title={displayName ?? ''}
        since={createdAt}
        headingLevel={1}
        reason={<ApplicantFacts t={t} applicant={application} />}
      >
        <ApplicantAnswers t={t} answers={answers} />
      </QueueItem>
      <DecisionBar t={t}>
        {!application.isApprovedByMe && !application.isYesEnough && (
          <Decision action={`${action}/approve`} icon="check" keyName="a">
            {t('joining.decide.approve')}
          </Decision>
        )}
        {!application.isApprovedByMe && application.isYesEnough && (
          <Fold icon="check" summary={t('joining.decide.approve')} keyName="a">
            <p>{t('joining.decide.final')}</p>
            <Form action={`${action}/approve`} htmx={nextInPlace(`${action}/approve`)}>
              <Button icon="check">{t('joining.decide.approveYes')}</Button>
            </Form>
          </Fold>
        )}
        <StepLink step="not-now" icon="clock" kind="secondary" keyName="r">
          {t('joining.decide.declineInstead')}
        </StepLink>
      </DecisionBar>
      <DecisionStep id="not-now" label={t('joining.decide.declineInstead')} open={isRefused}>
        <Form action={`${action}/decline`}>
          <DeclineFields t={t} replies={replies} declining={declining} errors={errors} />
          <p>{t('joining.decide.declineFinal')}</p>
          <ButtonRow>
            <Button icon="clock">{t('joining.decide.decline')}</Button>
            <Button kind="quiet" href={isRefused ? action : '#main'}>
              {t('common.back')}
            </Button>
          </ButtonRow>
        </Form>
        <p>
          <a href="/queue/replies">{t('joining.replies.title')}</a>
        </p>
      </DecisionStep>
    </>
  )
}

export interface DecidedPageProps {
  t: Translator
  /** Why nothing was changed, for whoever came second. */
  errors?: readonly FormError[] | undefined
  /** What she had written: hers to take along. */
  reason?: string | undefined
}

/** Somebody has decided. */
export const DecidedPage: FC<DecidedPageProps> = ({ t, errors, reason }) => (
  <>
    <ErrorSummary t={t} errors={errors} />
    <PageTitle>{t('queue.kind.application')}</PageTitle>
    <Notice>
      <p>{t('joining.decide.decided')}</p>
    </Notice>
    {reason !== undefined && reason !== '' && (
      <Section title={t('joining.decide.yourWords')}>
        <Paragraphs text={reason} />
      </Section>
    )}
    <ButtonRow>
      <Button href="/queue">{t('queue.back')}</Button>
    </ButtonRow>
  </>
)

import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { SummaryList } from '../components/lists.tsx'
import { EmptyState, Notice } from '../components/messages.tsx'
import { QueueItem } from '../components/queue-item.tsx'
import { PageTitle } from '../components/text.tsx'
import { DecisionBar, DecisionStep, Fold, StepLink } from '../moderation/decision-bar.tsx'

export interface RequestsPageProps {
  t: Translator
  now: Date
  group: { readonly name: string }
  requests: readonly { readonly id: string; readonly member: string; readonly createdAt: Date }[]
}

/** Who waits before one group, for those who look after it. */
export const RequestsPage: FC<RequestsPageProps> = ({ t, now, group, requests }) => (
  <>
    <PageTitle>{t('group.request.title', { name: group.name })}</PageTitle>
    {requests.length === 0 && <EmptyState icon="circle-check" title={t('group.request.empty')} />}
    {requests.map(({ id, member, createdAt }) => (
      <QueueItem
        t={t}
        now={now}
        id={id}
        kind={t('group.request.kind')}
        title={member}
        href={`/queue/group-requests/${id}`}
        since={createdAt}
      />
    ))}
  </>
)

export interface RequestPageProps {
  t: Translator
  now: Date
  request: {
    readonly id: string
    readonly groupName: string
    readonly member: string | null
    readonly state: 'waiting' | 'approved' | 'declined'
    readonly createdAt: Date
    readonly answers: readonly { readonly prompt: string; readonly answer: string }[]
  }
  /** Where she came from. */
  backHref: string
  longest: number
  reason?: string | undefined
  errors?: readonly FormError[] | undefined
}

/** One who wants to be let into a group: what she answered, then yes or not now. */
export const RequestPage: FC<RequestPageProps> = (props) => {
  const { t, now, request, backHref, longest, reason, errors } = props
  const { id, groupName, member, state, createdAt, answers } = request
  if (state !== 'waiting') return <DecidedPage t={t} backHref={backHref} typed={reason} errors={errors} />
  const action = `/queue/group-requests/${id}`
  const isRefused = errors !== undefined && errors.length > 0
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <QueueItem
        t={t}
        now={now}
        id={id}
        kind={t('group.request.kind')}
        title={t('group.request.who', { name: member ?? '', group: groupName })}
        since={createdAt}
        headingLevel={1}
      >
        <SummaryList t={t} rows={answers.map(({ prompt, answer }) => ({ label: prompt, value: answer }))} />
        {answers.length === 0 && <p class="soft">{t('joining.decide.noAnswers')}</p>}
      </QueueItem>
      <DecisionBar t={t}>
        <Fold icon="check" summary={t('group.request.approve')} keyName="a">
          <p>{t('group.request.final')}</p>
          <Form action={`${action}/approve`}>
            <Button icon="check">{t('joining.decide.approveYes')}</Button>
          </Form>
        </Fold>
        <StepLink step="not-now" icon="clock" kind="secondary" keyName="r">
          {t('joining.decide.declineInstead')}
        </StepLink>
      </DecisionBar>
      <DecisionStep id="not-now" label={t('joining.decide.declineInstead')} open={isRefused}>
        <Form action={`${action}/decline`}>
          <Field
            t={t}
            name="reason"
            type="textarea"
            rows={4}
            label={t('group.request.reason')}
            hint={t('group.request.reasonHint')}
            value={reason}
            error={errorFor(errors, 'reason')}
            maxLength={longest}
          />
          <p>{t('joining.decide.declineFinal')}</p>
          <ButtonRow>
            <Button icon="clock">{t('joining.decide.decline')}</Button>
            <Button kind="quiet" href={isRefused ? action : '#main'}>
              {t('common.back')}
            </Button>
          </ButtonRow>
        </Form>
      </DecisionStep>
    </>
  )
}

const DecidedPage: FC<{
  t: Translator
  backHref: string
  typed?: string | undefined
  errors?: readonly FormError[] | undefined
}> = ({ t, backHref, typed = '', errors }) => (
  <>
    <ErrorSummary t={t} errors={errors} />
    <PageTitle>{t('group.request.kind')}</PageTitle>
    <Notice>
      <p>{t('group.request.decided')}</p>
    </Notice>
    {typed !== '' && (
      <Notice tone="warning">
        <p>{t('group.request.typed')}</p>
        <p dir="auto">{typed}</p>
      </Notice>
    )}
    <ButtonRow>
      <Button href={backHref}>{t('common.back')}</Button>
    </ButtonRow>
  </>
)

import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { ErrorSummary, type FormError, fieldId } from '../components/errors.tsx'
import { Form } from '../components/form.tsx'
import { LinkList, Pagination } from '../components/lists.tsx'
import { EmptyState } from '../components/messages.tsx'
import { PageTitle } from '../components/text.tsx'
import { Time } from '../components/time.tsx'
import { ApplicantAnswers, ApplicantFacts, type ApplicantModel } from './applicant.tsx'

export interface ApplicationsPageProps {
  t: Translator
  now: Date
  applications: readonly ApplicantModel[]
  /** All that wait, also those that do not fit onto the page. */
  waiting: number
  /** Where this page begins; absent on the first one. */
  after?: string | undefined
  nextHref?: string | undefined
  errors?: readonly FormError[] | undefined
}

/** Everybody who waits, to choose several and decide on them alike. */
export const ApplicationsPage: FC<ApplicationsPageProps> = ({
  t,
  now,
  applications,
  waiting,
  after,
  nextHref,
  errors,
}) => (
  <>
    <ErrorSummary t={t} errors={errors} />
    <PageTitle lead={waiting > 0 ? t('joining.bulk.lead', { count: waiting }) : undefined}>
      {t('joining.bulk.title')}
    </PageTitle>
    {waiting > applications.length && (
      <p>{t('joining.bulk.shown', { count: applications.length, waiting })}</p>
    )}
    {applications.length === 0 ? (
      <EmptyState
        title={t('joining.bulk.empty')}
        icon="circle-check"
        action={{ href: '/queue', label: t('queue.back') }}
      />
    ) : (
      <Form action="/queue/applications/chosen" hidden={{ after }}>
        {applications.map((application, index) => (
          <ApplicantChoice t={t} now={now} application={application} isFirst={index === 0} />
        ))}
        <ButtonRow fixed>
          <Button>{t('joining.bulk.next')}</Button>
        </ButtonRow>
      </Form>
    )}
    <Pagination t={t} newer={nextHref} older={after === undefined ? undefined : '/queue/applications'} />
    <LinkList items={[{ href: '/queue/replies', title: t('joining.replies.title'), icon: 'reply' }]} />
  </>
)

interface ApplicantChoiceProps {
  t: Translator
  now: Date
  application: ApplicantModel
  isFirst: boolean
}

/** A box to tick, her name that leads to everything, and what is needed to decide. */
const ApplicantChoice: FC<ApplicantChoiceProps> = ({ t, now, application, isFirst }) => {
  const { id, displayName, createdAt, answers } = application
  const name = displayName ?? ''
  // The error summary leads to the first box.
  const boxId = isFirst ? fieldId('application') : `choose-${id}`
  return (
    <article class="queue-item" id={id}>
      <div class="choice__option">
        <input class="choice__input" id={boxId} type="checkbox" name="application" value={id} />
        <label class="choice__label" for={boxId}>
          <bdi>{name}</bdi>
        </label>
        <p class="choice__hint">
          {t('queue.since')} <Time t={t} at={createdAt} now={now} />
        </p>
      </div>
      <input type="hidden" name={`name-${id}`} value={name} />
      <div class="queue-item__reason">
        <ApplicantFacts t={t} applicant={application} />
      </div>
      <div class="queue-item__context">
        <ApplicantAnswers t={t} answers={answers} />
        <p>
          <a href={`/queue/applications/${id}`}>
            {t('joining.bulk.open')}
            <span class="visually-hidden"> {name}</span>
          </a>
        </p>
      </div>
    </article>
  )
}

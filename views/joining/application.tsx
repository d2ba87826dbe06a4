import type { FC } from 'hono/jsx'
import { isLocale, type Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { languageNames } from '../components/language-switch.tsx'
import { Notice } from '../components/messages.tsx'
import { QueueItem } from '../components/queue-item.tsx'
import { Details, PageTitle } from '../components/text.tsx'

interface ApplicationModel {
  readonly id: string
  readonly state: 'waiting' | 'approved' | 'declined'
  readonly displayName: string | null
  readonly locale: string
  readonly createdAt: Date
  readonly answers: readonly { readonly prompt: string; readonly answer: string }[]
}

export interface ApplicationPageProps {
  t: Translator
  now: Date
  application: ApplicationModel
  reason?: string | undefined
  errors?: readonly FormError[] | undefined
}

/** One application: what she answered, then yes or not now. */
export const ApplicationPage: FC<ApplicationPageProps> = ({ t, now, application, reason, errors }) => {
  const { id, state, displayName, locale, createdAt, answers } = application
  if (state !== 'waiting') return <DecidedPage t={t} />
  const action = `/queue/applications/${id}`
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
        reason={
          isLocale(locale) && <p>{t('joining.decide.language', { language: languageNames[locale] })}</p>
        }
      >
        <dl class="summary-list">
          {answers.map(({ prompt, answer }) => (
            <div class="summary-list__row">
              <dt dir="auto">{prompt}</dt>
              <dd class="summary-list__value" dir="auto">
                {answer}
              </dd>
            </div>
          ))}
        </dl>
        {answers.length === 0 && <p class="soft">{t('joining.decide.noAnswers')}</p>}
      </QueueItem>
      <p class="soft">{t('joining.decide.forgotten')}</p>
      <Form action={`${action}/approve`}>
        <ButtonRow fixed>
          <Button icon="check">{t('joining.decide.approve')}</Button>
        </ButtonRow>
      </Form>
      <Details summary={t('joining.decide.declineInstead')} open={errors !== undefined && errors.length > 0}>
        <Form action={`${action}/decline`}>
          <Field
            t={t}
            name="reason"
            type="textarea"
            rows={4}
            label={t('joining.decide.reason')}
            hint={t('joining.decide.reasonHint')}
            value={reason}
            error={errorFor(errors, 'reason')}
            maxLength={1000}
          />
          <Button kind="secondary">{t('joining.decide.decline')}</Button>
        </Form>
      </Details>
    </>
  )
}

const DecidedPage: FC<{ t: Translator }> = ({ t }) => (
  <>
    <PageTitle>{t('queue.kind.application')}</PageTitle>
    <Notice>
      <p>{t('joining.decide.decided')}</p>
    </Notice>
    <ButtonRow>
      <Button href="/queue">{t('queue.back')}</Button>
    </ButtonRow>
  </>
)

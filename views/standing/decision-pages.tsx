import type { Child, FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { Notice } from '../components/messages.tsx'
import { QueueItem } from '../components/queue-item.tsx'
import { DecisionBar, DecisionButton } from '../moderation/decision-bar.tsx'

export interface AppealDecisionPageProps {
  t: Translator
  now: Date
  id: string
  kind: 'appeal' | 'anonymousAppeal'
  /** When it was asked. */
  since: Date
  action: string
  title: string
  /** Why the reader cannot answer it: it is said instead of the form. What she sent all the same is kept in it. */
  closed: 'decided' | 'oneself' | 'anotherDecides' | null
  values?: { readonly answer: string } | undefined
  errors?: readonly FormError[] | undefined
  /** The decision, its reason, the appeal. */
  children?: Child
}

/** A moderator answers an appeal: it stays, or it is lifted. */
export const AppealDecisionPage: FC<AppealDecisionPageProps> = (props) => {
  const { t, action, title, closed, values, errors, children } = props
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <QueueItem
        t={t}
        now={props.now}
        id={props.id}
        kind={t(`queue.kind.${props.kind}`)}
        title={title}
        since={props.since}
        headingLevel={1}
      >
        {children}
      </QueueItem>
      {closed !== null && (closed === 'decided' || !values) ? (
        <>
          <Notice>
            <p>{t(`standing.errors.${closed}`)}</p>
          </Notice>
          <ButtonRow>
            <Button href="/queue">{t('queue.back')}</Button>
          </ButtonRow>
        </>
      ) : (
        <Form action={action}>
          <Field
            t={t}
            name="answer"
            type="textarea"
            rows={4}
            label={t('standing.decide.answer')}
            hint={t('standing.sanction.reasonHint')}
            value={values?.answer}
            error={errorFor(errors, 'answer')}
            maxLength={1000}
          />
          <p>{t('standing.decide.final')}</p>
          <DecisionBar t={t}>
            <DecisionButton icon="undo-2" keyName="a" name="decision" value="lift">
              {t('standing.decide.lift')}
            </DecisionButton>
            <DecisionButton icon="check" kind="secondary" keyName="r" name="decision" value="uphold">
              {t('standing.decide.uphold')}
            </DecisionButton>
          </DecisionBar>
        </Form>
      )}
    </>
  )
}

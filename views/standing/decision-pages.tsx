import type { Child, FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Choice } from '../components/choice.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { Notice } from '../components/messages.tsx'
import { PageTitle } from '../components/text.tsx'

export interface AppealDecisionPageProps {
  t: Translator
  action: string
  title: string
  /** Why the reader cannot answer it: it is said instead of the form. What she sent all the same is kept in it. */
  closed: 'decided' | 'oneself' | 'anotherDecides' | null
  values?: { readonly decision: string; readonly answer: string } | undefined
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
      <PageTitle>{title}</PageTitle>
      {children}
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
          <Choice
            t={t}
            name="decision"
            label={t('standing.decide.label')}
            options={[
              { value: 'lift', label: t('standing.decide.lift') },
              { value: 'uphold', label: t('standing.decide.uphold') },
            ]}
            value={values?.decision ?? ''}
            error={errorFor(errors, 'decision')}
          />
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
          <ButtonRow fixed>
            <Button icon="check">{t('standing.decide.do')}</Button>
            <Button kind="quiet" href="/queue">
              {t('queue.back')}
            </Button>
          </ButtonRow>
        </Form>
      )}
    </>
  )
}

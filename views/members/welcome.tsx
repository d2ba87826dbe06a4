import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { Hint } from '../components/states.tsx'
import { PageTitle } from '../components/text.tsx'

export interface WelcomePageProps {
  t: Translator
  displayName: string
  errors?: readonly FormError[] | undefined
}

/** Her first page inside: what the others will call her. */
export const WelcomePage: FC<WelcomePageProps> = ({ t, displayName, errors }) => (
  <>
    <ErrorSummary t={t} errors={errors} />
    <PageTitle lead={t('members.welcome.lead')}>{t('members.welcome.title')}</PageTitle>
    <Form action="/welcome">
      <Field
        t={t}
        name="displayName"
        label={t('members.displayName.label')}
        hint={t('members.displayName.hint')}
        value={displayName}
        error={errorFor(errors, 'displayName')}
        maxLength={60}
      />
      <ButtonRow>
        <Button>{t('members.welcome.submit')}</Button>
      </ButtonRow>
    </Form>
    <Hint>
      <p>{t('members.welcome.lock')}</p>
    </Hint>
  </>
)

import type { Child, FC, PropsWithChildren } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { PageTitle } from '../components/text.tsx'

export interface SettingsFormProps {
  t: Translator
  version: number
  errors?: readonly FormError[] | undefined
}

/** One page of settings: a form that knows from which state it started. */
export const SettingsForm: FC<
  PropsWithChildren<SettingsFormProps & { action: string; title: string; lead?: Child }>
> = ({ t, version, errors, action, title, lead, children }) => (
  <>
    <ErrorSummary t={t} errors={errors} />
    <PageTitle lead={lead}>{title}</PageTitle>
    <Form action={action} hidden={{ version: String(version) }}>
      {children}
      <ButtonRow>
        <Button>{t('settings.save')}</Button>
        <Button kind="quiet" href="/settings">
          {t('common.cancel')}
        </Button>
      </ButtonRow>
    </Form>
  </>
)

/** A field for a small number. */
export const NumberField: FC<{
  t: Translator
  name: string
  label: string
  hint?: string
  value: string
  required: boolean
  errors: readonly FormError[] | undefined
}> = ({ name, errors, ...field }) => (
  <Field
    {...field}
    name={name}
    type="number"
    width="short"
    inputMode="numeric"
    error={errorFor(errors, name)}
  />
)

import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'

export interface NewNamesProps {
  t: Translator
  values: { readonly signInName: string; readonly displayName: string }
  errors?: readonly FormError[] | undefined
}

/** The two names of a member: one for the door, one for the others. */
export const NewNames: FC<NewNamesProps> = ({ t, values, errors }) => (
  <>
    <NewSignInName t={t} value={values.signInName} errors={errors} />
    <Field
      t={t}
      name="displayName"
      label={t('members.displayName.label')}
      hint={t('members.displayName.hint')}
      value={values.displayName}
      error={errorFor(errors, 'displayName')}
      maxLength={60}
    />
  </>
)

export const NewSignInName: FC<{
  t: Translator
  value: string
  errors?: readonly FormError[] | undefined
}> = ({ t, value, errors }) => (
  <Field
    t={t}
    name="signInName"
    label={t('auth.signInName.label')}
    hint={t('auth.signInName.hint')}
    value={value}
    error={errorFor(errors, 'signInName')}
    maxLength={60}
    verbatim
  />
)

/** A passphrase to choose. It never comes back into a page. */
export const NewPassphrase: FC<{
  t: Translator
  errors?: readonly FormError[] | undefined
  asTitle?: boolean | undefined
}> = ({ t, errors, asTitle }) => (
  <Field
    t={t}
    name="passphrase"
    type="passphrase"
    label={t('auth.passphrase.choose')}
    hint={t('auth.passphrase.hint')}
    error={errorFor(errors, 'passphrase')}
    asTitle={asTitle}
  />
)

import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'

export interface KnownPassphraseProps {
  t: Translator
  name?: string | undefined
  label?: string | undefined
  hint?: string | undefined
  errors?: readonly FormError[] | undefined
}

/** The passphrase that she has, asked again before something that only she may do. */
export const KnownPassphrase: FC<KnownPassphraseProps> = ({
  t,
  name = 'passphrase',
  label,
  hint,
  errors,
}) => (
  <Field
    t={t}
    name={name}
    type="passphrase"
    label={label ?? t('auth.passphrase.label')}
    hint={hint}
    error={errorFor(errors, name)}
    maxLength={256}
  />
)

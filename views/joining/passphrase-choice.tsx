import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Choice } from '../components/choice.tsx'
import { errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Code } from '../components/text.tsx'

export interface PassphraseModel {
  /** Words made for her. */
  readonly suggestion: string
  readonly from: 'suggested' | 'own'
}

export interface PassphraseChoiceProps {
  t: Translator
  passphrase: PassphraseModel
  errors?: readonly FormError[] | undefined
}

/** Words made for her come first; her own count if she types them. Those never come back into a page. */
export const PassphraseChoice: FC<PassphraseChoiceProps> = ({ t, passphrase, errors }) => (
  <>
    <input type="hidden" name="suggestion" value={passphrase.suggestion} />
    <Code t={t} label={t('joining.passphrase.suggested')} code={passphrase.suggestion} />
    <Choice
      t={t}
      name="passphraseFrom"
      label={t('joining.passphrase.which')}
      value={passphrase.from}
      options={[
        {
          value: 'suggested',
          label: t('joining.passphrase.take'),
          hint: t('joining.passphrase.takeHint'),
        },
        { value: 'own', label: t('joining.passphrase.own') },
      ]}
    />
    <Field
      t={t}
      name="passphrase"
      type="passphrase"
      label={t('joining.passphrase.ownLabel')}
      hint={t('auth.passphrase.hint')}
      error={errorFor(errors, 'passphrase')}
      required={false}
      maxLength={256}
    />
  </>
)

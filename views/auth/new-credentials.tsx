import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button } from '../components/button.tsx'
import { Choice } from '../components/choice.tsx'
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

export interface PassphraseModel {
  /** Five words made for her. */
  readonly suggestion: string
  readonly from: 'suggested' | 'own'
}

/**
 * A passphrase to choose: five words made for her come first, and what she ticks decides. Where the style sheet can
 * tell, the field for her own shows only once she ticks that. Hers never come back into a page. Belongs above a row
 * with the form's button and `OtherWords`.
 */
export const NewPassphrase: FC<{
  t: Translator
  passphrase: PassphraseModel
  errors?: readonly FormError[] | undefined
  asTitle?: boolean | undefined
}> = ({ t, passphrase: { suggestion, from }, errors, asTitle }) => (
  <>
    <Choice
      t={t}
      name="passphraseFrom"
      label={t('auth.passphrase.which')}
      hint={t('auth.passphrase.whichHint')}
      value={from}
      asTitle={asTitle}
      options={[
        { value: 'suggested', label: t('auth.passphrase.take') },
        { value: 'own', label: t('auth.passphrase.own') },
      ]}
    />
    {/* Without a button that copies: what a phone copied, the next app can read. */}
    <p class="code">
      <input type="hidden" name="suggestion" value={suggestion} />
      <span class="code__label">{t('auth.passphrase.suggested')}</span>
      <code class="code__value" translate="no">
        {suggestion}
      </code>
    </p>
    <div class="own-passphrase">
      <Field
        t={t}
        name="passphrase"
        type="passphrase"
        label={t('auth.passphrase.choose')}
        hint={t('auth.passphrase.hint')}
        error={errorFor(errors, 'passphrase')}
        required={false}
        marksOptional={false}
        maxLength={256}
      />
    </div>
  </>
)

export interface OtherWordsProps {
  t: Translator
  /** Where a form of several pages shows this one again. */
  name?: string | undefined
  value?: string | undefined
  formaction?: string | undefined
}

/** Asks for five other words. Never the first button of its form, or Enter would press it. */
export const OtherWords: FC<OtherWordsProps> = ({ t, name = 'words', value = 'other', formaction }) => (
  <Button kind="quiet" icon="refresh-cw" name={name} value={value} formaction={formaction}>
    {t('auth.passphrase.others')}
  </Button>
)

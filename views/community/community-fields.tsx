import type { FC } from 'hono/jsx'
import { type Locale, locales, type Translator } from '../../src/i18n/translator.ts'
import { Choice } from '../components/choice.tsx'
import { errorFor, type FormError } from '../components/errors.tsx'
import { Field, Select } from '../components/field.tsx'
import { languageNames } from '../components/language-switch.tsx'

interface FieldsProps {
  t: Translator
  errors?: readonly FormError[] | undefined
}

const localeOptions = locales.map((locale: Locale) => ({
  value: locale,
  label: languageNames[locale],
  lang: locale,
}))

export interface NameAndLanguagesProps extends FieldsProps {
  /** How the form calls the name. */
  nameField: 'communityName' | 'name'
  name: string
  defaultLocale: string
  offered: readonly string[]
  most: number
}

/** What the community is called, the language it speaks, and those that it offers. */
export const NameAndLanguages: FC<NameAndLanguagesProps> = (props) => {
  const { t, errors, nameField, name, defaultLocale, offered, most } = props
  return (
    <>
      <Field
        t={t}
        name={nameField}
        label={t('community.setUp.name')}
        hint={t('community.setUp.nameHint')}
        value={name}
        error={errorFor(errors, nameField)}
        maxLength={most}
      />
      <Select
        t={t}
        name="defaultLocale"
        label={t('community.setUp.defaultLocale')}
        options={localeOptions}
        value={defaultLocale}
        error={errorFor(errors, 'defaultLocale')}
      />
      <Choice
        t={t}
        name="offered"
        type="checkbox"
        label={t('community.setUp.offered')}
        hint={t('community.setUp.offeredHint')}
        options={localeOptions}
        value={offered}
        error={errorFor(errors, 'offered')}
        required={false}
      />
    </>
  )
}

export interface OwnWordsProps extends FieldsProps {
  values: { readonly welcome: string; readonly rules: string }
  lang?: string | undefined
  /** In the community's own language there must be rules. */
  rulesRequired: boolean
}

/** What it says of itself, and its rules. */
export const OwnWords: FC<OwnWordsProps> = ({ t, errors, values, lang, rulesRequired }) => (
  <>
    <Field
      t={t}
      name="welcome"
      type="textarea"
      rows={3}
      label={t('community.setUp.welcome')}
      hint={t('community.setUp.welcomeHint')}
      value={values.welcome}
      lang={lang}
      error={errorFor(errors, 'welcome')}
      required={false}
    />
    <Field
      t={t}
      name="rules"
      type="textarea"
      rows={10}
      label={t('community.setUp.rules')}
      hint={t('community.setUp.rulesHint')}
      value={values.rules}
      lang={lang}
      error={errorFor(errors, 'rules')}
      required={rulesRequired}
    />
  </>
)

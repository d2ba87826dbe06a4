import type { FC } from 'hono/jsx'
import { isLocale, type Locale, locales, type Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Choice, Tick } from '../components/choice.tsx'
import { errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { languageNames } from '../components/language-switch.tsx'
import { Notice } from '../components/messages.tsx'
import { Section } from '../components/text.tsx'
import { SettingsForm, type SettingsFormProps } from './settings-form.tsx'
import { Paragraphs, Rules } from './text-lines.tsx'

export interface CommunitySettingsPageProps extends SettingsFormProps {
  values: { readonly name: string; readonly defaultLocale: string; readonly locales: readonly string[] }
  most: number
}

/** What the community is called, and which languages it speaks. */
export const CommunitySettingsPage: FC<CommunitySettingsPageProps> = ({
  t,
  values,
  errors,
  most,
  version,
}) => {
  const options = locales.map((value) => ({ value, label: languageNames[value], lang: value }))
  return (
    <SettingsForm
      t={t}
      errors={errors}
      version={version}
      action="/settings/community"
      title={t('settings.community.title')}
    >
      <Field
        t={t}
        name="name"
        label={t('community.setUp.name')}
        hint={t('community.setUp.nameHint')}
        value={values.name}
        maxLength={most}
        error={errorFor(errors, 'name')}
      />
      <Choice
        t={t}
        name="defaultLocale"
        label={t('community.setUp.defaultLocale')}
        options={options}
        value={values.defaultLocale}
        error={errorFor(errors, 'defaultLocale')}
      />
      <Choice
        t={t}
        name="offered"
        type="checkbox"
        label={t('community.setUp.offered')}
        hint={t('community.setUp.offeredHint')}
        options={options}
        value={values.locales}
        required={false}
      />
    </SettingsForm>
  )
}

interface Words {
  readonly rules: string
  readonly welcome: string
}

export interface TextsPageProps {
  t: Translator
  locale: Locale
  /** `saved`: what somebody else wrote meanwhile. */
  values: Words & { readonly version: number; readonly saved?: Words | undefined }
  errors?: readonly FormError[] | undefined
}

/** The rules and the welcome in one language. */
export const TextsPage: FC<TextsPageProps> = ({ t, locale, values, errors }) => (
  <SettingsForm
    t={t}
    errors={errors}
    version={values.version}
    action={`/settings/texts/${locale}`}
    title={t('settings.texts.title', { language: languageNames[locale] })}
    lead={t('settings.texts.lead')}
  >
    {values.saved && (
      <Notice tone="warning">
        <Section title={t('settings.texts.saved')}>
          <Rules text={values.saved.rules} lang={locale} />
          <Paragraphs text={values.saved.welcome} lang={locale} />
        </Section>
      </Notice>
    )}
    <Field
      t={t}
      name="rules"
      type="textarea"
      rows={12}
      label={t('community.setUp.rules')}
      hint={t('community.setUp.rulesHint')}
      value={values.rules}
      lang={locale}
      required={false}
      error={errorFor(errors, 'rules')}
    />
    <Field
      t={t}
      name="welcome"
      type="textarea"
      rows={4}
      label={t('community.setUp.welcome')}
      hint={t('community.setUp.welcomeHint')}
      value={values.welcome}
      lang={locale}
      required={false}
      error={errorFor(errors, 'welcome')}
    />
  </SettingsForm>
)

export interface QuestionsPageProps extends SettingsFormProps {
  /** The community's own first. */
  locales: readonly string[]
  questions: readonly {
    readonly id: string
    readonly required: boolean
    readonly prompts: Readonly<Record<string, string>>
  }[]
  canAdd: boolean
  most: number
}

/** What whoever asks to join is asked. */
export const QuestionsPage: FC<QuestionsPageProps> = ({
  t,
  locales,
  questions,
  canAdd,
  most,
  errors,
  version,
}) => (
  <SettingsForm
    t={t}
    errors={errors}
    version={version}
    action="/settings/questions"
    title={t('settings.questions.title')}
    lead={t('settings.questions.lead')}
  >
    {questions.map(({ id, required, prompts }, index) => (
      <Section title={t('settings.questions.one', { number: index + 1 })}>
        <input type="hidden" name={`id-${index}`} value={id} />
        {locales.filter(isLocale).map((locale, place) => (
          <Field
            t={t}
            name={`prompt-${index}-${locale}`}
            label={languageNames[locale]}
            lang={locale}
            value={prompts[locale] ?? ''}
            maxLength={most}
            required={place === 0}
            error={errorFor(errors, `prompt-${index}-${locale}`)}
          />
        ))}
        <Tick t={t} name={`required-${index}`} label={t('settings.questions.required')} checked={required} />
        {id !== '' && <Tick t={t} name={`remove-${index}`} label={t('settings.questions.remove')} />}
      </Section>
    ))}
    {canAdd && (
      <ButtonRow>
        <Button kind="secondary" name="go" value="another">
          {t('settings.questions.another')}
        </Button>
      </ButtonRow>
    )}
  </SettingsForm>
)

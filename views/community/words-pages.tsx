import type { FC } from 'hono/jsx'
import { isLocale, type Locale, type Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Tick } from '../components/choice.tsx'
import { errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { languageNames } from '../components/language-switch.tsx'
import { Notice } from '../components/messages.tsx'
import { Details, Section } from '../components/text.tsx'
import { NameAndLanguages, OwnWords } from './community-fields.tsx'
import { SettingsForm, type SettingsFormProps } from './settings-form.tsx'
import { Paragraphs } from './text-lines.tsx'

export interface CommunitySettingsPageProps extends SettingsFormProps {
  values: { readonly name: string; readonly defaultLocale: string; readonly locales: readonly string[] }
  most: number
}

/** What the community is called, and which languages it speaks. */
export const CommunitySettingsPage: FC<CommunitySettingsPageProps> = ({
  t,
  values: { name, defaultLocale, locales: offered },
  errors,
  most,
  version,
}) => (
  <SettingsForm
    t={t}
    errors={errors}
    version={version}
    action="/settings/community"
    title={t('settings.community.title')}
  >
    <NameAndLanguages
      t={t}
      errors={errors}
      nameField="name"
      name={name}
      defaultLocale={defaultLocale}
      offered={offered}
      most={most}
    />
  </SettingsForm>
)

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
          <Paragraphs text={values.saved.rules} lang={locale} />
          <Paragraphs text={values.saved.welcome} lang={locale} />
        </Section>
      </Notice>
    )}
    <OwnWords t={t} errors={errors} values={values} lang={locale} rulesRequired={false} />
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
        <Prompts t={t} index={index} locales={locales} prompts={prompts} most={most} errors={errors} />
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

interface PromptsProps extends Pick<QuestionsPageProps, 't' | 'locales' | 'most' | 'errors'> {
  index: number
  prompts: Readonly<Record<string, string>>
}

/** A question in the community's own language; in the others it is written less often. */
const Prompts: FC<PromptsProps> = ({ t, index, locales, prompts, most, errors }) => {
  const [own, ...others] = locales.filter(isLocale)
  const nameOf = (locale: Locale) => `prompt-${index}-${locale}`
  const field = (locale: Locale) => (
    <Field
      t={t}
      name={nameOf(locale)}
      label={languageNames[locale]}
      lang={locale}
      value={prompts[locale] ?? ''}
      maxLength={most}
      required={locale === own}
      error={errorFor(errors, nameOf(locale))}
    />
  )
  return (
    <>
      {own && field(own)}
      {others.length > 0 && (
        <Details
          summary={t('settings.questions.others')}
          open={others.some((locale) => errorFor(errors, nameOf(locale)) !== undefined)}
        >
          {others.map(field)}
        </Details>
      )}
    </>
  )
}

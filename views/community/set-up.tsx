import type { FC } from 'hono/jsx'
import { locales, type Translator } from '../../src/i18n/translator.ts'
import { NewNames, NewPassphrase, OtherWords, type PassphraseModel } from '../auth/new-credentials.tsx'
import { Button, ButtonRow } from '../components/button.tsx'
import { Tick } from '../components/choice.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { LanguageSwitch } from '../components/language-switch.tsx'
import { PageTitle, Section } from '../components/text.tsx'
import { NameAndLanguages, OwnWords } from './community-fields.tsx'

interface SetUpValues {
  readonly communityName: string
  readonly defaultLocale: string
  readonly offered: readonly string[]
  readonly welcome: string
  readonly rules: string
  readonly questions: string
  readonly questionsRequired: boolean
  readonly signInName: string
  readonly displayName: string
}

export interface SetUpPageProps {
  t: Translator
  /** The page's own address, with the one-time token. */
  action: string
  values: SetUpValues
  passphrase: PassphraseModel
  errors?: readonly FormError[] | undefined
}

/** Opens a new community. One page, because one person does it once, sitting down. */
export const SetUpPage: FC<SetUpPageProps> = ({ t, action, values, passphrase, errors }) => (
  <>
    <ErrorSummary t={t} errors={errors} />
    <PageTitle lead={t('community.setUp.lead')}>{t('community.setUp.title')}</PageTitle>
    <LanguageSwitch t={t} offered={locales} returnTo={action} />
    <Form action={action}>
      <Section title={t('community.setUp.community')}>
        <NameAndLanguages
          t={t}
          errors={errors}
          nameField="communityName"
          name={values.communityName}
          defaultLocale={values.defaultLocale}
          offered={values.offered}
          most={60}
        />
        <OwnWords t={t} errors={errors} values={values} rulesRequired />
        <Field
          t={t}
          name="questions"
          type="textarea"
          label={t('community.setUp.questions')}
          hint={t('community.setUp.questionsHint')}
          value={values.questions}
          error={errorFor(errors, 'questions')}
          required={false}
        />
        <Tick
          t={t}
          name="questionsRequired"
          label={t('community.setUp.questionsRequired')}
          checked={values.questionsRequired}
        />
      </Section>
      <Section title={t('community.setUp.you')}>
        <p>{t('community.setUp.youLead')}</p>
        <NewNames t={t} values={values} errors={errors} />
        <NewPassphrase t={t} passphrase={passphrase} errors={errors} />
      </Section>
      <ButtonRow>
        <Button>{t('community.setUp.submit')}</Button>
        <OtherWords t={t} />
      </ButtonRow>
    </Form>
  </>
)

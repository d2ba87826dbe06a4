import type { FC } from 'hono/jsx'
import type { Locale, Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { LanguageSwitch } from '../components/language-switch.tsx'
import { LinkList } from '../components/lists.tsx'
import { Warning } from '../components/messages.tsx'
import { Code, PageTitle } from '../components/text.tsx'
import { NewPassphrase, OtherWords, type PassphraseModel } from './new-credentials.tsx'
import { TicketFields, type TicketModel } from './ticket.tsx'

/** The two ways in for whoever has lost her passphrase. */
export const RecoverPage: FC<{ t: Translator; offered: readonly Locale[] }> = ({ t, offered }) => (
  <>
    <PageTitle lead={t('recovery.lead')}>{t('recovery.title')}</PageTitle>
    <LinkList
      items={[
        {
          href: '/recover/code',
          title: t('recovery.byCode'),
          text: t('recovery.byCode.text'),
          icon: 'check',
        },
        { href: '/recover/ask', title: t('recovery.byHelp'), text: t('recovery.byHelp.text'), icon: 'users' },
        { href: '/recover/status', title: t('recovery.hasCode'), icon: 'clock' },
      ]}
    />
    <LanguageSwitch t={t} offered={offered} returnTo="/recover" />
  </>
)

interface FormPageProps {
  t: Translator
  errors?: readonly FormError[] | undefined
  ticket?: TicketModel | undefined
}

export interface RecoverCodePageProps extends FormPageProps {
  signInName?: string | undefined
  code?: string | undefined
  passphrase: PassphraseModel
}

/** Name, printed code and a new passphrase: in at once. */
export const RecoverCodePage: FC<RecoverCodePageProps> = (props) => {
  const { t, signInName, code, passphrase, errors, ticket } = props
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <PageTitle lead={t('recovery.code.lead')}>{t('recovery.code.title')}</PageTitle>
      <Form action="/recover/code">
        <TicketFields ticket={ticket} />
        <SignInNameField t={t} signInName={signInName} errors={errors} />
        <Field
          t={t}
          name="code"
          label={t('recovery.code.label')}
          hint={t('recovery.code.hint')}
          value={code}
          error={errorFor(errors, 'code')}
          maxLength={120}
          verbatim
        />
        <NewPassphrase t={t} passphrase={passphrase} errors={errors} />
        <ButtonRow>
          <Button>{t('recovery.code.submit')}</Button>
          <OtherWords t={t} />
        </ButtonRow>
      </Form>
    </>
  )
}

export interface RecoverAskPageProps extends FormPageProps {
  signInName?: string | undefined
}

/** Asks those who know her. */
export const RecoverAskPage: FC<RecoverAskPageProps> = ({ t, signInName, errors, ticket }) => (
  <>
    <ErrorSummary t={t} errors={errors} />
    <PageTitle lead={t('recovery.ask.lead')}>{t('recovery.ask.title')}</PageTitle>
    <Form action="/recover/ask">
      <TicketFields ticket={ticket} />
      <SignInNameField t={t} signInName={signInName} errors={errors} />
      <ButtonRow>
        <Button>{t('recovery.ask.submit')}</Button>
      </ButtonRow>
    </Form>
  </>
)

const SignInNameField: FC<{
  t: Translator
  signInName: string | undefined
  errors: readonly FormError[] | undefined
}> = ({ t, signInName, errors }) => (
  <Field
    t={t}
    name="signInName"
    label={t('auth.signInName.label')}
    hint={t('auth.signIn.nameHint')}
    value={signInName}
    error={errorFor(errors, 'signInName')}
    maxLength={60}
    verbatim
  />
)

/** The code, shown once. It is the same page whether or not anybody has the name (P14). */
export const RecoverAskedPage: FC<{ t: Translator; code: string }> = ({ t, code }) => (
  <>
    <PageTitle lead={t('recovery.asked.lead')}>{t('recovery.asked.title')}</PageTitle>
    <Code t={t} label={t('recovery.asked.label')} code={code} />
    <Warning t={t}>{t('recovery.asked.warning')}</Warning>
    <p>{t('recovery.asked.next')}</p>
    <ButtonRow>
      <Button href="/recover/status">{t('recovery.asked.done')}</Button>
    </ButtonRow>
  </>
)

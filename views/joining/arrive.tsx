import type { FC } from 'hono/jsx'
import type { Locale, Translator } from '../../src/i18n/translator.ts'
import type { SafeHtml } from '../../src/safe-html.ts'
import { NewPassphrase, OtherWords, type PassphraseModel } from '../auth/new-credentials.tsx'
import { TicketFields, type TicketModel } from '../auth/ticket.tsx'
import { Rules } from '../community/text-lines.tsx'
import { Button, ButtonRow } from '../components/button.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { LanguageSwitch } from '../components/language-switch.tsx'
import { Notice } from '../components/messages.tsx'
import { Details, PageTitle } from '../components/text.tsx'

export interface ArrivePageProps {
  t: Translator
  offered: readonly Locale[]
  /** The address of the code itself. */
  action: string
  submission: string
  texts?: { readonly rules: readonly SafeHtml[]; readonly locale: string } | undefined
  values: { readonly displayName: string; readonly signInName: string }
  passphrase: PassphraseModel
  errors?: readonly FormError[] | undefined
  ticket?: TicketModel | undefined
}

/** Everything on one page, for whoever stands beside a moderator: the rules, a name, and she is in. */
export const ArrivePage: FC<ArrivePageProps> = (props) => {
  const { t, offered, action, submission, texts, values, passphrase, errors, ticket } = props
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <PageTitle lead={t('joining.arrive.lead')}>{t('joining.arrive.title')}</PageTitle>
      <LanguageSwitch t={t} offered={offered} returnTo={action} />
      <Notice>
        <p>{t('joining.arrive.short')}</p>
      </Notice>
      {texts && (
        <Details summary={t('joining.arrive.rules')} printed>
          <Rules rules={texts.rules} lang={texts.locale} />
        </Details>
      )}
      <Form action={action} hidden={{ submission }}>
        <TicketFields ticket={ticket} />
        <Field
          t={t}
          name="displayName"
          label={t('members.displayName.label')}
          hint={t('joining.arrive.displayNameHint')}
          value={values.displayName}
          error={errorFor(errors, 'displayName')}
          maxLength={60}
        />
        <Field
          t={t}
          name="signInName"
          label={t('auth.signInName.label')}
          hint={t('joining.arrive.signInNameHint')}
          value={values.signInName}
          error={errorFor(errors, 'signInName')}
          maxLength={60}
          verbatim
        />
        <NewPassphrase t={t} passphrase={passphrase} errors={errors} />
        <ButtonRow>
          <Button>{t('joining.arrive.comeIn')}</Button>
          <OtherWords t={t} />
        </ButtonRow>
      </Form>
    </>
  )
}

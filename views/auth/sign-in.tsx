import type { FC } from 'hono/jsx'
import { type Locale, locales, type Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { LanguageSwitch } from '../components/language-switch.tsx'
import { LinkList } from '../components/lists.tsx'
import { PageTitle, Section } from '../components/text.tsx'
import { TicketFields, type TicketModel } from './ticket.tsx'

export interface SignInPageProps {
  t: Translator
  /** The languages to switch to; all that the interface speaks unless told. */
  offered?: readonly Locale[] | undefined
  signInName?: string | undefined
  errors?: readonly FormError[] | undefined
  ticket?: TicketModel | undefined
}

/** The door. Signed out it also stands in for every page that is absent or hidden, so it names none of them (P2). */
export const SignInPage: FC<SignInPageProps> = ({ t, offered = locales, signInName, errors, ticket }) => (
  <>
    <ErrorSummary t={t} errors={errors} />
    <PageTitle lead={t('auth.signIn.lead')}>{t('auth.signIn.title')}</PageTitle>
    <Form action="/sign-in">
      <TicketFields ticket={ticket} />
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
      <Field
        t={t}
        name="passphrase"
        type="passphrase"
        label={t('auth.passphrase.label')}
        error={errorFor(errors, 'passphrase')}
        maxLength={256}
      />
      <ButtonRow>
        <Button>{t('auth.signIn.submit')}</Button>
      </ButtonRow>
    </Form>
    <p>
      <a href="/recover">{t('auth.signIn.lost')}</a>
    </p>
    <Section title={t('auth.signIn.notYet')}>
      <LinkList
        items={[
          { href: '/join', title: t('auth.signIn.join'), icon: 'door-open' },
          { href: '/join/status', title: t('auth.signIn.status'), icon: 'clock' },
          { href: '/about', title: t('auth.signIn.about'), icon: 'life-buoy' },
        ]}
      />
    </Section>
    <LanguageSwitch t={t} offered={offered} returnTo="/" />
  </>
)

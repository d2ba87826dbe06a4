import type { FC } from 'hono/jsx'
import type { Locale, Translator } from '../../src/i18n/translator.ts'
import type { SafeHtml } from '../../src/safe-html.ts'
import { TicketFields, type TicketModel } from '../auth/ticket.tsx'
import { Rules } from '../community/text-lines.tsx'
import { Button, ButtonRow } from '../components/button.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { LanguageSwitch } from '../components/language-switch.tsx'
import { Notice } from '../components/messages.tsx'
import { Details, PageTitle, Prose, Section } from '../components/text.tsx'

export interface JoinPageProps {
  t: Translator
  offered: readonly Locale[]
  /** The community's own words, with the language they are in. */
  texts?:
    | { readonly welcome: SafeHtml | null; readonly rules: readonly SafeHtml[]; readonly locale: string }
    | undefined
  /** How many questions come, the names and the passphrase not counted. */
  questions: number
  /** The code of an application before this one. */
  previousCode?: string | undefined
  /** What she has answered already, and the invite she came with. */
  hidden?: Readonly<Record<string, string | undefined>> | undefined
  errors?: readonly FormError[] | undefined
  ticket?: TicketModel | undefined
}

/** The first page: what this is, how to leave, what is asked and what becomes of it, the rules. */
export const JoinPage: FC<JoinPageProps> = (props) => {
  const { t, offered, texts, questions, previousCode = '', hidden, errors, ticket } = props
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <PageTitle lead={t('joining.start.lead')}>{t('joining.start.title')}</PageTitle>
      <LanguageSwitch t={t} offered={offered} returnTo="/join" />
      {texts?.welcome && <Prose html={texts.welcome} lang={texts.locale} />}
      <Notice>
        <p>{t('joining.start.leave')}</p>
      </Notice>
      {texts && (
        <Section title={t('joining.start.rules')}>
          <Rules rules={texts.rules} lang={texts.locale} />
        </Section>
      )}
      <Section title={t('joining.start.next')}>
        <ol>
          {questions > 0 && <li>{t('joining.start.next.questions', { count: questions })}</li>}
          <li>{t('joining.start.next.names')}</li>
          <li>{t('joining.start.next.code')}</li>
          <li>{t('joining.start.next.moderator')}</li>
        </ol>
        <p>{t('joining.start.kept')}</p>
      </Section>
      <Form action="/join/questions" hidden={hidden}>
        <TicketFields ticket={ticket} />
        <Details
          summary={t('joining.again.title')}
          open={previousCode !== '' || errorFor(errors, 'previousCode') !== undefined}
        >
          <Field
            t={t}
            name="previousCode"
            label={t('joining.again.label')}
            hint={t('joining.again.hint')}
            value={previousCode}
            error={errorFor(errors, 'previousCode')}
            required={false}
            maxLength={120}
            verbatim
          />
        </Details>
        <ButtonRow>
          <Button>{t('joining.start.agree')}</Button>
          <Button kind="quiet" href="/join/status">
            {t('joining.start.hasCode')}
          </Button>
        </ButtonRow>
      </Form>
    </>
  )
}

/** The door is closed. */
export const ClosedPage: FC<{ t: Translator }> = ({ t }) => (
  <>
    <PageTitle lead={t('joining.closed.lead')}>{t('joining.closed.title')}</PageTitle>
    <p>{t('joining.closed.code')}</p>
    <ButtonRow>
      <Button href="/join/status">{t('joining.start.hasCode')}</Button>
      <Button kind="quiet" href="/">
        {t('common.back')}
      </Button>
    </ButtonRow>
  </>
)

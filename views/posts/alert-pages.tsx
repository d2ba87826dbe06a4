import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import type { SafeHtml } from '../../src/safe-html.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { Notice, Warning } from '../components/messages.tsx'
import { Code, PageTitle, Prose } from '../components/text.tsx'
import { Time } from '../components/time.tsx'

export interface CorrectionModel {
  readonly body: SafeHtml
  readonly at: Date
}

/** What was set right in an alert, above its text. */
export const Corrections: FC<{
  t: Translator
  now: Date
  corrections: readonly CorrectionModel[]
  lang?: string | undefined
}> = ({ t, now, corrections, lang }) => (
  <>
    {corrections.map(({ body, at }) => (
      <Notice tone="warning">
        <p>
          <strong>{t('alert.correction')}</strong> · <Time t={t} at={at} now={now} />
        </p>
        <Prose html={body} lang={lang} />
      </Notice>
    ))}
  </>
)

export interface CorrectionPageProps {
  t: Translator
  action: string
  submission: string
  text?: string | undefined
  maxLength: number
  errors?: readonly FormError[] | undefined
}

/** Sets something right in an alert. */
export const CorrectionPage: FC<CorrectionPageProps> = ({
  t,
  action,
  submission,
  text,
  maxLength,
  errors,
}) => (
  <>
    <ErrorSummary t={t} errors={errors} />
    <PageTitle>{t('alert.correct.title')}</PageTitle>
    <Form action={action} hidden={{ submission }}>
      <Field
        t={t}
        name="text"
        type="textarea"
        label={t('alert.correct.label')}
        hint={t('alert.correct.hint')}
        value={text}
        error={errorFor(errors, 'text')}
        maxLength={maxLength}
      />
      <ButtonRow>
        <Button kind="inside">{t('alert.correct.send')}</Button>
      </ButtonRow>
    </Form>
  </>
)

/** An alert as a text to copy into her phone's own messages. */
export const SmsPage: FC<{ t: Translator; text: string; messages: number }> = ({ t, text, messages }) => (
  <>
    <PageTitle lead={t('alert.sms.lead')}>{t('alert.sms.title')}</PageTitle>
    <Code t={t} label={t('alert.sms.label')} code={text} />
    <p class="soft">{t('alert.sms.messages', { count: messages })}</p>
    <Warning t={t}>{t('alert.sms.warning')}</Warning>
  </>
)

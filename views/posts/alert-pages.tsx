import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import type { SafeHtml } from '../../src/safe-html.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { ComposerFrame, StaysHere } from '../components/composer.tsx'
import { errorFor, type FormError } from '../components/errors.tsx'
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
  /** Where the alert stands, and how many read it. */
  group: string
  readers: number
  submission: string
  text?: string | undefined
  maxLength: number
  errors?: readonly FormError[] | undefined
}

/** Sets something right in an alert. */
export const CorrectionPage: FC<CorrectionPageProps> = ({
  t,
  action,
  group,
  readers,
  submission,
  text,
  maxLength,
  errors,
}) => (
  <>
    <PageTitle>{t('alert.correct.title')}</PageTitle>
    <ComposerFrame t={t} errors={errors}>
      <Form action={action} hidden={{ submission }}>
        <StaysHere>{t('composer.stays', { group, count: readers })}</StaysHere>
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
          <Button kind="inside">{t('alert.correct.send', { group })}</Button>
        </ButtonRow>
      </Form>
    </ComposerFrame>
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

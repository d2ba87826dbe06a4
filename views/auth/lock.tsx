import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { Notice } from '../components/messages.tsx'
import { PageTitle } from '../components/text.tsx'

export interface LockPageProps {
  t: Translator
  /** Where what she was typing is: with her drafts, or waiting behind the PIN. */
  kept?: 'draft' | 'unsent' | undefined
  errors?: readonly FormError[] | undefined
}

/**
 * All that a locked session shows, whoever holds the phone: a PIN, and the ways out. She has not left: what the browser
 * keeps for her stays, and a script tells her other tabs to lock too.
 */
export const LockPage: FC<LockPageProps> = ({ t, kept, errors }) => (
  <>
    <ErrorSummary t={t} errors={errors} />
    <PageTitle lead={t('lock.lead')}>{t('lock.title')}</PageTitle>
    {kept !== undefined && (
      <Notice tone="done">
        <p>{t(`lock.kept.${kept}`)}</p>
      </Notice>
    )}
    <Form action="/lock/open">
      <Field
        t={t}
        name="pin"
        type="passphrase"
        inputMode="numeric"
        label={t('lock.pin')}
        error={errorFor(errors, 'pin')}
        width="short"
        maxLength={16}
      />
      <ButtonRow>
        <Button>{t('lock.open')}</Button>
      </ButtonRow>
    </Form>
    <Form action="/sign-out">
      <ButtonRow>
        <Button kind="quiet">{t('lock.forgotten')}</Button>
      </ButtonRow>
    </Form>
    <span hidden data-keep="lock" />
  </>
)

export interface UnsentPageProps {
  t: Translator
  unsent: {
    readonly action: string
    readonly text: string
    readonly to: string
    readonly submission: string
  }
}

/** A message that came when the pages had locked: nothing was sent, nothing is lost. */
export const UnsentPage: FC<UnsentPageProps> = ({ t, unsent: { action, text, to, submission } }) => (
  <>
    <PageTitle lead={t('lock.unsent.lead')}>{t('lock.unsent.title')}</PageTitle>
    <Form action={action} hidden={{ submission }}>
      {action === '/messages/new' && (
        <Field t={t} name="to" label={t('lock.unsent.to')} value={to} maxLength={60} />
      )}
      <Field t={t} name="text" type="textarea" label={t('lock.unsent.text')} value={text} />
      <ButtonRow>
        <Button kind="inside">{t('lock.unsent.send')}</Button>
      </ButtonRow>
    </Form>
    <Form action="/lock/unsent/discard">
      <ButtonRow>
        <Button kind="quiet">{t('lock.unsent.discard')}</Button>
      </ButtonRow>
    </Form>
  </>
)

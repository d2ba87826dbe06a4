import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { KnownPassphrase } from '../auth/known-passphrase.tsx'
import { NewPassphrase, OtherWords, type PassphraseModel } from '../auth/new-credentials.tsx'
import { Button, ButtonRow } from '../components/button.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { EmptyState, Warning } from '../components/messages.tsx'
import { PageTitle } from '../components/text.tsx'
import { WithMoment } from '../components/time.tsx'

interface FormPageProps {
  t: Translator
  errors?: readonly FormError[] | undefined
}

/** Another passphrase, for who knows the old one. */
export const PassphrasePage: FC<FormPageProps & { passphrase: PassphraseModel }> = (props) => {
  const { t, passphrase, errors } = props
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <PageTitle lead={t('members.passphrase.lead')}>{t('members.passphrase.title')}</PageTitle>
      <Form action="/me/passphrase">
        <KnownPassphrase t={t} name="oldPassphrase" label={t('members.passphrase.old')} errors={errors} />
        <NewPassphrase t={t} passphrase={passphrase} errors={errors} />
        <ButtonRow>
          <Button>{t('members.passphrase.submit')}</Button>
          <OtherWords t={t} />
        </ButtonRow>
      </Form>
    </>
  )
}

/** How many codes are left, and new ones for who knows the passphrase. */
export const CodesPage: FC<FormPageProps & { left: number }> = ({ t, left, errors }) => (
  <>
    <ErrorSummary t={t} errors={errors} />
    <PageTitle lead={t('members.codes.lead')}>{t('members.codes.title')}</PageTitle>
    <p>
      {t('members.codes.left', { count: left })} {left > 0 && t('members.codes.void')}
    </p>
    <Form action="/me/codes">
      <KnownPassphrase t={t} errors={errors} />
      <ButtonRow>
        <Button>{t('members.codes.submit')}</Button>
      </ButtonRow>
    </Form>
  </>
)

/** The codes, this once. On paper stands nothing but numbers and codes. */
export const NewCodesPage: FC<{ t: Translator; codes: readonly string[] }> = ({ t, codes }) => (
  <>
    <div class="not-printed">
      <PageTitle lead={t('members.codes.shownLead')}>{t('members.codes.shown')}</PageTitle>
    </div>
    <ol class="codes">
      {codes.map((code) => (
        <li>
          <code class="code__value" translate="no">
            {code}
          </code>
        </li>
      ))}
    </ol>
    <div class="not-printed stack">
      <Warning t={t}>{t('members.codes.keep')}</Warning>
      <div data-print={t('common.print')} />
      <ButtonRow>
        <Button href="/me">{t('members.codes.done')}</Button>
      </ButtonRow>
    </div>
  </>
)

/** The one woman whose word helps her in. */
export const HelperPage: FC<FormPageProps & { helper: string | null; typed?: string | undefined }> = (
  props,
) => {
  const { t, helper, typed, errors } = props
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <PageTitle lead={t('members.helper.lead')}>{t('members.helper.title')}</PageTitle>
      <p>{t('members.helper.both')}</p>
      <p>{helper === null ? t('members.helper.nobody') : t('members.helper.now', { name: helper })}</p>
      <Form action="/me/helper">
        <Field
          t={t}
          name="helper"
          label={t('members.helper.field')}
          hint={t('members.helper.hint')}
          value={typed}
          error={errorFor(errors, 'helper')}
          maxLength={60}
        />
        <KnownPassphrase t={t} errors={errors} />
        <ButtonRow>
          <Button>{t('members.helper.submit')}</Button>
        </ButtonRow>
      </Form>
      {helper !== null && (
        <Form action="/me/helper/remove">
          <Button kind="secondary">{t('members.helper.remove')}</Button>
        </Form>
      )}
    </>
  )
}

export interface OwnRecoveryPageProps {
  t: Translator
  now: Date
  /** When it was asked for, once somebody said yes. */
  askedAt: Date | null
  /** Once all said yes: when it opens. */
  opensAt: Date | null
}

/** Somebody asked for a new passphrase for her account and was believed; one button stops it. */
export const OwnRecoveryPage: FC<OwnRecoveryPageProps> = ({ t, now, askedAt, opensAt }) => {
  if (askedAt === null)
    return (
      <>
        <PageTitle>{t('recovery.own.title')}</PageTitle>
        <EmptyState title={t('recovery.own.nothing')} icon="circle-check" />
      </>
    )
  return (
    <>
      <PageTitle lead={t(opensAt === null ? 'recovery.own.firstYes' : 'recovery.own.lead')}>
        {t('recovery.own.title')}
      </PageTitle>
      <p>
        <WithMoment t={t} at={askedAt} sentence={(time) => t('recovery.own.asked', { time })} />
      </p>
      <p>
        <State t={t} now={now} opensAt={opensAt} />
      </p>
      <p>{t('recovery.own.wasMe')}</p>
      <Form action="/me/recovery/stop">
        <ButtonRow>
          <Button kind="danger">{t('recovery.own.stop')}</Button>
        </ButtonRow>
      </Form>
    </>
  )
}

const State: FC<{ t: Translator; now: Date; opensAt: Date | null }> = ({ t, now, opensAt }) => {
  if (opensAt === null) return <>{t('recovery.own.waits')}</>
  if (opensAt <= now) return <>{t('recovery.own.open')}</>
  return <WithMoment t={t} at={opensAt} sentence={(time) => t('recovery.own.opens', { time })} />
}

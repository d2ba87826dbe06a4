import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { TicketFields, type TicketModel } from '../auth/ticket.tsx'
import { Button, ButtonRow } from '../components/button.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { PageTitle } from '../components/text.tsx'

/** Asks once more: a withdrawal cannot be undone. */
export const WithdrawPage: FC<{ t: Translator; editionId: string; title: string; keep: string }> = ({
  t,
  editionId,
  title,
  keep,
}) => (
  <>
    <PageTitle lead={t('shares.withdraw.lead')}>{t('shares.withdraw.title')}</PageTitle>
    {title !== '' && (
      <p>
        <strong dir="auto">{title}</strong>
      </p>
    )}
    <Form action={`/editions/${editionId}/withdraw`}>
      <ButtonRow>
        <Button kind="danger" icon="undo-2">
          {t('shares.withdraw.submit')}
        </Button>
        <Button kind="secondary" href={keep}>
          {t('shares.withdraw.keep')}
        </Button>
      </ButtonRow>
    </Form>
  </>
)

/** For somebody without an account, who has only her code. */
export const CodePage: FC<{
  t: Translator
  errors?: readonly FormError[]
  ticket?: TicketModel | undefined
  /** She has seen what the code speaks for and said yes. */
  isConfirmed?: boolean
}> = ({ t, errors, ticket, isConfirmed = false }) => (
  <>
    <ErrorSummary t={t} errors={errors} />
    <PageTitle lead={t('withdrawal.lead')}>{t('withdrawal.title')}</PageTitle>
    <Form action="/withdraw" hidden={{ confirm: isConfirmed ? 'yes' : undefined }}>
      <TicketFields ticket={ticket} />
      <Field
        t={t}
        name="code"
        label={t('withdrawal.code')}
        error={errorFor(errors, 'code')}
        maxLength={80}
        verbatim
      />
      <ButtonRow>
        <Button>{t('withdrawal.submit')}</Button>
      </ButtonRow>
    </Form>
  </>
)

export interface FoundPageProps {
  t: Translator
  code: string
  title: string
  channel: string
  isOut: boolean
}

/** What the code speaks for, before it is taken back. */
export const FoundPage: FC<FoundPageProps> = ({ t, code, title, channel, isOut }) => (
  <>
    <PageTitle lead={t('shares.withdraw.lead')}>{t('withdrawal.found.title')}</PageTitle>
    {title !== '' && (
      <p>
        <strong dir="auto">{title}</strong>
      </p>
    )}
    <p>
      {t('withdrawal.found.where')} <bdi>{channel}</bdi>
    </p>
    {!isOut && <p>{t('withdrawal.found.waiting')}</p>}
    <Form action="/withdraw" hidden={{ code, confirm: 'yes' }}>
      <ButtonRow>
        <Button kind="danger" icon="undo-2">
          {t('shares.withdraw.submit')}
        </Button>
        <Button kind="secondary" href="/withdraw">
          {t('shares.withdraw.keep')}
        </Button>
      </ButtonRow>
    </Form>
  </>
)

/** After a code took back what was not out yet. */
export const RevokedPage: FC<{ t: Translator }> = ({ t }) => (
  <PageTitle lead={t('withdrawal.revoked')}>{t('shares.withdrawn.titleNone')}</PageTitle>
)

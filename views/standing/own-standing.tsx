import type { Child, FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { LinkList } from '../components/lists.tsx'
import { EmptyState, Notice } from '../components/messages.tsx'
import { PageTitle, Section } from '../components/text.tsx'
import { Time } from '../components/time.tsx'
import { SanctionCard, type SanctionModel } from './sanction-list.tsx'

export interface OwnStandingPageProps {
  t: Translator
  status: 'active' | 'suspended' | 'expelled'
  sanctions: readonly SanctionModel[]
  /** Freezes of others that wait for her word. */
  toConfirm: readonly { readonly id: string; readonly name: string }[]
  /** Posts of hers of which moderators learnt that she wrote them. */
  unmasked: readonly { readonly postId: string; readonly at: Date }[]
}

/** What moderators decided about the reader herself, and her way to ask them to look again. */
export const OwnStandingPage: FC<OwnStandingPageProps> = ({ t, status, sanctions, toConfirm, unmasked }) => (
  <>
    <PageTitle lead={t(`standing.own.${status}.lead`)}>{t(`standing.own.${status}.title`)}</PageTitle>
    {toConfirm.length > 0 && (
      <Section title={t('standing.own.toConfirm')}>
        <LinkList
          items={toConfirm.map(({ id, name }) => ({
            href: `/freezes/${id}/lift`,
            title: t('standing.freeze.confirmFor', { name }),
            icon: 'lock' as const,
          }))}
        />
      </Section>
    )}
    {unmasked.map(({ postId, at }) => (
      <Notice tone="warning">
        <p>
          {t('standing.unmask.tellsAuthor')} <Time t={t} at={at} />
        </p>
        <p>
          <a href={`/posts/${postId}`}>{t('standing.unmask.toPost')}</a>
        </p>
      </Notice>
    ))}
    {sanctions.length === 0 && unmasked.length === 0 && (
      <EmptyState title={t('standing.own.nothing')} icon="circle-check" />
    )}
    {sanctions.map((sanction) => (
      <SanctionCard t={t} sanction={sanction}>
        {sanction.mayAppeal && (
          <ButtonRow>
            <Button href={`/standing/${sanction.id}/appeal`}>{t('standing.appeal.title')}</Button>
          </ButtonRow>
        )}
      </SanctionCard>
    ))}
    {status !== 'active' && (
      <Form action="/sign-out">
        <ButtonRow>
          <Button kind="secondary" icon="log-out">
            {t('members.me.signOut')}
          </Button>
        </ButtonRow>
      </Form>
    )}
  </>
)

export interface AppealFormPageProps {
  t: Translator
  action: string
  cancelHref: string
  appeal?: string | undefined
  errors?: readonly FormError[] | undefined
  /** What is appealed. */
  children?: Child
  /** Said where her words must not give her away. */
  warning?: Child
}

/** Asking the moderators to look at a decision again, once. */
export const AppealFormPage: FC<AppealFormPageProps> = (props) => {
  const { t, action, cancelHref, appeal, errors, children, warning } = props
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <PageTitle lead={t('standing.appeal.lead')}>{t('standing.appeal.title')}</PageTitle>
      {children}
      {warning}
      <Form action={action}>
        <Field
          t={t}
          name="appeal"
          type="textarea"
          rows={6}
          label={t('standing.appeal.label')}
          hint={t('standing.appeal.hint')}
          value={appeal}
          error={errorFor(errors, 'appeal')}
          maxLength={2000}
        />
        <ButtonRow fixed>
          <Button icon="send">{t('standing.appeal.send')}</Button>
          <Button kind="quiet" href={cancelHref}>
            {t('common.cancel')}
          </Button>
        </ButtonRow>
      </Form>
    </>
  )
}

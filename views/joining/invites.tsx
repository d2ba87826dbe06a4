import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { Notice, Warning } from '../components/messages.tsx'
import { Code, PageTitle, Section, Tag } from '../components/text.tsx'
import { Time } from '../components/time.tsx'
import { QrCode } from './qr-code.tsx'

interface InviteModel {
  readonly id: string
  readonly by: string | null
  readonly uses: number
  readonly usesLeft: number
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly state: 'open' | 'usedUp' | 'over' | 'revoked'
}

export interface InvitesPageProps {
  t: Translator
  now: Date
  /** Goes with the form, so that sending it twice makes one link. */
  token: string
  mayInvite: boolean
  own: readonly InviteModel[]
  /** Open ones of others, for moderators. */
  others: readonly InviteModel[]
  typed?: { readonly uses: string; readonly days: string } | undefined
  errors?: readonly FormError[] | undefined
}

/** Her invites: make one, see what is left of the others, make one worthless. */
export const InvitesPage: FC<InvitesPageProps> = (props) => {
  const { t, now, token, mayInvite, own, others, typed, errors } = props
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <PageTitle lead={t('joining.invites.lead')}>{t('joining.invites.title')}</PageTitle>
      {mayInvite ? (
        <Form action="/invites" hidden={{ token }}>
          <Field
            t={t}
            name="uses"
            type="number"
            inputMode="numeric"
            width="short"
            label={t('joining.invites.uses')}
            hint={t('joining.invites.usesHint')}
            value={typed?.uses ?? '1'}
            error={errorFor(errors, 'uses')}
          />
          <Field
            t={t}
            name="days"
            type="number"
            inputMode="numeric"
            width="short"
            label={t('joining.invites.days')}
            hint={t('joining.invites.daysHint')}
            value={typed?.days ?? '7'}
            error={errorFor(errors, 'days')}
          />
          <ButtonRow>
            <Button>{t('joining.invites.make')}</Button>
          </ButtonRow>
        </Form>
      ) : (
        <Notice>
          <p>{t('joining.invites.notAllowed')}</p>
        </Notice>
      )}
      {own.length > 0 && <InviteList t={t} now={now} title={t('joining.invites.own')} invites={own} />}
      {others.length > 0 && (
        <InviteList t={t} now={now} title={t('joining.invites.others')} invites={others} withNames />
      )}
    </>
  )
}

interface InviteListProps {
  t: Translator
  now: Date
  title: string
  invites: readonly InviteModel[]
  withNames?: boolean | undefined
}

const InviteList: FC<InviteListProps> = ({ t, now, title, invites, withNames }) => (
  <Section title={title}>
    <ul class="link-list">
      {invites.map(({ id, by, uses, usesLeft, createdAt, expiresAt, state }) => (
        <li class="link-list__item">
          <div class="link-list__words">
            <p>
              {withNames && (
                <>
                  <bdi>{by ?? t('joining.aMember')}</bdi>
                  {' · '}
                </>
              )}
              {t('joining.invites.left', { left: usesLeft, uses })}{' '}
              <Tag>{t(`joining.invites.state.${state}`)}</Tag>
            </p>
            <p class="soft">
              {t('joining.invites.made')} <Time t={t} at={createdAt} now={now} />
              {state === 'open' && (
                <>
                  {' · '}
                  {t('joining.invites.until')} <Time t={t} at={expiresAt} />
                </>
              )}
            </p>
          </div>
          {state === 'open' && (
            <Form action={`/invites/${id}/revoke`}>
              <Button kind="secondary">{t('joining.invites.revoke')}</Button>
            </Form>
          )}
        </li>
      ))}
    </ul>
  </Section>
)

export interface NewInvitePageProps {
  t: Translator
  link: string
  uses: number
  expiresAt: Date
}

/** The link, shown once. */
export const NewInvitePage: FC<NewInvitePageProps> = ({ t, link, uses, expiresAt }) => (
  <>
    <PageTitle lead={t('joining.invites.new.lead', { count: uses })}>
      {t('joining.invites.new.title')}
    </PageTitle>
    <Code t={t} label={t('joining.invites.new.link')} code={link} />
    <p>
      <QrCode text={link} label={t('joining.qr')} />
    </p>
    <p>
      {t('joining.invites.until')} <Time t={t} at={expiresAt} />
    </p>
    <Warning t={t}>{t('joining.invites.new.warning')}</Warning>
    <ButtonRow>
      <Button href="/invites">{t('joining.invites.new.done')}</Button>
    </ButtonRow>
  </>
)

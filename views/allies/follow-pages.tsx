import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { SummaryList } from '../components/lists.tsx'
import { Notice, Warning } from '../components/messages.tsx'
import { PageTitle, Section } from '../components/text.tsx'
import type { FollowedChannelModel } from './channels-page.tsx'

export interface FollowPageProps {
  t: Translator
  address?: string | undefined
  errors?: readonly FormError[] | undefined
}

/** Asks which channel to follow. */
export const FollowPage: FC<FollowPageProps> = ({ t, address, errors }) => (
  <>
    <ErrorSummary t={t} errors={errors} />
    <PageTitle lead={t('allies.follow.lead')}>{t('allies.follow.title')}</PageTitle>
    <Form action="/allies/follow">
      <Field
        t={t}
        name="address"
        label={t('allies.follow.address')}
        hint={t('allies.follow.addressHint')}
        value={address}
        error={errorFor(errors, 'address')}
        maxLength={500}
        inputMode="url"
        verbatim
      />
      <ButtonRow>
        <Button>{t('allies.follow.find')}</Button>
        <Button kind="quiet" href="/allies/channels">
          {t('common.cancel')}
        </Button>
      </ButtonRow>
    </Form>
  </>
)

export interface ConfirmFollowPageProps {
  t: Translator
  channel: {
    readonly name: string
    readonly handle: string
    readonly host: string
    readonly summary: string
    readonly kind: 'open' | 'allied'
    readonly actorType: FollowedChannelModel['actorType']
  }
  /** What else the post that was given names: its author, beside its channel. */
  others: readonly { readonly name: string; readonly actorUri: string }[]
  /** What she typed: it is looked up once more when she confirms. */
  address: string
  /** What was found, to notice when that is no longer so. */
  seen: string
  errors?: readonly FormError[] | undefined
}

/** Shows which channel was found, before anything is sent there. */
export const ConfirmFollowPage: FC<ConfirmFollowPageProps> = (props) => {
  const { t, channel, others, address, seen, errors } = props
  const { name, handle, host, summary, kind, actorType } = channel
  const isPerson = actorType === 'Person'
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <PageTitle>{t('allies.follow.confirm.title', { channel: name })}</PageTitle>
      <SummaryList
        t={t}
        rows={[
          { label: t('allies.follow.confirm.name'), value: name },
          { label: t('allies.follow.confirm.handle'), value: <bdi translate="no">{handle}</bdi> },
          { label: t('allies.follow.confirm.server'), value: <bdi translate="no">{host}</bdi> },
          { label: t('allies.follow.confirm.type'), value: t(`allies.follow.type.${actorType}`) },
          { label: t('allies.follow.confirm.kind'), value: t(`allies.channels.kind.${kind}`) },
          ...(summary === '' ? [] : [{ label: t('allies.follow.confirm.summary'), value: summary }]),
        ]}
      />
      {isPerson && (
        <Warning t={t}>
          <span>{t('allies.follow.confirm.person')}</span>
        </Warning>
      )}
      {(!isPerson || kind === 'allied') && (
        <Notice>
          <p>{t(isPerson ? 'allies.follow.confirm.asksPerson' : `allies.follow.confirm.${kind}`)}</p>
        </Notice>
      )}
      <Form action="/allies/follow/confirm" hidden={{ address, seen }}>
        <ButtonRow>
          <Button>{t('allies.follow.confirm.submit', { channel: name })}</Button>
          <Button kind="quiet" href="/allies/follow">
            {t('common.cancel')}
          </Button>
        </ButtonRow>
      </Form>
      {others.length > 0 && (
        <Section title={t('allies.follow.post.title')}>
          <p>{t('allies.follow.post.text')}</p>
          {others.map((other) => (
            <Form action="/allies/follow" hidden={{ address: other.actorUri }}>
              <Button kind="secondary">{t('allies.follow.post.instead', { name: other.name })}</Button>
            </Form>
          ))}
        </Section>
      )}
    </>
  )
}

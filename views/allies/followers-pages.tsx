import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Tick } from '../components/choice.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Form } from '../components/form.tsx'
import { Pagination, SummaryList } from '../components/lists.tsx'
import { EmptyState, Notice, Warning } from '../components/messages.tsx'
import { QueueItem } from '../components/queue-item.tsx'
import { PageTitle, Section } from '../components/text.tsx'
import { Time } from '../components/time.tsx'
import { DecisionBar, Fold } from '../moderation/decision-bar.tsx'

export interface FollowerModel {
  readonly id: string
  readonly name: string
  readonly host: string
  readonly actorUri: string
  readonly state: 'pending' | 'accepted' | 'rejected' | 'removed' | 'left'
  readonly firstFromHost: boolean
  readonly requestedAt: Date
  readonly decidedAt: Date | null
  readonly channelId: string
  readonly channelName: string
  readonly channelKind: 'open' | 'allied'
  readonly acknowledgesWithdrawals: boolean
}

export interface FollowerPageProps {
  t: Translator
  now: Date
  follower: FollowerModel
  /** What is here of its server already. */
  known: {
    readonly domain?: string
    readonly follows: readonly string[]
    readonly firstSeen: Date | null
    readonly isInDrafts: boolean
  }
  /** Saying yes needs a tick below a warning. */
  mayShowElsewhere: boolean
  errors?: readonly FormError[] | undefined
}

/** Somebody wants to follow a channel: who it is, and what saying yes means. */
export const FollowerPage: FC<FollowerPageProps> = ({
  t,
  now,
  follower,
  known,
  mayShowElsewhere,
  errors,
}) => {
  const { id, name, host, actorUri, state, requestedAt, channelName: channel } = follower
  if (state !== 'pending') {
    return (
      <>
        <PageTitle over={host}>{t(`followers.queue.decided.${state}`)}</PageTitle>
        <ButtonRow>
          {state === 'accepted' && (
            <Button
              kind="secondary"
              icon="unplug"
              href={`/channels/${follower.channelId}/followers/${id}/remove`}
            >
              {t('followers.list.remove')}
            </Button>
          )}
          <Button kind="quiet" href="/queue">
            {t('queue.back')}
          </Button>
        </ButtonRow>
      </>
    )
  }
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <QueueItem
        t={t}
        now={now}
        id={id}
        kind={t('queue.kind.follower')}
        title={t('followers.queue.title', { name, channel })}
        since={requestedAt}
        headingLevel={1}
      >
        <SummaryList
          t={t}
          rows={[
            { label: t('followers.queue.server'), value: <bdi translate="no">{host}</bdi> },
            { label: t('followers.queue.name'), value: name },
            { label: t('followers.queue.address'), value: <bdi translate="no">{actorUri}</bdi> },
            {
              label: t('followers.queue.takingBack'),
              value: t(
                follower.acknowledgesWithdrawals
                  ? 'followers.queue.acknowledges'
                  : 'followers.queue.acknowledgesNot',
              ),
            },
            {
              label: t('followers.queue.elsewhere'),
              value:
                known.follows.length === 0
                  ? t('followers.queue.elsewhereNone')
                  : known.follows.map((name, at) => (
                      <>
                        {at > 0 && ', '}
                        <bdi>{name}</bdi>
                      </>
                    )),
            },
            {
              label: t('followers.queue.firstSeen'),
              value: <Time t={t} at={known.firstSeen ?? requestedAt} />,
            },
          ]}
        />
        {known.domain !== undefined && (
          <p>
            <a href={`/servers/${known.domain}`}>{t('followers.queue.serverPage', { host })}</a>
          </p>
        )}
      </QueueItem>
      {known.isInDrafts && <Warning t={t}>{t('followers.queue.inList')}</Warning>}
      {follower.channelKind === 'open' ? (
        <Returning t={t} follower={follower} />
      ) : (
        <Entering t={t} follower={follower} />
      )}
      {mayShowElsewhere && <Warning t={t}>{t('followers.queue.otherSoftware', { host, channel })}</Warning>}
      <DecisionBar t={t}>
        <Fold
          icon="check"
          summary={t('queue.verb.letIn')}
          keyName="a"
          open={errors !== undefined && errors.length > 0}
        >
          <p>{t('followers.queue.acceptFinal')}</p>
          <Form action={`/queue/followers/${id}/accept`}>
            {mayShowElsewhere && (
              <Tick
                t={t}
                name="understood"
                label={t('followers.queue.understood', { channel })}
                error={errorFor(errors, 'understood')}
              />
            )}
            <Button icon="check">{t('followers.queue.accept')}</Button>
          </Form>
        </Fold>
        <Fold icon="clock" kind="secondary" summary={t('followers.queue.reject')} keyName="r">
          <p>{t('followers.queue.rejectFinal')}</p>
          <Form action={`/queue/followers/${id}/reject`}>
            <Button icon="send">{t('followers.queue.rejectYes')}</Button>
          </Form>
        </Fold>
      </DecisionBar>
    </>
  )
}

/** She would read what only allies read. */
const Entering: FC<{ t: Translator; follower: FollowerModel }> = ({ t, follower }) => {
  const { host, firstFromHost, channelName: channel } = follower
  return (
    <>
      {firstFromHost ? (
        <Warning t={t}>{t('followers.queue.first', { host })}</Warning>
      ) : (
        <p class="soft">{t('followers.queue.known', { host })}</p>
      )}
      <p>{t('followers.queue.means', { channel })}</p>
    </>
  )
}

/** An open channel takes everybody but those who were removed: she is one of them. */
const Returning: FC<{ t: Translator; follower: FollowerModel }> = ({ t, follower }) => (
  <>
    <Warning t={t}>{t('followers.queue.removedBefore')}</Warning>
    <p>{t('followers.queue.meansOpen', { channel: follower.channelName })}</p>
  </>
)

export interface FollowersPageProps {
  t: Translator
  channel: { readonly id: string; readonly name: string; readonly kind: 'open' | 'allied' }
  followers: readonly FollowerModel[]
  older?: string | undefined
  newer?: string | undefined
}

/** Who follows a channel of ours, and who waits to. */
export const FollowersPage: FC<FollowersPageProps> = ({ t, channel, followers, older, newer }) => (
  <>
    <PageTitle>{t('followers.list.title', { channel: channel.name })}</PageTitle>
    {followers.length === 0 && (
      <EmptyState title={t('followers.list.empty')} icon="users">
        <p>{t('followers.list.emptyText')}</p>
      </EmptyState>
    )}
    <FollowerList
      t={t}
      title={t('followers.list.pending')}
      followers={followers.filter(({ state }) => state === 'pending')}
    />
    <FollowerList
      t={t}
      title={t('followers.list.accepted')}
      text={t(`followers.list.${channel.kind}`)}
      followers={followers.filter(({ state }) => state !== 'pending')}
    />
    <Pagination t={t} older={older} newer={newer} />
  </>
)

interface FollowerListProps {
  t: Translator
  title: string
  text?: string
  followers: readonly FollowerModel[]
}

/** Those who wait can read nothing yet: they stand apart. */
const FollowerList: FC<FollowerListProps> = ({ t, title, text, followers }) =>
  followers.length === 0 ? null : (
    <Section title={title}>
      {text !== undefined && <p class="soft">{text}</p>}
      <ul class="link-list">
        {followers.map((follower) => (
          <FollowerRow t={t} follower={follower} />
        ))}
      </ul>
    </Section>
  )

const FollowerRow: FC<{ t: Translator; follower: FollowerModel }> = ({ t, follower }) => {
  const { id, name, host, state, requestedAt, decidedAt, channelId } = follower
  return (
    <li class="link-list__item" id={id}>
      <div class="link-list__words">
        <p>
          <strong dir="auto">{name}</strong>
        </p>
        <p class="link-list__text">
          <bdi translate="no">{host}</bdi> · {t('followers.list.since')}{' '}
          <Time t={t} at={decidedAt ?? requestedAt} />
        </p>
        <p>
          {state === 'pending' ? (
            <Button kind="secondary" href={`/queue/followers/${id}`}>
              {t('followers.list.waiting')}
              <span class="visually-hidden"> {name}</span>
            </Button>
          ) : (
            <Button kind="quiet" icon="unplug" href={`/channels/${channelId}/followers/${id}/remove`}>
              {t('followers.list.remove')}
              <span class="visually-hidden"> {t('followers.list.removeName', { name, host })}</span>
            </Button>
          )}
        </p>
      </div>
    </li>
  )
}

/** Asks before a follower is removed. */
export const RemoveFollowerPage: FC<{ t: Translator; follower: FollowerModel }> = ({ t, follower }) => {
  const { id, name, host, channelId, channelKind, channelName: channel } = follower
  const list = `/channels/${channelId}/followers`
  return (
    <>
      <PageTitle over={host}>{t('followers.remove.title', { name })}</PageTitle>
      <Notice tone="warning">
        <p>
          {t(channelKind === 'open' ? 'followers.remove.textOpen' : 'followers.remove.text', {
            host,
            channel,
          })}
        </p>
      </Notice>
      <Form action={`${list}/${id}/remove`}>
        <ButtonRow>
          <Button kind="danger" icon="unplug">
            {t('followers.remove.submit')}
          </Button>
          <Button kind="quiet" href={list}>
            {t('followers.remove.keep')}
          </Button>
        </ButtonRow>
      </Form>
    </>
  )
}

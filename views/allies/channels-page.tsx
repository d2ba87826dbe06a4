import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Form } from '../components/form.tsx'
import { EmptyState } from '../components/messages.tsx'
import { PageTitle, Tag } from '../components/text.tsx'

export interface FollowedChannelModel {
  readonly id: string
  readonly name: string
  readonly handle: string
  readonly host: string
  readonly summary: string
  readonly kind: 'open' | 'allied'
  readonly state: 'requested' | 'following' | 'refused' | 'left'
  readonly actorType: 'Group' | 'Organization' | 'Person' | 'Service' | 'Application'
  readonly isMutedForAll: boolean
  readonly hasMoved: boolean
}

export interface FollowedChannelsPageProps {
  t: Translator
  channels: readonly FollowedChannelModel[]
  mayFollow: boolean
}

/** The channels of others that the community follows; moderators can add and leave. */
export const FollowedChannelsPage: FC<FollowedChannelsPageProps> = ({ t, channels, mayFollow }) => (
  <>
    <PageTitle lead={t('allies.channels.lead')}>{t('allies.channels.title')}</PageTitle>
    {mayFollow && (
      <ButtonRow>
        <Button href="/allies/follow" icon="globe">
          {t('allies.channels.follow')}
        </Button>
        <Button kind="quiet" href="/servers">
          {t('servers.link')}
        </Button>
        <Button kind="quiet" href="/allies/health">
          {t('allies.channels.health')}
        </Button>
      </ButtonRow>
    )}
    {channels.length === 0 ? (
      <EmptyState title={t('allies.channels.empty')} icon="globe">
        {!mayFollow && <p>{t('allies.channels.emptyText')}</p>}
      </EmptyState>
    ) : (
      <ul class="link-list">
        {channels.map((channel) => (
          <Channel t={t} channel={channel} mayLeave={mayFollow} />
        ))}
      </ul>
    )}
  </>
)

const Channel: FC<{ t: Translator; channel: FollowedChannelModel; mayLeave: boolean }> = (props) => {
  const { t, channel, mayLeave } = props
  const { id, name, handle, summary, kind, state, actorType, isMutedForAll, hasMoved } = channel
  const isLeavable = mayLeave && (state === 'requested' || state === 'following')
  return (
    <li class="link-list__item" id={id}>
      <div class="link-list__words">
        <p>
          <a class="link-list__title" href={`/allies/channels/${id}`} dir="auto">
            {name}
          </a>{' '}
          <Tag tone={state === 'following' ? 'community' : 'plain'}>
            {t(`allies.channels.state.${state}`)}
          </Tag>
          {isMutedForAll && <Tag>{t('allies.channel.mutedForAll')}</Tag>}
        </p>
        <p class="link-list__text">
          <bdi translate="no">{handle}</bdi> · {t(`allies.follow.type.${actorType}`)} ·{' '}
          {t(`allies.channels.kind.${kind}`)}
        </p>
        {hasMoved && <p class="link-list__text">{t('allies.move.waiting')}</p>}
        {summary !== '' && (
          <p class="link-list__text" dir="auto">
            {summary}
          </p>
        )}
        {isLeavable && (
          <p>
            <Button kind="quiet" icon="unplug" href={`/allies/channels/${id}/leave`}>
              {t('allies.channels.leave')}
              <span class="visually-hidden">
                {' '}
                <bdi>{name}</bdi> ({handle})
              </span>
            </Button>
          </p>
        )}
      </div>
    </li>
  )
}

/** Asks before a channel is left. */
export const LeaveChannelPage: FC<{ t: Translator; channel: FollowedChannelModel }> = ({ t, channel }) => (
  <>
    <PageTitle over={channel.handle} lead={t('allies.leave.text')}>
      {t('allies.leave.title', { channel: channel.name })}
    </PageTitle>
    <Form action={`/allies/channels/${channel.id}/leave`}>
      <ButtonRow>
        <Button kind="danger" icon="unplug">
          {t('allies.channels.leave')}
        </Button>
        <Button kind="quiet" href="/allies/channels">
          {t('allies.leave.keep')}
        </Button>
      </ButtonRow>
    </Form>
  </>
)

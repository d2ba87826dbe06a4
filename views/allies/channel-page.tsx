import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Select } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { Pagination } from '../components/lists.tsx'
import { EmptyState, Notice, Warning } from '../components/messages.tsx'
import { Details, PageTitle, Section, Tag } from '../components/text.tsx'
import type { FollowedChannelModel } from './channels-page.tsx'
import { AlliedListCard, type AlliedPostModel } from './feed-page.tsx'

interface GroupModel {
  readonly id: string
  readonly name: string
}

export interface FollowedChannelPageProps {
  t: Translator
  now: Date
  channel: FollowedChannelModel & {
    readonly pageUrl: string | null
    readonly isMutedByHer: boolean
    readonly move: { readonly name: string; readonly handle: string } | null
    readonly placedIn: readonly GroupModel[]
  }
  pinned: readonly AlliedPostModel[]
  posts: readonly AlliedPostModel[]
  older?: string | undefined
  newer?: string | undefined
  /** Only for moderators: groups that do not show it yet. */
  care?: { readonly groups: readonly GroupModel[] } | undefined
  errors?: readonly FormError[] | undefined
}

/** One channel of others: what it is, what it published, and how much of it is seen here. */
export const FollowedChannelPage: FC<FollowedChannelPageProps> = (props) => {
  const { t, now, channel, pinned, posts, older, newer, care, errors } = props
  const { name, handle, kind, state, actorType, summary, pageUrl, isMutedForAll, isMutedByHer } = channel
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <PageTitle over={handle} lead={summary === '' ? undefined : summary}>
        {name}
      </PageTitle>
      <p>
        <Tag tone={state === 'following' ? 'community' : 'plain'}>{t(`allies.channels.state.${state}`)}</Tag>{' '}
        <Tag>{t(`allies.follow.type.${actorType}`)}</Tag> <Tag>{t(`allies.channels.kind.${kind}`)}</Tag>{' '}
        {isMutedForAll && <Tag>{t('allies.channel.mutedForAll')}</Tag>}{' '}
        {isMutedByHer && <Tag>{t('allies.channel.muted')}</Tag>}
      </p>
      {pageUrl !== null && (
        <p class="soft">
          {t('allies.channel.page')}:{' '}
          <a href={pageUrl} rel="nofollow noopener noreferrer" translate="no">
            {pageUrl.replace(/^https:\/\//, '')}
          </a>
        </p>
      )}
      {channel.move && <Moved t={t} channel={channel} move={channel.move} mayDecide={care !== undefined} />}
      {state !== 'following' && (
        <Notice>
          <p>{t('allies.channel.notFollowing')}</p>
        </Notice>
      )}
      <Mute t={t} channel={channel} mayMuteForAll={care !== undefined} />
      {care && <Place t={t} channel={channel} groups={care.groups} errors={errors} />}
      {care && (state === 'requested' || state === 'following') && (
        <p>
          <Button kind="quiet" icon="unplug" href={`/allies/channels/${channel.id}/leave`}>
            {t('allies.channels.leave')}
          </Button>
        </p>
      )}
      {pinned.length > 0 && (
        <Section title={t('allies.channel.pinned')}>
          <div class="stack">
            {pinned.map((post) => (
              <AlliedListCard t={t} now={now} post={post} />
            ))}
          </div>
        </Section>
      )}
      <Section title={t('allies.channel.posts')}>
        {posts.length + pinned.length === 0 && state === 'following' ? (
          <EmptyState title={t('allies.channel.none')} icon="globe" />
        ) : (
          <div class="stack">
            {posts.map((post) => (
              <AlliedListCard t={t} now={now} post={post} />
            ))}
          </div>
        )}
        <Pagination t={t} older={older} newer={newer} />
      </Section>
    </>
  )
}

type Part = Pick<FollowedChannelPageProps, 't' | 'channel'>

const Moved: FC<
  Part & { move: NonNullable<FollowedChannelPageProps['channel']['move']>; mayDecide: boolean }
> = ({ t, channel, move, mayDecide }) =>
  mayDecide ? (
    <Section title={t('allies.move.title')} id="move">
      <Warning t={t}>
        <span>{t('allies.move.text', { channel: channel.name, name: `${move.name} (${move.handle})` })}</span>
      </Warning>
      <Form action={`/allies/channels/${channel.id}/move`}>
        <Button icon="unplug">{t('allies.move.confirm')}</Button>
      </Form>
      <Form action={`/allies/channels/${channel.id}/stay`}>
        <Button kind="quiet">{t('allies.move.dismiss')}</Button>
      </Form>
    </Section>
  ) : (
    <Notice>
      <p>{t('allies.move.waiting')}</p>
    </Notice>
  )

const Mute: FC<Part & { mayMuteForAll: boolean }> = ({ t, channel, mayMuteForAll }) => {
  const { id, isMutedByHer, isMutedForAll } = channel
  return (
    <Details summary={t('allies.mute.title')}>
      <p>{t('allies.mute.text')}</p>
      <Form action={`/allies/channels/${id}/${isMutedByHer ? 'unmute' : 'mute'}`}>
        <Button kind="secondary">{t(isMutedByHer ? 'allies.mute.mineEnd' : 'allies.mute.mine')}</Button>
      </Form>
      {mayMuteForAll && (
        <Form action={`/allies/channels/${id}/${isMutedForAll ? 'unmute' : 'mute'}-for-all`}>
          <Button kind="secondary">{t(isMutedForAll ? 'allies.mute.allEnd' : 'allies.mute.all')}</Button>
        </Form>
      )}
    </Details>
  )
}

const Place: FC<Part & { groups: readonly GroupModel[]; errors?: readonly FormError[] | undefined }> = ({
  t,
  channel,
  groups,
  errors,
}) => {
  const { id, placedIn } = channel
  return (
    <Details
      summary={t('allies.place.title')}
      note={placedIn.length === 0 ? undefined : placedIn.map(({ name }) => name).join(', ')}
      open={errors !== undefined}
    >
      <p>{t('allies.place.text')}</p>
      {placedIn.map((group) => (
        <Form action={`/allies/channels/${id}/unplace`} hidden={{ groupId: group.id }}>
          <Button kind="quiet">{t('allies.place.end', { group: group.name })}</Button>
        </Form>
      ))}
      {groups.length === 0 ? (
        <p class="soft">{t('allies.place.none')}</p>
      ) : (
        <Form action={`/allies/channels/${id}/place`}>
          <Select
            t={t}
            name="groupId"
            label={t('allies.place.group')}
            options={groups.map((group) => ({ value: group.id, label: group.name }))}
            error={errorFor(errors, 'groupId')}
          />
          <ButtonRow>
            <Button kind="secondary">{t('allies.place.submit')}</Button>
          </ButtonRow>
        </Form>
      )}
    </Details>
  )
}

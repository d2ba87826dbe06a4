import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Pagination } from '../components/lists.tsx'
import { EmptyState } from '../components/messages.tsx'
import { PostCard, type PostCardModel } from '../components/post-card.tsx'
import { Labels, PageTitle, Tag } from '../components/text.tsx'
import type { AlliedExtrasModel } from './post-extras.tsx'

export interface AlliedPostModel extends PostCardModel {
  /** The voice that passes on what somebody else wrote. */
  readonly passedOnBy?: string | undefined
  readonly extras: AlliedExtrasModel
}

export interface FeedPageProps {
  t: Translator
  now: Date
  posts: readonly AlliedPostModel[]
  older?: string | undefined
  newer?: string | undefined
}

/** What allies published, newest first. */
export const FeedPage: FC<FeedPageProps> = ({ t, now, posts, older, newer }) => (
  <>
    <PageTitle lead={t('allies.feed.lead')}>{t('allies.feed.title')}</PageTitle>
    <ButtonRow>
      <Button kind="quiet" icon="globe" href="/allies/channels">
        {t('allies.feed.channels')}
      </Button>
    </ButtonRow>
    {posts.length === 0 ? (
      <EmptyState title={t('allies.feed.empty')} icon="globe">
        <p>{t('allies.feed.emptyText')}</p>
      </EmptyState>
    ) : (
      <div class="stack">
        {posts.map((post) => (
          <AlliedListCard t={t} now={now} post={post} />
        ))}
      </div>
    )}
    <Pagination t={t} older={older} newer={newer} />
  </>
)

/** A post in a list: what it holds besides words is named there, and shown on its own page. */
export const AlliedListCard: FC<{ t: Translator; now: Date; post: AlliedPostModel }> = ({ t, now, post }) => {
  const { poll, event, isPinned } = post.extras
  const labels = [
    ...(isPinned ? [{ text: t('allies.channel.pinnedTag') }] : []),
    ...(poll ? [{ text: t('allies.poll.title') }] : []),
    ...(event ? [{ text: t('allies.event.title') }] : []),
  ]
  return (
    <PostCard
      t={t}
      now={now}
      post={post}
      tags={
        <>
          <Labels labels={labels} />
          <PassedOn t={t} by={post.passedOnBy} />
        </>
      }
    />
  )
}

/** Says that a voice vouches for words which are not its own. */
export const PassedOn: FC<{ t: Translator; by?: string | undefined }> = ({ t, by }) =>
  by === undefined ? null : <Tag>{t('allies.post.passedOnBy', { name: by })}</Tag>

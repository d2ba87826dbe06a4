import type { FC } from 'hono/jsx'
import { Button } from '../components/button.tsx'
import { Notice } from '../components/messages.tsx'
import { PostCard, type PostCardModel } from '../components/post-card.tsx'
import { Details } from '../components/text.tsx'
import { Time } from '../components/time.tsx'
import { LiveScript } from '../live/live.tsx'
import { type PostSanctionModel, PostSanctionNote } from '../standing/anonymous-pages.tsx'
import { type CorrectionModel, Corrections } from './alert-pages.tsx'
import { CommentThread, type CommentThreadProps } from './comment-thread.tsx'
import { Poll, type PollModel } from './poll.tsx'
import { PostActions, type PostActionsModel } from './post-actions.tsx'

export interface ThreadPageProps extends CommentThreadProps {
  /** Where the script is that follows the thread. */
  liveScript: string
  post: PostCardModel
  actions: PostActionsModel
  corrections: readonly CorrectionModel[]
  poll?: PollModel | undefined
  /** Whether it waits for a moderator. */
  isHeld: boolean
  /** What came of a post without a name; only for its author and for moderators. */
  sanction?: PostSanctionModel | undefined
  /** How a woman without a phone agreed to it; only for moderators. */
  consent?: { readonly note: string; readonly givenOn: string } | undefined
}

/** A post with everything below it. */
export const ThreadPage: FC<ThreadPageProps> = (props) => {
  const { post, actions, corrections, poll, isHeld, sanction, consent, liveScript, ...thread } = props
  const { t, now } = thread
  return (
    <>
      <h1 class="visually-hidden">{t('post.thread.title', { name: post.author.name })}</h1>
      {isHeld && (
        <Notice>
          <p>{t('post.waitsText')}</p>
        </Notice>
      )}
      {sanction !== undefined && <PostSanctionNote t={t} now={now} postId={post.id} sanction={sanction} />}
      <PostCard
        t={t}
        now={now}
        post={post}
        full
        above={<Corrections t={t} now={now} corrections={corrections} lang={post.lang} />}
        below={
          <>
            {poll !== undefined && (
              <Poll t={t} now={now} poll={poll} action={`${actions.here}/votes`} lang={post.lang} />
            )}
            {consent !== undefined && (
              <Details summary={t('post.consent')}>
                <p>
                  <Time t={t} at={new Date(consent.givenOn)} />: {consent.note}
                </p>
              </Details>
            )}
            {actions.takeBackHref !== undefined && (
              <Button kind="secondary" href={actions.takeBackHref}>
                {t('post.takeBack.action')}
              </Button>
            )}
          </>
        }
      >
        <PostActions t={t} actions={actions} />
      </PostCard>
      <CommentThread {...thread} />
      {thread.live !== undefined && <LiveScript src={liveScript} />}
    </>
  )
}

import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button } from '../components/button.tsx'
import { type CommentModel, Comments } from '../components/comment.tsx'
import { Pagination } from '../components/lists.tsx'
import { PostCard } from '../components/post-card.tsx'
import { PageTitle, Preview, Section } from '../components/text.tsx'
import { CommentThread, type CommentThreadProps } from '../posts/comment-thread.tsx'
import { type AlliedPostModel, PassedOn } from './feed-page.tsx'
import { AlliedExtras } from './post-extras.tsx'

export interface AlliedPostPageProps extends CommentThreadProps {
  post: AlliedPostModel
  channel: string
  /** What was answered in the channel; others read it too. */
  answers: readonly CommentModel[]
  /** Begins an answer to the channel. */
  answerHref: string
  /** For moderators: tells those of its server. */
  tellHref?: string | undefined
  /** Translates it, where its author welcomes that. */
  translationHref?: string | undefined
}

/** A post of an ally, what was answered to it in the channel, and what is said about it here. */
export const AlliedPostPage: FC<AlliedPostPageProps> = ({
  post,
  channel,
  answers,
  answerHref,
  translationHref,
  tellHref,
  ...thread
}) => {
  const { t, now } = thread
  return (
    <>
      {post.title === undefined && (
        <h1 class="visually-hidden">{t('allies.post.title', { name: post.author.name })}</h1>
      )}
      <AlliedPostCard t={t} now={now} post={post} />
      {tellHref !== undefined && (
        <p>
          <a href={tellHref}>{t('flagOut.link')}</a>
        </p>
      )}
      <Section title={t('allies.post.answers')} id="answers">
        {answers.length === 0 ? (
          <p class="soft">{t('allies.post.answersNone')}</p>
        ) : (
          <>
            <p class="soft">{t('allies.post.answersText', { channel })}</p>
            <Comments t={t} now={now} comments={answers} />
          </>
        )}
        <Preview title={t('allies.post.answerTitle')}>
          <p>{t('allies.post.answerOutsideText', { channel })}</p>
          <p>
            <Button kind="leaving" href={answerHref}>
              {t('allies.post.answerOutside')}
            </Button>
          </p>
          {translationHref !== undefined && (
            <p>
              <a href={translationHref}>{t('translations.offer.start')}</a>
            </p>
          )}
        </Preview>
      </Section>
      <CommentThread {...thread} />
    </>
  )
}

interface AlliedPostCardProps {
  t: Translator
  now: Date
  post: AlliedPostModel
  /** Only in the fragment with another of its languages: she goes on here. */
  hasArrived?: boolean
}

/** The post itself, in one of its languages. */
export const AlliedPostCard: FC<AlliedPostCardProps> = ({ t, now, post, hasArrived }) => (
  <PostCard
    t={t}
    now={now}
    post={post}
    full
    hasArrived={hasArrived}
    tags={<PassedOn t={t} by={post.passedOnBy} />}
    below={<AlliedExtras t={t} extras={post.extras} lang={post.lang} />}
  >
    <a href={`/flag/allied-post/${post.id}`}>{t('post.report')}</a>
  </PostCard>
)

export interface WithdrawnPostPageProps {
  t: Translator
  now: Date
  answers: readonly CommentModel[]
  comments: readonly CommentModel[]
  older?: string | undefined
  newer?: string | undefined
}

/** What stays of a post that was taken back: what others said, without a way to say more. */
export const WithdrawnPostPage: FC<WithdrawnPostPageProps> = (props) => {
  const { t, now, answers, comments, older, newer } = props
  return (
    <>
      <PageTitle lead={t('allies.post.withdrawnText')}>{t('allies.post.withdrawn')}</PageTitle>
      {answers.length > 0 && (
        <Section title={t('allies.post.answers')} id="answers">
          <Comments t={t} now={now} comments={answers} />
        </Section>
      )}
      {comments.length > 0 && (
        <Section title={t('comment.thread.title')} id="comments">
          <p class="soft">{t('allies.post.withdrawnComments')}</p>
          <Pagination t={t} older={older} />
          <Comments t={t} now={now} comments={closed(comments)} />
          <Pagination t={t} newer={newer} />
        </Section>
      )}
    </>
  )
}

/** The same without a way to answer. */
const closed = (comments: readonly CommentModel[]): readonly CommentModel[] =>
  comments.map(({ replies = [], ...comment }) => ({
    ...comment,
    replyHref: undefined,
    replies: closed(replies),
  }))

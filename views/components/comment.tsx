import type { Child, FC, PropsWithChildren } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import type { SafeHtml } from '../../src/safe-html.ts'
import { Icon } from './icon.tsx'
import { LanguageTag } from './language-switch.tsx'
import { Person, type PersonModel } from './person.tsx'
import { type PictureModel, Pictures } from './picture.tsx'
import { ReactionBar, type ReactionsModel } from './reaction-bar.tsx'
import { arrival, bringsHere, smallAct } from './small-act.tsx'
import { type LabelModel, Labels, Prose } from './text.tsx'
import { Time } from './time.tsx'

export interface CommentModel {
  readonly id: string
  readonly author: PersonModel
  readonly at: Date
  readonly edited?: boolean | undefined
  /** Absent when the comment was deleted and only its place is kept for the answers below. */
  readonly body?: SafeHtml | undefined
  readonly lang?: string | undefined
  readonly pictures?: readonly PictureModel[] | undefined
  /** Whether it came back from an ally's community, or stays here. */
  readonly tags?: Child
  /** Its states: new, waiting. */
  readonly labels?: readonly LabelModel[] | undefined
  readonly reactions?: ReactionsModel | undefined
  /** Only what this reader may do; the others are absent. */
  readonly replyHref?: string | undefined
  readonly editHref?: string | undefined
  readonly deleteHref?: string | undefined
  readonly removeHref?: string | undefined
  readonly flagHref?: string | undefined
  readonly historyHref?: string | undefined
  /** Where it is accepted as the answer to the question above. */
  readonly acceptAction?: string | undefined
  readonly replies?: readonly CommentModel[] | undefined
}

/** Deeper answers stay readable on a phone: from here on they stand below each other and say whom they answer. */
export const deepest = 3

/** Comments as a tree of lists. Nothing when there are none. */
export const Comments: FC<{
  t: Translator
  now: Date
  comments: readonly CommentModel[]
  /** Only in fragments: the comment on which she goes on. */
  arrived?: string | undefined
}> = ({ t, now, comments, arrived }) => {
  if (comments.length === 0) return null
  return (
    <ol class="comments">
      {comments.map((comment) => (
        <li>
          <Comment t={t} now={now} comment={comment} depth={1} arrived={arrived} />
        </li>
      ))}
    </ol>
  )
}

export interface CommentProps {
  t: Translator
  now: Date
  comment: CommentModel
  /** 1 for an answer to the post itself. */
  depth?: number | undefined
  /** Whom it answers, told where nesting no longer shows it. */
  answers?: string | undefined
  /** Only in fragments: the comment on which she goes on. */
  arrived?: string | undefined
}

/** One comment with the answers to it. */
export const Comment: FC<CommentProps> = ({ t, now, comment, depth = 1, answers, arrived }) => {
  const replies = comment.replies ?? []
  return (
    <>
      <CommentArticle
        t={t}
        now={now}
        comment={comment}
        answers={answers}
        hasArrived={comment.id === arrived}
      />
      {replies.length > 0 && depth < deepest && (
        <ol class="comments">
          {replies.map((reply) => (
            <li>
              <Comment t={t} now={now} comment={reply} depth={depth + 1} arrived={arrived} />
            </li>
          ))}
        </ol>
      )}
      {depth >= deepest &&
        replies.map((reply) => (
          <Comment
            t={t}
            now={now}
            comment={reply}
            depth={depth + 1}
            answers={comment.author.name}
            arrived={arrived}
          />
        ))}
    </>
  )
}

export interface CommentArticleProps {
  t: Translator
  now: Date
  comment: CommentModel
  answers?: string | undefined
  /** Only in fragments: she goes on here. */
  hasArrived?: boolean | undefined
}

/**
 * One comment alone, by its id: what is swapped where it is answered, changed or deleted in its place. Children are the
 * form for that, instead of its actions; as long as it is open nothing around it takes it away.
 */
export const CommentArticle: FC<PropsWithChildren<CommentArticleProps>> = (props) => {
  const { t, now, comment, answers, hasArrived, children } = props
  return (
    <article
      class="comment"
      id={comment.id}
      aria-labelledby={`by-${comment.id}`}
      hx-morph-skip={children === undefined ? undefined : ''}
      {...(hasArrived ? arrival : {})}
    >
      <div class="comment__meta" id={`by-${comment.id}`}>
        <Person {...comment.author} size="small">
          <Time t={t} at={comment.at} now={now} />
          {comment.edited && ` · ${t('post.card.edited')}`}
          {comment.body !== undefined && (
            <>
              {' '}
              <LanguageTag lang={comment.lang} />
            </>
          )}
        </Person>
        {comment.tags}
        <Labels labels={comment.labels} />
      </div>
      {answers !== undefined && <p class="comment__answers">{t('comment.answers', { name: answers })}</p>}
      {comment.body === undefined ? (
        <p class="comment__gone">{t('comment.gone')}</p>
      ) : (
        <Prose html={comment.body} lang={comment.lang} />
      )}
      <Pictures t={t} pictures={comment.pictures} />
      {children ?? <Actions t={t} comment={comment} />}
    </article>
  )
}

const Actions: FC<{ t: Translator; comment: CommentModel }> = ({ t, comment }) => {
  const { replyHref, reactions } = comment
  const links = rareLinks(t, comment)
  if (replyHref === undefined && reactions === undefined && links.length === 0) return null
  const about = <span class="visually-hidden"> {t('comment.by', { name: comment.author.name })}</span>
  return (
    <div class="comment__actions">
      {replyHref !== undefined && (
        <a href={replyHref} {...bringsHere(replyHref, itself)}>
          <Icon name="reply" />
          {t('comment.reply')}
          {about}
        </a>
      )}
      {reactions !== undefined && <ReactionBar t={t} reactions={reactions} />}
      {(links.length > 0 || comment.acceptAction !== undefined) && (
        <details class="more">
          <summary>
            {t('comment.more')}
            {about}
          </summary>
          {comment.acceptAction !== undefined && (
            <form method="post" action={comment.acceptAction} {...smallAct(comment.acceptAction)}>
              <button class="link" type="submit" name="comment" value={comment.id}>
                {t('answer.accept')}
              </button>
            </form>
          )}
          {links.map(({ href, text, isHere }) => (
            <a href={href} {...(isHere ? bringsHere(href, itself) : {})}>
              {text}
            </a>
          ))}
        </details>
      )}
    </div>
  )
}

/** From inside a comment: the comment. Ids may begin with a digit, which no selector takes. */
const itself = 'closest article'

const rareLinks = (
  t: Translator,
  comment: CommentModel,
): { href: string; text: string; isHere?: boolean }[] => {
  const { editHref, deleteHref, flagHref, removeHref, historyHref } = comment
  const links = [
    { href: editHref, text: t('common.edit'), isHere: true },
    { href: deleteHref, text: t('common.delete'), isHere: true },
    { href: flagHref, text: t('comment.flag') },
    { href: removeHref, text: t('comment.remove') },
    { href: historyHref, text: t('comment.history') },
  ]
  return links.flatMap(({ href, ...link }) => (href === undefined ? [] : [{ href, ...link }]))
}

import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Tick } from '../components/choice.tsx'
import { type CommentModel, Comments } from '../components/comment.tsx'
import { Composer } from '../components/composer.tsx'
import type { FormError } from '../components/errors.tsx'
import { ShowMore } from '../components/show-more.tsx'
import { Also, Said, smallAct } from '../components/small-act.tsx'
import { Details, Section } from '../components/text.tsx'
import { LiveState } from '../live/live.tsx'
import { AcceptedAnswer, NoAnswerYet } from './accepted-answer.tsx'
import { NewComment } from './new-comment.tsx'

/** What the form of a comment says about her name, and whom she can call. */
export interface CommentHelpProps {
  t: Translator
  /** Where the form stands among others (`Composer`). */
  within?: string | undefined
  /** `hers` below her own anonymous post, `others` below another's. */
  anonymity?: 'none' | 'others' | 'hers' | undefined
  /** Those who wrote in the thread. */
  names?: readonly string[] | undefined
  withName?: boolean | undefined
}

/** Below the field of a comment: she must not show her name where she means to hide it, and need not guess names. */
export const CommentHelp: FC<CommentHelpProps> = ({
  t,
  within,
  anonymity = 'none',
  names = [],
  withName,
}) => (
  <>
    {anonymity === 'hers' && (
      <>
        <p>{t('comment.anonymous.hers')}</p>
        <Tick
          t={t}
          name="withName"
          within={within}
          label={t('comment.anonymous.withName')}
          hint={t('comment.anonymous.withNameHint')}
          checked={withName ?? false}
        />
      </>
    )}
    {anonymity === 'others' && <p>{t('comment.anonymous.others')}</p>}
    {names.length > 0 &&
      (names.length > fewNames ? (
        <Details summary={t('comment.call')}>
          <People t={t} names={names} />
        </Details>
      ) : (
        <People t={t} names={names} />
      ))}
  </>
)

/** More than these are folded: between her words and the button stands nothing that she does not need. */
const fewNames = 4

const People: FC<{ t: Translator; names: readonly string[] }> = ({ t, names }) => (
  <p class="soft" hx-ignore="">
    {t('comment.people', { names: names.map((name) => `@${name}`).join(', ') })}
  </p>
)

export interface CommentThreadProps {
  t: Translator
  now: Date
  comments: readonly CommentModel[]
  /** The answer that a question's author accepted, once more on top. */
  accepted?: CommentModel | undefined
  /** Where it stands among the comments, if that is another page. */
  acceptedHref?: string | undefined
  /** Where it is taken back, for those who may. */
  takeBackAction?: string | undefined
  /** The first comment that came since she was here, and how many did. */
  fresh?: { readonly href: string; readonly count: number } | undefined
  /** Leads to the comments before these. */
  older?: string | undefined
  /** Leads back to the newest ones. */
  newer?: string | undefined
  composer: Omit<CommentHelpProps, 't'> & {
    /** Where the form goes. */
    readonly action: string
    /** The group, or the community for what allies sent: what is written stays there. */
    readonly group: string
    readonly readers: number
    readonly hidden: Readonly<Record<string, string>>
    /** Where it is written: what its draft is kept by. */
    readonly place: string
    /** What she typed, when it was refused. */
    readonly values?: { readonly text: string }
    readonly errors?: readonly FormError[]
  }
  /** The newest comment here, which new ones are told from; only on a newest page that follows by itself. */
  live?: { readonly postId: string; readonly newestId: string } | undefined
  /** The newest comment that the page knows of, also one that is gone; only on a newest page. */
  newest?: string | undefined
  /** Only in fragments: the comment that she has just written. */
  arrived?: string | undefined
}

/** What the page shows goes along with what she writes: then only what is new has to come back. */
export const bringsComments = { target: '#comments', include: '#shown' } as const

/** The newest comment of the page, for the forms with `bringsComments`. */
const Shown: FC<{ newest: string | undefined }> = ({ newest }) => (
  <input type="hidden" name="shown" id="shown" value={newest} />
)

/** What was answered to a post of a group or of an ally, and the form for a further answer. */
export const CommentThread: FC<CommentThreadProps> = (props) => (
  <>
    <ThreadComments {...props} />
    <ThreadComposer t={props.t} {...props.composer} />
  </>
)

/** The comments alone: what is shown anew once something was written. Nobody types in it but where she answers. */
export const ThreadComments: FC<CommentThreadProps> = (props) => {
  const { t, now, comments, accepted, fresh, older, newer, arrived } = props
  return (
    <Section title={t('comment.thread.title')} id="comments">
      {accepted === undefined ? (
        <NoAnswerYet />
      ) : (
        <AcceptedAnswer
          t={t}
          now={now}
          answer={accepted}
          href={props.acceptedHref ?? `#${accepted.id}`}
          takeBackAction={props.takeBackAction}
        />
      )}
      {fresh !== undefined && (
        <p>
          <a href={fresh.href}>{t('reading.firstNew', { count: fresh.count })}</a>
        </p>
      )}
      <div id="older-comments" hx-morph-skip="">
        <ShowMore t={t} older={older} />
      </div>
      {comments.length === 0 ? (
        <p class="soft">{t('comment.thread.empty')}</p>
      ) : (
        <Comments t={t} now={now} comments={comments} arrived={arrived} />
      )}
      <ShowMore t={t} newer={newer} id="newer" />
      {props.newest !== undefined && <Shown newest={props.newest} />}
      {props.live !== undefined && (
        <LiveState
          t={t}
          live={{ stream: `/live/threads/${props.live.postId}`, version: props.live.newestId }}
          news={`/live/threads/${props.live.postId}/news?after=${props.live.newestId}`}
          again={{ href: `/posts/${props.live.postId}#comments`, now }}
        />
      )}
    </Section>
  )
}

/** Only in fragments: a page of older comments above those that are there, and the way to the page before it. */
export const OlderComments: FC<Pick<CommentThreadProps, 't' | 'now' | 'comments' | 'older'>> = (props) => {
  const { t, now, comments, older } = props
  return (
    <>
      <ShowMore t={t} older={older} />
      <Comments t={t} now={now} comments={comments} arrived={comments[0]?.id} />
    </>
  )
}

/** The form below the comments. With the script it brings the comments back; without it, the whole page. */
export const ThreadComposer: FC<{ t: Translator } & CommentThreadProps['composer']> = (props) => {
  const { anonymity, names, withName, ...composer } = props
  return (
    <Composer {...composer} htmx={smallAct(composer.action, { ...bringsComments, refused: '#write' })}>
      <CommentHelp t={props.t} anonymity={anonymity} names={names} withName={withName} />
    </Composer>
  )
}

export interface JustCommentedProps extends CommentThreadProps {
  readonly arrived: string
  /** Whether her page shows all the other comments: then this one comes alone. */
  readonly isUpToDate: boolean
  /** Answers are written in a form of their own: what she has begun below all comments stays. */
  readonly isAnswer: boolean
  readonly said: string
}

/** Only in fragments: the new comment, or all of them with it, and the form empty again. */
export const JustCommented: FC<JustCommentedProps> = ({ isUpToDate, isAnswer, said, ...props }) => (
  <>
    {isUpToDate ? (
      <>
        <NewComment t={props.t} now={props.now} comments={props.comments} id={props.arrived} />
        <Also target="#shown">
          <Shown newest={props.newest} />
        </Also>
      </>
    ) : (
      <ThreadComments {...props} />
    )}
    {!isAnswer && (
      <Also target="#write">
        <ThreadComposer t={props.t} {...props.composer} />
      </Also>
    )}
    <Said>{said}</Said>
  </>
)

import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Tick } from '../components/choice.tsx'
import { type CommentModel, Comments } from '../components/comment.tsx'
import { Composer } from '../components/composer.tsx'
import type { FormError } from '../components/errors.tsx'
import { Pagination } from '../components/lists.tsx'
import { Notice } from '../components/messages.tsx'
import { Section } from '../components/text.tsx'
import { AcceptedAnswer } from './accepted-answer.tsx'

/** What the form of a comment says about her name, and whom she can call. */
export interface CommentHelpProps {
  t: Translator
  /** `hers` below her own anonymous post, `others` below another's. */
  anonymity?: 'none' | 'others' | 'hers' | undefined
  /** Those who wrote in the thread. */
  names?: readonly string[] | undefined
  withName?: boolean | undefined
}

/** Below the field of a comment: she must not show her name where she means to hide it, and need not guess names. */
export const CommentHelp: FC<CommentHelpProps> = ({ t, anonymity = 'none', names = [], withName }) => (
  <>
    {anonymity === 'hers' && (
      <>
        <p>{t('comment.anonymous.hers')}</p>
        <Tick
          t={t}
          name="withName"
          label={t('comment.anonymous.withName')}
          hint={t('comment.anonymous.withNameHint')}
          checked={withName ?? false}
        />
      </>
    )}
    {anonymity === 'others' && <p>{t('comment.anonymous.others')}</p>}
    {names.length > 0 && (
      <p class="soft" hx-ignore="">
        {t('comment.people', { names: names.map((name) => `@${name}`).join(', ') })}
      </p>
    )}
  </>
)

export interface CommentThreadProps {
  t: Translator
  now: Date
  comments: readonly CommentModel[]
  /** The answer that a question's author accepted, once more on top. */
  accepted?: CommentModel | undefined
  /** Whether it stands among the comments of this page, too. */
  isAcceptedHere?: boolean | undefined
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
  /** What just happened, where only this section is shown anew. */
  said?: string | undefined
}

/**
 * What was answered to a post of a group or of an ally, and the form for a further answer. With the script the form
 * brings this section back alone; without it, the whole page.
 */
export const CommentThread: FC<CommentThreadProps> = (props) => {
  const { t, now, comments, accepted, fresh, older, newer, said } = props
  const { anonymity, names, withName, ...composer } = props.composer
  return (
    <Section title={t('comment.thread.title')} id="comments">
      {accepted !== undefined && (
        <AcceptedAnswer
          t={t}
          now={now}
          answer={accepted}
          isHere={props.isAcceptedHere ?? false}
          takeBackAction={props.takeBackAction}
        />
      )}
      {fresh !== undefined && (
        <p>
          <a href={fresh.href}>{t('reading.firstNew', { count: fresh.count })}</a>
        </p>
      )}
      <Pagination t={t} older={older} />
      {comments.length === 0 ? (
        <p class="soft">{t('comment.thread.empty')}</p>
      ) : (
        <Comments t={t} now={now} comments={comments} />
      )}
      <Pagination t={t} newer={newer} />
      {said !== undefined && (
        <Notice tone="done" live>
          <p>{said}</p>
        </Notice>
      )}
      <Composer
        t={t}
        {...composer}
        htmx={{
          'hx-post': composer.action,
          'hx-target': '#comments',
          'hx-swap': 'outerHTML',
          // Too long, muted, or sent before: the section says so. Everything else is no part of this page.
          'hx-status:422': 'swap:outerHTML',
          'hx-status:403': 'swap:outerHTML',
          'hx-status:409': 'swap:outerHTML',
        }}
      >
        <CommentHelp t={t} anonymity={anonymity} names={names} withName={withName} />
      </Composer>
    </Section>
  )
}

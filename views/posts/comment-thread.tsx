import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { type CommentModel, Comments } from '../components/comment.tsx'
import { Composer } from '../components/composer.tsx'
import { Pagination } from '../components/lists.tsx'
import { Section } from '../components/text.tsx'

export interface CommentThreadProps {
  t: Translator
  now: Date
  comments: readonly CommentModel[]
  /** Leads to the comments before these. */
  older?: string | undefined
  /** Leads back to the newest ones. */
  newer?: string | undefined
  composer: {
    /** Where the form goes. */
    readonly action: string
    /** The group, or the community for what allies sent: what is written stays there. */
    readonly group: string
    readonly readers: number
    readonly hidden: Readonly<Record<string, string>>
  }
}

/** What was answered to a post of a group or of an ally, and the form for a further answer. */
export const CommentThread: FC<CommentThreadProps> = ({ t, now, comments, older, newer, composer }) => (
  <Section title={t('comment.thread.title')} id="comments">
    <Pagination t={t} older={older} />
    {comments.length === 0 ? (
      <p class="soft">{t('comment.thread.empty')}</p>
    ) : (
      <Comments t={t} now={now} comments={comments} />
    )}
    <Pagination t={t} newer={newer} />
    <Composer t={t} kind="comment" id="write" {...composer} />
  </Section>
)

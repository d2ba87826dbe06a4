import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { type CommentModel, Comments } from '../components/comment.tsx'
import { Composer } from '../components/composer.tsx'
import type { FormError } from '../components/errors.tsx'
import { Pagination } from '../components/lists.tsx'
import { Notice } from '../components/messages.tsx'
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
export const CommentThread: FC<CommentThreadProps> = ({ t, now, comments, older, newer, composer, said }) => (
  <Section title={t('comment.thread.title')} id="comments">
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
        'hx-status:422': 'swap:outerHTML',
      }}
    />
  </Section>
)

import type { Child, FC, PropsWithChildren } from 'hono/jsx'
import type { TextLanguagesModel } from '../../src/i18n/languages.ts'
import type { Translator } from '../../src/i18n/translator.ts'
import type { SafeHtml } from '../../src/safe-html.ts'
import { type AttachmentModel, Attachments } from './attachments.tsx'
import { Icon } from './icon.tsx'
import { LanguageTag, TextLanguages } from './language-switch.tsx'
import { Person, type PersonModel } from './person.tsx'
import { type PictureModel, Pictures } from './picture.tsx'
import { arrival } from './small-act.tsx'
import { type LabelModel, Labels, Prose, Tag } from './text.tsx'
import { Moment, Time } from './time.tsx'

export interface PostCardModel {
  readonly id: string
  /** The thread's page. */
  readonly href: string
  readonly author: PersonModel
  readonly at: Date
  readonly edited?: boolean | undefined
  /** When it disappears by itself. */
  readonly endsAt?: Date | undefined
  /** Its kind and states. */
  readonly labels?: readonly LabelModel[] | undefined
  readonly title?: string | undefined
  readonly body: SafeHtml
  readonly lang?: string | undefined
  /** Where its authors wrote it in several languages. */
  readonly languages?: TextLanguagesModel | undefined
  readonly pictures?: readonly PictureModel[] | undefined
  readonly attachments?: readonly AttachmentModel[] | undefined
  /** The group or channel it stands in, where the page does not say so already. */
  readonly where?: { readonly name: string; readonly href: string } | undefined
  readonly comments?: number | undefined
  /** How many comments came since she was here. */
  readonly unread?: number | undefined
}

export interface PostCardProps {
  t: Translator
  now: Date
  post: PostCardModel
  /** In a list the title leads to the thread and the text is short; `full` is the thread's own page. */
  full?: boolean | undefined
  /** Only in fragments: she goes on here. */
  hasArrived?: boolean | undefined
  /** More about where it comes from: `Tag`s. */
  tags?: Child
  /** What has to be read before its text. */
  above?: Child
  /** What belongs to its text: a vote. */
  below?: Child
}

/** A post. Children are its actions, such as Share or Edit. */
export const PostCard: FC<PropsWithChildren<PostCardProps>> = ({
  t,
  now,
  post,
  full,
  hasArrived,
  tags,
  above,
  below,
  children,
}) => (
  <article
    class="post-card"
    id={post.id}
    aria-labelledby={`${post.title === undefined ? 'by' : 'title'}-${post.id}`}
    {...(full ? { 'data-full': '' } : {})}
    {...(hasArrived ? arrival : {})}
  >
    <div class="post-card__meta" id={`by-${post.id}`}>
      <Person {...post.author}>
        {post.where && (
          <>
            <a href={post.where.href}>{post.where.name}</a> ·{' '}
          </>
        )}
        <Time t={t} at={post.at} now={now} full={full} />
        {post.edited && ` · ${t('post.card.edited')}`}
        {post.endsAt && (
          <>
            {` · ${t('post.ends')} `}
            <Moment t={t} at={post.endsAt} />
          </>
        )}{' '}
        <LanguageTag lang={post.lang} />
      </Person>
      {tags}
      {full ? <PostLabels id={post.id} labels={post.labels} /> : <Labels labels={post.labels} />}
    </div>
    {post.title !== undefined &&
      (full ? (
        <h1 class="post-card__title" id={`title-${post.id}`} lang={post.lang} dir="auto">
          {post.title}
        </h1>
      ) : (
        <h2 class="post-card__title" id={`title-${post.id}`} lang={post.lang} dir="auto">
          <a href={post.href}>{post.title}</a>
        </h2>
      ))}
    {above}
    <Prose html={post.body} lang={post.lang} />
    <TextLanguages t={t} languages={post.languages} inPlaceOf={full ? '.post-card' : undefined} />
    <Pictures t={t} pictures={post.pictures} />
    <Attachments t={t} attachments={post.attachments} />
    {below}
    {(!full || children) && (
      <div class="post-card__actions">
        {!full && (
          <a href={post.href}>
            <Icon name="message-circle" />
            {t('post.card.comments', { count: post.comments ?? 0 })}
            {post.unread ? <Tag tone="community">{t('post.card.unread', { count: post.unread })}</Tag> : null}
          </a>
        )}
        {children}
      </div>
    )}
  </article>
)

/** On its own page they change with what is done there. */
export const PostLabels: FC<Pick<PostCardModel, 'id' | 'labels'>> = ({ id, labels }) => (
  <span id={`labels-${id}`}>
    <Labels labels={labels} />
  </span>
)

import type { Child, FC, PropsWithChildren } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import type { SafeHtml } from '../../src/safe-html.ts'
import { Icon } from './icon.tsx'
import { Person, type PersonModel } from './person.tsx'
import { Prose } from './text.tsx'
import { Time } from './time.tsx'

export interface PictureModel {
  readonly src: string
  readonly width: number
  readonly height: number
  readonly alt: string
}

export interface PostCardModel {
  readonly id: string
  /** The thread's page. */
  readonly href: string
  readonly author: PersonModel
  readonly at: Date
  readonly edited?: boolean | undefined
  readonly title?: string | undefined
  readonly body: SafeHtml
  readonly lang?: string | undefined
  readonly pictures?: readonly PictureModel[] | undefined
  /** The group or channel it stands in, where the page does not say so already. */
  readonly where?: { readonly name: string; readonly href: string } | undefined
  readonly comments?: number | undefined
}

export interface PostCardProps {
  t: Translator
  now: Date
  post: PostCardModel
  /** In a list the title leads to the thread and the text is short; `full` is the thread's own page. */
  full?: boolean | undefined
  /** Kinds and states: `Tag`s. */
  tags?: Child
}

/** A post. Children are its actions, such as Share or Edit. */
export const PostCard: FC<PropsWithChildren<PostCardProps>> = ({ t, now, post, full, tags, children }) => (
  <article class="post-card" id={post.id} {...(full ? { 'data-full': '' } : {})}>
    <div class="post-card__meta">
      <Person {...post.author}>
        {post.where && (
          <>
            <a href={post.where.href}>{post.where.name}</a> ·{' '}
          </>
        )}
        <Time t={t} at={post.at} now={now} />
        {post.edited && ` · ${t('post.card.edited')}`}
      </Person>
      {tags}
    </div>
    {post.title !== undefined &&
      (full ? (
        <h1 class="post-card__title" lang={post.lang} dir="auto">
          {post.title}
        </h1>
      ) : (
        <h2 class="post-card__title" lang={post.lang} dir="auto">
          <a href={post.href}>{post.title}</a>
        </h2>
      ))}
    <Prose html={post.body} lang={post.lang} />
    <Pictures pictures={post.pictures} />
    {(!full || children) && (
      <div class="post-card__actions">
        {!full && (
          <a href={post.href}>
            <Icon name="message-circle" />
            {t('post.card.comments', { count: post.comments ?? 0 })}
          </a>
        )}
        {children}
      </div>
    )}
  </article>
)

/** Pictures under a text, each with its description, fetched only when scrolled to. */
export const Pictures: FC<{ pictures?: readonly PictureModel[] | undefined }> = ({ pictures = [] }) => {
  if (pictures.length === 0) return null
  return (
    <div class="pictures" data-count={pictures.length}>
      {pictures.map(({ src, width, height, alt }) => (
        <img src={src} width={width} height={height} alt={alt} loading="lazy" decoding="async" />
      ))}
    </div>
  )
}

import type { MemberCtx } from '../context.ts'
import type { Translator } from '../i18n/translator.ts'
import { renderMarkdown } from '../markdown.ts'
import { can } from '../policy/permissions.ts'
import type { SafeHtml } from '../safe-html.ts'
import type { CommentPage, CommentView } from './comment-queries.ts'
import type { PostPicture, PostView } from './queries.ts'

interface PictureModel {
  readonly src: string
  readonly width: number
  readonly height: number
  readonly alt: string
}

interface PostModel {
  readonly id: string
  readonly href: string
  readonly author: { readonly name: string; readonly badge?: string }
  readonly at: Date
  readonly edited: boolean
  readonly body: SafeHtml
  readonly lang: string
  readonly pictures: readonly PictureModel[]
  readonly where?: { readonly name: string; readonly href: string }
  readonly comments: number
}

/** What a `PostCard` shows of a post; `withGroup` where the page around it does not name the group. */
export const postModel = (
  t: Translator,
  post: PostView,
  { withGroup = false }: { readonly withGroup?: boolean } = {},
): PostModel => ({
  id: post.id,
  href: `/posts/${post.id}`,
  author: authorModel(t, post),
  at: post.createdAt,
  edited: post.editedAt !== null,
  body: renderMarkdown(post.body),
  lang: post.language,
  pictures: post.pictures.map((picture) => pictureModel(t, picture)),
  ...(withGroup ? { where: { name: post.groupName, href: `/groups/${post.groupId}` } } : {}),
  comments: post.comments,
})

/** A picture of a post; one that nobody described says at least that it is a picture. */
export const pictureModel = (t: Translator, picture: PostPicture): PictureModel => ({
  src: `/media/${picture.id}`,
  width: picture.width,
  height: picture.height,
  alt: picture.alt === '' ? t('post.picture.undescribed') : picture.alt,
})

interface CommentModel {
  readonly id: string
  readonly author: { readonly name: string; readonly badge?: string }
  readonly at: Date
  readonly edited: boolean
  readonly body?: SafeHtml
  readonly lang: string
  readonly tags?: string
  readonly replyHref?: string
  readonly editHref?: string
  readonly deleteHref?: string
  readonly replies: readonly CommentModel[]
}

/**
 * One page of comments as the tree that `Comments` shows. A deleted comment keeps its place only while answers stand
 * below it; an answer whose comment is on another page says whom it answers.
 */
export function commentModels(
  ctx: Pick<MemberCtx, 'actor'>,
  t: Translator,
  page: CommentPage,
): readonly CommentModel[] {
  const below = new Map<string | null, CommentView[]>()
  for (const key of [null, ...page.comments.map(({ id }) => id)]) below.set(key, [])
  for (const comment of page.comments) (below.get(comment.parentId) ?? below.get(null))?.push(comment)
  const modelsBelow = (parentId: string | null): CommentModel[] =>
    (below.get(parentId) ?? [])
      .map((comment) => ({ comment, replies: modelsBelow(comment.id) }))
      .filter(({ comment, replies }) => comment.deletedAt === null || replies.length > 0)
      .map(({ comment, replies }) => ({
        ...commentModel(ctx, t, comment),
        ...(parentId === null && comment.parentId !== null
          ? { tags: t('comment.answers', { name: comment.parentAuthor ?? t('comment.somebody') }) }
          : {}),
        replies,
      }))
  return modelsBelow(null)
}

/** One comment without what stands below it. */
export function commentModel(
  ctx: Pick<MemberCtx, 'actor'>,
  t: Translator,
  comment: CommentView,
): CommentModel {
  const { id, isMine, deletedAt } = comment
  const place = { id, at: comment.createdAt, lang: comment.language, replies: [] }
  if (deletedAt !== null) return { ...place, author: { name: t('comment.somebody') }, edited: false }
  const relation = isMine ? 'author' : 'reader'
  return {
    ...place,
    author: authorModel(t, comment),
    edited: comment.editedAt !== null,
    body: renderMarkdown(comment.body),
    ...(can(ctx.actor, 'comment.create', 'reader') ? { replyHref: `/comments/${id}/reply` } : {}),
    ...(can(ctx.actor, 'comment.edit', relation) ? { editHref: `/comments/${id}/edit` } : {}),
    ...(can(ctx.actor, 'comment.delete', relation) ? { deleteHref: `/comments/${id}/delete` } : {}),
  }
}

const authorModel = (t: Translator, { author, isMine }: Pick<PostView, 'author' | 'isMine'>) => ({
  name: author ?? t('post.author.gone'),
  ...(isMine ? { badge: t('post.author.you') } : {}),
})

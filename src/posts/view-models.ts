import type { MemberCtx } from '../context.ts'
import { relationTo } from '../groups/group-moderator.ts'
import type { Translator } from '../i18n/translator.ts'
import { renderMarkdown } from '../markdown.ts'
import { pictureModel } from '../media/view-models.ts'
import { type Action, can, type Relation } from '../policy/permissions.ts'
import type { SafeHtml } from '../safe-html.ts'
import type { CommentPage, CommentView } from './comment-queries.ts'
import { markMentions } from './mentions.ts'
import type { PostAttachment, PostView } from './queries.ts'
import { type ReactionKind, type Reactions, reactionKinds } from './reactions.ts'

type PictureModel = ReturnType<typeof pictureModel>

interface LabelModel {
  readonly text: string
  readonly tone?: 'plain' | 'inside' | 'alarm' | 'community'
}

interface PersonModel {
  readonly name: string
  readonly badge?: string
  readonly isUnnamed?: true
}

interface PostModel {
  readonly id: string
  readonly href: string
  readonly author: PersonModel
  readonly at: Date
  readonly edited: boolean
  readonly endsAt?: Date
  readonly body: SafeHtml
  readonly lang: string
  readonly labels: readonly LabelModel[]
  readonly pictures: readonly PictureModel[]
  readonly attachments: readonly (PostAttachment & { readonly href: string })[]
  readonly where?: { readonly name: string; readonly href: string }
  readonly comments: number
  readonly unread: number
}

interface PostPlace {
  readonly withGroup?: boolean
  /** Only there what she wrote without her name is marked as hers: lists are seen over a shoulder (P8). */
  readonly inThread?: boolean
}

/** What a `PostCard` shows of a post; `withGroup` where the page around it does not name the group. */
export const postModel = (
  t: Translator,
  post: PostView,
  { withGroup = false, inThread = false }: PostPlace = {},
): PostModel => ({
  id: post.id,
  href: `/posts/${post.id}`,
  author: authorModel(
    t,
    { ...post, isMine: post.isMine && (inThread || !post.anonymous) },
    t('post.author.anonymous'),
  ),
  at: post.createdAt,
  edited: post.editedAt !== null,
  ...(post.expiresAt === null ? {} : { endsAt: post.expiresAt }),
  body: renderMarkdown(post.body),
  lang: post.language,
  labels: postLabels(t, post),
  pictures: post.pictures.map(pictureModel),
  attachments: post.attachments.map((attached) => ({ ...attached, href: `/attachments/${attached.id}` })),
  ...(withGroup ? { where: { name: post.groupName, href: `/groups/${post.groupId}` } } : {}),
  comments: post.comments,
  unread: post.unread,
})

const postLabels = (t: Translator, post: PostView): LabelModel[] => {
  const labels: (LabelModel | false)[] = [
    post.kind !== 'discussion' && {
      text: t(`post.kind.${post.kind}`),
      tone: post.kind === 'alert' ? 'alarm' : 'plain',
    },
    post.pinnedAt !== null && { text: t('post.pinned'), tone: 'community' },
    post.isNew && { text: t('post.new'), tone: 'community' },
    post.onBehalf && { text: t('post.onBehalf') },
    post.heldAt !== null && { text: t('post.waits') },
  ]
  return labels.filter((label) => label !== false)
}

interface ReactionsModel {
  readonly action: string
  readonly mine: ReactionKind | null
  readonly given: readonly { readonly kind: ReactionKind; readonly count: number }[]
}

/** What a `ReactionBar` shows below something; `path` is where that is reacted to. */
export const reactionsModel = (path: string, { reactions, myReaction }: Reactions): ReactionsModel => ({
  action: `${path}/reactions`,
  mine: myReaction,
  given: reactionKinds.flatMap((kind) => {
    const count = reactions[kind] ?? 0
    return count > 0 ? [{ kind, count }] : []
  }),
})

interface CommentModel {
  readonly id: string
  readonly author: PersonModel
  readonly at: Date
  readonly edited: boolean
  readonly body?: SafeHtml
  readonly lang: string
  readonly tags?: string
  readonly labels?: readonly LabelModel[]
  readonly reactions?: ReactionsModel
  readonly replyHref?: string
  readonly editHref?: string
  readonly deleteHref?: string
  readonly removeHref?: string
  readonly flagHref?: string
  readonly historyHref?: string
  readonly acceptAction?: string
  readonly replies: readonly CommentModel[]
}

/** How a reader stands to the thread around comments. */
export interface ThreadAround {
  /** Whether she looks after the group. */
  readonly looksAfter?: boolean
  /** Where an answer is accepted, for those who may. */
  readonly acceptAction?: string | undefined
  /** The comments that came since she was here. */
  readonly fresh?: ReadonlySet<string>
}

/**
 * One page of comments as the tree that `Comments` shows. A comment that is gone keeps its place only while answers
 * stand below it; an answer whose comment is on another page says whom it answers.
 */
export function commentModels(
  ctx: Pick<MemberCtx, 'actor'>,
  t: Translator,
  page: CommentPage,
  around: ThreadAround = {},
): readonly CommentModel[] {
  const below = new Map<string | null, CommentView[]>()
  for (const key of [null, ...page.comments.map(({ id }) => id)]) below.set(key, [])
  for (const comment of page.comments) (below.get(comment.parentId) ?? below.get(null))?.push(comment)
  const modelsBelow = (parentId: string | null): CommentModel[] =>
    (below.get(parentId) ?? [])
      .map((comment) => ({ comment, replies: modelsBelow(comment.id) }))
      .filter(({ comment, replies }) => !comment.isGone || replies.length > 0)
      .map(({ comment, replies }) => ({
        ...commentModel(ctx, t, comment, around),
        ...(parentId === null && comment.parentId !== null
          ? { tags: t('comment.answers', { name: answeredName(t, comment) }) }
          : {}),
        replies,
      }))
  return modelsBelow(null)
}

/** The newest comment of a page, also one that is gone; empty when there is none. */
export const newestIn = ({ comments }: CommentPage): string => comments.at(-1)?.id ?? ''

/** Whom a comment answers. */
export const answeredName = (t: Translator, { parentAuthor, parentAnonymous }: CommentView): string =>
  parentAnonymous ? t('comment.author.anonymous') : (parentAuthor ?? t('comment.somebody'))

/** One comment without what stands below it. */
export function commentModel(
  ctx: Pick<MemberCtx, 'actor'>,
  t: Translator,
  comment: CommentView,
  { looksAfter = false, acceptAction, fresh }: ThreadAround = {},
): CommentModel {
  const { id, isMine } = comment
  const place = { id, at: comment.createdAt, lang: comment.language, replies: [] }
  if (comment.isGone) return { ...place, author: { name: t('comment.somebody') }, edited: false }
  const may = (action: Action, relation: Relation = isMine ? 'author' : 'reader') =>
    can(ctx.actor, action, relation)
  const here = `/comments/${id}`
  const labels = [
    ...(fresh?.has(id) ? [{ text: t('comment.new'), tone: 'community' as const }] : []),
    ...(comment.heldAt === null ? [] : [{ text: t('comment.held') }]),
  ]
  const mayRemove = !isMine && (may('comment.remove') || may('comment.remove', relationTo({ looksAfter })))
  return {
    ...place,
    author: authorModel(t, comment, t('comment.author.anonymous')),
    edited: comment.editedAt !== null,
    body: markMentions(renderMarkdown(comment.body), comment.mentions),
    ...(labels.length > 0 ? { labels } : {}),
    ...(may('reaction.give', 'reader') ? { reactions: reactionsModel(here, comment) } : {}),
    ...(may('comment.create', 'reader') ? { replyHref: `${here}/reply` } : {}),
    ...(may('comment.edit') ? { editHref: `${here}/edit` } : {}),
    ...(may('comment.delete') ? { deleteHref: `${here}/delete` } : {}),
    ...(mayRemove ? { removeHref: `/remove/comment/${id}` } : {}),
    ...(!isMine && may('flag.create') ? { flagHref: `/flag/comment/${id}` } : {}),
    ...(comment.editedAt !== null && may('text.read-history', 'reader')
      ? { historyHref: `${here}/history` }
      : {}),
    ...(acceptAction !== undefined && comment.heldAt === null ? { acceptAction } : {}),
  }
}

/** Names of hidden accounts and of those that are gone look alike: nobody learns that somebody is frozen (P12). */
const authorModel = (
  t: Translator,
  { author, anonymous, isMine }: Pick<PostView, 'author' | 'anonymous' | 'isMine'>,
  unnamed: string,
) => ({
  name: anonymous ? unnamed : (author ?? t('post.author.nobody')),
  ...(isMine ? { badge: t('post.author.you') } : {}),
  ...(anonymous || author === null ? { isUnnamed: true as const } : {}),
})

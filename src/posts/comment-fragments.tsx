import { toFormErrors } from '../../views/components/errors.tsx'
import { CommentThread, type CommentThreadProps } from '../../views/posts/comment-thread.tsx'
import type { MemberCtx } from '../context.ts'
import { can } from '../policy/permissions.ts'
import { type Mark, writtenSince } from '../reading/marks.ts'
import { visitThread } from '../reading/visit-thread.ts'
import type { Refusal } from '../result.ts'
import { fragment, type MemberPageContext, missingPage, statusOf } from '../web/respond.tsx'
import {
  type CommentPage,
  type CommentTarget,
  type CommentView,
  readAcceptedAnswer,
  readComments,
  readFirstSince,
  readTarget,
} from './comment-queries.ts'
import { usualLanguage } from './forms.ts'
import { readThreadPost, type ThreadPost } from './thread-queries.ts'
import { commentModel, commentModels } from './view-models.ts'
import { alliedPlaceOf, commentPlaceOf } from './writing-places.ts'

/** Where a thread stands. */
export const pathOf = (target: CommentTarget): string =>
  target.postId === undefined ? `/allies/posts/${target.alliedPostId}` : `/posts/${target.postId}`

/** Where a comment stands, on whatever page of a long thread. */
export const addressOf = (target: CommentTarget, commentId: string, done?: string): string =>
  `${pathOf(target)}?${done === undefined ? '' : `done=${done}&`}comment=${commentId}#${commentId}`

export interface ThreadState {
  readonly post: ThreadPost
  readonly comments: CommentPage
  readonly accepted: CommentView | undefined
  /** What she had read before; undefined when she is here for the first time. */
  readonly mark: Mark | null | undefined
  /** What is new, where that began before the newest page. */
  readonly since?: CommentThreadProps['fresh']
  /** Set on the pages after the first. */
  readonly before?: string | undefined
}

/** Everything below a post of a group, as its page and the fragment after a comment show it. */
export function threadProps(c: MemberPageContext, state: ThreadState): CommentThreadProps {
  const { ctx, t, community } = c.var
  const { post, comments, accepted, mark, since, before } = state
  const here = `/posts/${post.id}`
  const fresh =
    mark === undefined
      ? []
      : writtenSince(comments.comments, mark).filter(({ isMine, isGone }) => !isMine && !isGone)
  const [firstFresh] = fresh
  const mayAccept =
    post.kind === 'question' && can(ctx.actor, 'answer.accept', post.isMine ? 'author' : 'reader')
  const acceptAction = mayAccept ? `${here}/answer` : undefined
  const around = { looksAfter: post.looksAfter, acceptAction, fresh: new Set(fresh.map(({ id }) => id)) }
  return {
    t,
    now: ctx.clock.now(),
    comments: commentModels(ctx, t, comments, around),
    accepted: accepted && commentModel(ctx, t, accepted),
    isAcceptedHere: comments.comments.some(({ id }) => id === accepted?.id),
    takeBackAction: acceptAction,
    fresh: since ?? (firstFresh && { href: `#${firstFresh.id}`, count: fresh.length }),
    older: comments.older === undefined ? undefined : `${here}?before=${comments.older}#comments`,
    newer: before === undefined ? undefined : `${here}#comments`,
    composer: {
      action: `${here}/comments`,
      group: post.groupName,
      readers: post.readers,
      anonymity: post.anonymous ? (post.isMine ? 'hers' : 'others') : 'none',
      names: post.names,
      place: commentPlaceOf(post.id),
      ...(post.draft === null ? {} : { values: { text: post.draft } }),
      hidden: { submission: ctx.random.id(), language: usualLanguage(community, t.locale) },
    },
  }
}

/** What is new on pages before the newest one, for her who stayed away for longer than that. */
export async function newOnOlderPages(
  ctx: MemberCtx,
  postId: string,
  { comments, older }: CommentPage,
  mark: Mark | null | undefined,
): Promise<CommentThreadProps['fresh']> {
  if (mark === undefined || older === undefined) return undefined
  if (writtenSince(comments, mark).length < comments.length) return undefined
  const since = await readFirstSince(ctx, postId, mark)
  return since && { href: addressOf({ postId }, since.firstId), count: since.count }
}

/** What became of a comment that htmx sent. */
export type Sent =
  | { readonly isHeld: boolean; readonly refusals?: never }
  | {
      readonly text: string
      readonly withName: boolean
      readonly refusals: readonly [Refusal, ...Refusal[]]
    }

/** The comments of a thread alone, after one was sent through htmx: with it, or with why it was refused. */
export async function commentsFragment(
  c: MemberPageContext,
  target: CommentTarget,
  sent: Sent,
): Promise<Response> {
  const props = await (target.postId === undefined ? alliedProps(c, target) : postProps(c, target.postId))
  if (!props) return missingPage(c)
  const { t } = c.var
  if (sent.refusals === undefined) {
    const said = t(sent.isHeld ? 'comment.heldDone' : 'comment.sent')
    return fragment(c, <CommentThread {...props} said={said} />)
  }
  const { text, withName, refusals } = sent
  const composer = { ...props.composer, values: { text }, withName, errors: toFormErrors(t, refusals) }
  return fragment(c, <CommentThread {...props} composer={composer} />, statusOf(refusals))
}

async function postProps(c: MemberPageContext, postId: string): Promise<CommentThreadProps | undefined> {
  const { ctx } = c.var
  const [post, comments, accepted, mark] = await Promise.all([
    readThreadPost(ctx, postId),
    readComments(ctx, { postId }),
    readAcceptedAnswer(ctx, postId),
    visitThread(ctx, postId),
  ])
  const since = await newOnOlderPages(ctx, postId, comments, mark)
  return post && threadProps(c, { post, comments, accepted, mark, since })
}

async function alliedProps(
  c: MemberPageContext,
  target: CommentTarget,
): Promise<CommentThreadProps | undefined> {
  const { ctx, t, community } = c.var
  const [place, comments] = await Promise.all([readTarget(ctx, target), readComments(ctx, target)])
  if (!place) return undefined
  return {
    t,
    now: ctx.clock.now(),
    comments: commentModels(ctx, t, comments),
    older: comments.older === undefined ? undefined : `${pathOf(target)}?before=${comments.older}#comments`,
    composer: {
      action: `${pathOf(target)}/comments`,
      group: community.name,
      readers: place.readers,
      names: place.names,
      place: alliedPlaceOf(target.alliedPostId ?? ''),
      hidden: { submission: ctx.random.id(), language: usualLanguage(community, t.locale) },
    },
  }
}

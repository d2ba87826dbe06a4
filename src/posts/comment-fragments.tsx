import type { Child } from 'hono/jsx'
import { toFormErrors } from '../../views/components/errors.tsx'
import { type CommentThreadProps, JustCommented, ThreadComposer } from '../../views/posts/comment-thread.tsx'
import type { MemberCtx } from '../context.ts'
import { can } from '../policy/permissions.ts'
import { type Mark, writtenSince } from '../reading/marks.ts'
import { visitThread } from '../reading/visit-thread.ts'
import type { Refusal } from '../result.ts'
import { fragment, type MemberPageContext, missingPage } from '../web/respond.tsx'
import { commentAddress, threadAddress } from './comment-address.ts'
import {
  type CommentPage,
  type CommentTarget,
  type CommentView,
  pageOfComment,
  readAcceptedAnswer,
  readComments,
  readFirstSince,
  readTarget,
} from './comment-queries.ts'
import { usualLanguage } from './forms.ts'
import { readThreadPost, type ThreadPost } from './thread-queries.ts'
import { commentModel, commentModels, newestIn } from './view-models.ts'
import { alliedPlaceOf, commentPlaceOf } from './writing-places.ts'

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
    ...(accepted && !comments.comments.some(({ id }) => id === accepted.id)
      ? { acceptedHref: commentAddress({ postId: post.id }, accepted.id) }
      : {}),
    takeBackAction: acceptAction,
    fresh: since ?? (firstFresh && { href: `#${firstFresh.id}`, count: fresh.length }),
    older: comments.older === undefined ? undefined : `${here}?before=${comments.older}#comments`,
    newer: before === undefined ? undefined : `${here}#comments`,
    newest: before === undefined ? newestIn(comments) : undefined,
    live: before === undefined ? { postId: post.id, newestId: newestOf(comments) } : undefined,
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

/** The newest comment that everybody in the group can see; empty when there is none. */
const newestOf = ({ comments }: CommentPage): string =>
  comments.findLast(({ isGone, heldAt }) => !isGone && heldAt === null)?.id ?? ''

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
  return since && { href: commentAddress({ postId }, since.firstId), count: since.count }
}

interface Commented {
  readonly commentId: string
  readonly isHeld: boolean
  /** The newest comment that her page shows, as it says. */
  readonly shown: string
  /** The comment that was answered, as it is shown again; undefined for an answer to the post itself. */
  readonly answered?: Child
}

/**
 * A comment that was written through htmx: alone, in its place, where her page shows all the others; else the newest
 * page of the thread with it. Whoever looks at an older page is led to where it stands.
 */
export async function commentsFragment(
  c: MemberPageContext,
  target: CommentTarget,
  { commentId, isHeld, shown, answered }: Commented,
): Promise<Response> {
  if (await seesOlderPage(c, target)) {
    c.header('HX-Redirect', commentAddress(target, commentId))
    return fragment(c, '')
  }
  const thread = await threadOf(c, target)
  if (!thread) return missingPage(c)
  const [newest, before] = thread.comments.toReversed()
  return fragment(
    c,
    <>
      <JustCommented
        {...thread.props}
        arrived={commentId}
        isUpToDate={newest?.id === commentId && before?.id === shown}
        isAnswer={answered !== undefined}
        said={c.var.t(isHeld ? 'comment.heldDone' : 'comment.sent')}
      />
      {answered}
    </>,
  )
}

/** Why a comment that htmx sent was refused, in its form. */
export async function refusedComment(
  c: MemberPageContext,
  target: CommentTarget,
  typed: { readonly text: string; readonly withName: boolean },
  refusals: readonly [Refusal, ...Refusal[]],
): Promise<Response> {
  const thread = refusals[0].kind === 'missing' ? undefined : await threadOf(c, target)
  if (!thread) return missingPage(c)
  const { props } = thread
  const { text, withName } = typed
  const errors = toFormErrors(c.var.t, refusals)
  return fragment(
    c,
    <ThreadComposer t={c.var.t} {...props.composer} values={{ text }} withName={withName} errors={errors} />,
    422,
  )
}

/** By the address of the page from which htmx asks. */
async function seesOlderPage(c: MemberPageContext, target: CommentTarget): Promise<boolean> {
  const current = c.req.header('HX-Current-URL') ?? ''
  if (!URL.canParse(current)) return false
  const { searchParams } = new URL(current)
  const wanted = searchParams.get('comment')
  if (searchParams.has('before')) return true
  return wanted !== null && (await pageOfComment(c.var.ctx, target, wanted)) !== undefined
}

/** Everything that is shown of a thread, and its newest comments, oldest first. */
interface Thread {
  readonly props: CommentThreadProps
  readonly comments: readonly CommentView[]
}

const threadOf = (c: MemberPageContext, target: CommentTarget) =>
  target.postId === undefined ? alliedThread(c, target) : postThread(c, target.postId)

async function postThread(c: MemberPageContext, postId: string): Promise<Thread | undefined> {
  const { ctx } = c.var
  const [post, comments, accepted, mark] = await Promise.all([
    readThreadPost(ctx, postId),
    readComments(ctx, { postId }),
    readAcceptedAnswer(ctx, postId),
    visitThread(ctx, postId),
  ])
  const since = await newOnOlderPages(ctx, postId, comments, mark)
  if (!post) return undefined
  const props = threadProps(c, { post, comments, accepted, mark, since })
  return { props, comments: comments.comments }
}

async function alliedThread(c: MemberPageContext, target: CommentTarget): Promise<Thread | undefined> {
  const { ctx, t, community } = c.var
  const [place, comments] = await Promise.all([readTarget(ctx, target), readComments(ctx, target)])
  if (!place) return undefined
  const props: CommentThreadProps = {
    t,
    now: ctx.clock.now(),
    comments: commentModels(ctx, t, comments),
    newest: newestIn(comments),
    older:
      comments.older === undefined ? undefined : `${threadAddress(target)}?before=${comments.older}#comments`,
    composer: {
      action: `${threadAddress(target)}/comments`,
      group: community.name,
      readers: place.readers,
      names: place.names,
      place: alliedPlaceOf(target.alliedPostId ?? ''),
      hidden: { submission: ctx.random.id(), language: usualLanguage(community, t.locale) },
    },
  }
  return { props, comments: comments.comments }
}

import type { Child } from 'hono/jsx'
import { CommentArticle } from '../../views/components/comment.tsx'
import { toFormErrors } from '../../views/components/errors.tsx'
import { Also, Said } from '../../views/components/small-act.tsx'
import {
  CommentDeleted,
  CommentToDelete,
  CommentWithForm,
  InPlaceForm,
  type InPlaceFormProps,
} from '../../views/posts/comment-in-place.tsx'
import { SavedSection } from '../../views/posts/write-pages.tsx'
import { renderMarkdown } from '../markdown.ts'
import { can } from '../policy/permissions.ts'
import type { Refusal } from '../result.ts'
import { fragment, type MemberPageContext, missingPage } from '../web/respond.tsx'
import { type CommentFormState, changeForm, replyForm } from './comment-form-fragments.tsx'
import { type CommentInPlace, readComment } from './comment-queries.ts'
import { versionOf } from './rules.ts'
import { readThreadPost } from './thread-queries.ts'
import { answeredName, commentModel } from './view-models.ts'

/** One comment as htmx puts it in its place; `said` tells what happened to it. */
export async function commentFragment(
  c: MemberPageContext,
  commentId: string,
  said?: string,
): Promise<Response> {
  const comment = await readComment(c.var.ctx, commentId)
  if (!comment) return missingPage(c)
  return fragment(
    c,
    <>
      <CommentArticle {...(await articleOf(c, comment))} hasArrived />
      {said !== undefined && <Said>{said}</Said>}
    </>,
  )
}

/** The comment that was answered, without the form; among others that are shown anew. */
export const answeredComment = async (c: MemberPageContext, comment: CommentInPlace): Promise<Child> => (
  <Also target={`[id="${comment.id}"]`}>
    <CommentArticle {...(await articleOf(c, comment))} />
  </Also>
)

/** The comment with the form that answers it. */
export const replyFragment = (c: MemberPageContext, comment: CommentInPlace, state: CommentFormState) =>
  withForm(c, comment, { ...replyForm(c, comment, state), changes: 'comments' }, state.notice?.text)

/** The comment with the form that changes it. */
export const changeFragment = (c: MemberPageContext, comment: CommentInPlace, state?: CommentFormState) =>
  withForm(c, comment, { ...changeForm(c, comment, state), changes: 'comment' }, state?.notice?.text)

/** Why an answer was refused, in its form. */
export const refusedReply = (
  c: MemberPageContext,
  comment: CommentInPlace,
  state: CommentFormState,
  refusals: readonly [Refusal, ...Refusal[]],
): Response => {
  const errors = toFormErrors(c.var.t, refusals)
  const form = { ...replyForm(c, comment, { ...state, errors }), within: comment.id }
  return fragment(c, <InPlaceForm {...form} changes="comments" />, 422)
}

/** Why a change was refused, in its form, and what is saved by now where that is another text. */
export const refusedChange = (
  c: MemberPageContext,
  comment: CommentInPlace,
  state: CommentFormState,
  refusals: readonly [Refusal, ...Refusal[]],
): Response => {
  const { t } = c.var
  const saved =
    state.version === versionOf(comment.editedAt)
      ? undefined
      : { html: renderMarkdown(comment.body), lang: comment.language }
  const preview = <SavedSection t={t} saved={saved} />
  const errors = toFormErrors(t, refusals)
  const form = { ...changeForm(c, comment, { ...state, errors, preview }), within: comment.id }
  return fragment(c, <InPlaceForm {...form} changes="comment" />, 422)
}

/** The comment with the question whether it shall be gone. */
export const deletingFragment = async (c: MemberPageContext, comment: CommentInPlace): Promise<Response> =>
  fragment(c, <CommentToDelete {...(await articleOf(c, comment))} />)

export const deletedFragment = (c: MemberPageContext, commentId: string): Response =>
  fragment(c, <CommentDeleted t={c.var.t} id={commentId} />)

async function withForm(
  c: MemberPageContext,
  comment: CommentInPlace,
  form: Omit<InPlaceFormProps, 'within'>,
  note: string | undefined,
): Promise<Response> {
  return fragment(
    c,
    <CommentWithForm
      comment={await articleOf(c, comment)}
      form={{ ...form, within: comment.id }}
      note={note === undefined ? undefined : <p class="soft">{note}</p>}
    />,
  )
}

/** Alone it says whom it answers: what stands around it does not come along. */
async function articleOf(c: MemberPageContext, comment: CommentInPlace) {
  const { ctx, t } = c.var
  const { postId } = comment.target
  const post = postId === undefined ? undefined : await readThreadPost(ctx, postId)
  const mayAccept =
    post?.kind === 'question' && can(ctx.actor, 'answer.accept', post.isMine ? 'author' : 'reader')
  const acceptAction = mayAccept ? `/posts/${postId}/answer` : undefined
  return {
    ...{ t, now: ctx.clock.now() },
    comment: commentModel(ctx, t, comment, { looksAfter: comment.looksAfter, acceptAction }),
    ...(comment.parentId === null ? {} : { answers: answeredName(t, comment) }),
  }
}

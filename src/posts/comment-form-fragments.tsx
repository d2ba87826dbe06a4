import type { Child } from 'hono/jsx'
import { Comments } from '../../views/components/comment.tsx'
import type { FormError } from '../../views/components/errors.tsx'
import { CommentPage, EditCommentPage } from '../../views/posts/comment-pages.tsx'
import { DeletePage } from '../../views/posts/delete-page.tsx'
import { PostPreview } from '../../views/posts/post-preview.tsx'
import { groupPlace } from '../groups/view-models.ts'
import { renderMarkdown } from '../markdown.ts'
import type { SubmittedForm } from '../web/forms.ts'
import { type MemberPageContext, type PageOptions, page } from '../web/respond.tsx'
import { commentAddress, threadAddress } from './comment-address.ts'
import type { CommentInPlace, CommentPlace } from './comment-queries.ts'
import { commentOf, usualLanguage } from './forms.ts'
import { commentLimits, versionOf } from './rules.ts'
import { commentModel } from './view-models.ts'
import { alliedPlaceOf, commentChangeOf, commentPlaceOf, replyPlaceOf } from './writing-places.ts'

export interface CommentFormState {
  readonly text: string
  readonly withName?: boolean
  /** Of the text she started from, where she changes one. */
  readonly version?: string
  readonly errors?: readonly FormError[]
  readonly preview?: Child
  readonly notice?: PageOptions['notice']
  readonly status?: PageOptions['status']
}

/** What was typed into any of the forms below. */
export const typedComment = (form: SubmittedForm) => ({ ...commentOf(form), withName: form.flag('withName') })

/** A new comment on a page of its own. */
export function commentPage(c: MemberPageContext, place: CommentPlace, state: CommentFormState) {
  const { postId, alliedPostId } = place.target
  return page(
    c,
    optionsOf(c, place, state),
    <CommentPage
      {...formOf(c, place, state)}
      now={c.var.ctx.clock.now()}
      action={`${threadAddress(place.target)}/comments`}
      place={postId === undefined ? alliedPlaceOf(alliedPostId) : commentPlaceOf(postId)}
    />,
  )
}

/** An answer to a comment, below it. */
export function replyPage(c: MemberPageContext, comment: CommentInPlace, state: CommentFormState) {
  return page(
    c,
    optionsOf(c, comment, state),
    <CommentPage
      {...replyForm(c, comment, state)}
      now={c.var.ctx.clock.now()}
      answered={withoutActions(c, comment)}
    />,
  )
}

/** The form of an answer, on its page or below the comment. */
export const replyForm = (c: MemberPageContext, comment: CommentInPlace, state: CommentFormState) => ({
  ...formOf(c, comment, state),
  action: `/comments/${comment.id}/reply`,
  label: c.var.t('composer.answer', { name: withoutActions(c, comment).author.name }),
  submit: c.var.t('composer.answerIn', { group: placeName(c, comment) }),
  place: replyPlaceOf(comment.id),
})

/** The form with what is saved or with what she typed; then it starts from what is saved by now. */
export function editCommentPage(c: MemberPageContext, comment: CommentInPlace, typed?: CommentFormState) {
  const wasChanged = typed !== undefined && typed.version !== versionOf(comment.editedAt)
  return page(
    c,
    optionsOf(c, comment, typed),
    <EditCommentPage
      {...changeForm(c, comment, typed)}
      saved={wasChanged ? { html: renderMarkdown(comment.body), lang: comment.language } : undefined}
    />,
  )
}

/** The form that changes a comment, on its page or in the comment's place. */
export const changeForm = (c: MemberPageContext, comment: CommentInPlace, typed?: CommentFormState) => ({
  ...formOf(c, comment, typed ?? { text: comment.body }),
  anonymity: 'none' as const,
  action: `/comments/${comment.id}/edit`,
  hidden: { version: versionOf(comment.editedAt), language: comment.language },
  place: commentChangeOf(comment.id),
  keepsDraft: !comment.anonymous,
  submit: c.var.t('composer.saveIn', { group: placeName(c, comment) }),
})

/** Asks before a comment of hers is gone for good. */
export function deleteCommentPage(c: MemberPageContext, comment: CommentInPlace) {
  const { ctx, t } = c.var
  return page(
    c,
    optionsOf(c, comment),
    <DeletePage
      t={t}
      title={t('comment.delete.title')}
      consequence={t('comment.delete.own')}
      action={`/comments/${comment.id}/delete`}
      keepHref={commentAddress(comment.target, comment.id)}
    >
      <Comments t={t} now={ctx.clock.now()} comments={[withoutActions(c, comment)]} />
    </DeletePage>,
  )
}

/** How others will see what is typed: with her name, or without it below an anonymous post of hers (P8). */
export const commentPreview = (
  c: MemberPageContext,
  { anonymity }: Pick<CommentPlace, 'anonymity'>,
  { text, withName, language }: ReturnType<typeof typedComment>,
): Child => previewOf(c, { text, lang: language, isUnnamed: anonymity === 'hers' && !withName })

/** The same of a comment that she changes: the name that it has stays. */
export const commentChangePreview = (
  c: MemberPageContext,
  { anonymous, language }: CommentInPlace,
  { text }: { readonly text: string },
): Child => previewOf(c, { text, lang: language, isUnnamed: anonymous })

function previewOf(
  c: MemberPageContext,
  { text, lang, isUnnamed }: { readonly text: string; readonly lang: string; readonly isUnnamed: boolean },
): Child {
  const { t, member } = c.var
  return (
    <PostPreview
      t={t}
      author={isUnnamed ? t('post.author.anonymous') : member.displayName}
      body={text === '' ? undefined : renderMarkdown(text.slice(0, commentLimits.text))}
      lang={lang}
    />
  )
}

/** What allies sent stands in no group: comments on it stay in the community. */
const placeName = (c: MemberPageContext, { groupName }: CommentPlace): string =>
  groupName ?? c.var.community.name

const optionsOf = (
  c: MemberPageContext,
  place: CommentPlace,
  { notice, status }: Pick<CommentFormState, 'notice' | 'status'> = {},
): PageOptions => ({
  place: groupPlace(c.var.t, { name: placeName(c, place), readers: place.readers }),
  tab: place.groupName === null ? 'home' : 'groups',
  back: { href: threadAddress(place.target) },
  ...(notice ? { notice } : {}),
  ...(status ? { status } : {}),
})

function formOf(
  c: MemberPageContext,
  place: CommentPlace,
  { text, withName, errors, preview }: CommentFormState,
) {
  const { ctx, t, community } = c.var
  return {
    ...{
      t,
      group: placeName(c, place),
      readers: place.readers,
      anonymity: place.anonymity,
      names: place.names,
    },
    ...{ values: { text }, withName, errors, preview },
    hidden: { submission: ctx.random.id(), language: usualLanguage(community, t.locale) },
  }
}

const withoutActions = (c: MemberPageContext, comment: CommentInPlace) => {
  const { id, author, at, edited, body, lang } = commentModel(c.var.ctx, c.var.t, comment)
  return { id, author, at, edited, lang, ...(body === undefined ? {} : { body }) }
}

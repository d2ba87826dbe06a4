import { Hono } from 'hono'
import { Comments } from '../../views/components/comment.tsx'
import { type FormError, toFormErrors } from '../../views/components/errors.tsx'
import { CommentPage, EditCommentPage } from '../../views/posts/comment-pages.tsx'
import { DeletePage } from '../../views/posts/delete-page.tsx'
import { relationTo } from '../groups/group-moderator.ts'
import { groupPlace } from '../groups/view-models.ts'
import { renderMarkdown } from '../markdown.ts'
import { can } from '../policy/permissions.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm, type SubmittedForm } from '../web/forms.ts'
import { requireMember } from '../web/require-member.ts'
import {
  asksForFragment,
  forbiddenPage,
  type MemberPageContext,
  missingPage,
  type PageOptions,
  page,
  refusedPage,
  seeOther,
  statusOf,
} from '../web/respond.tsx'
import { commentsFragment, pathOf } from './comment-fragments.tsx'
import {
  type CommentInPlace,
  type CommentPlace,
  type CommentTarget,
  readComment,
  readTarget,
} from './comment-queries.ts'
import { createComment } from './create-comment.ts'
import { deleteComment } from './delete-comment.ts'
import { editComment } from './edit-comment.ts'
import { commentOf, usualLanguage } from './forms.ts'
import { versionOf } from './rules.ts'
import { commentModel } from './view-models.ts'

/** Comments below posts of groups and of allies: writing, answering, changing, taking away. */
export const commentRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .post('/posts/:postId/comments', requireMember, (c) => addComment(c, { postId: c.req.param('postId') }))

    .post('/allies/posts/:alliedPostId/comments', requireMember, (c) =>
      addComment(c, { alliedPostId: c.req.param('alliedPostId') }),
    )

    .get('/comments/:commentId/reply', requireMember, async (c) => {
      const comment = await readComment(c.var.ctx, c.req.param('commentId'))
      return comment ? replyPage(c, comment, { text: '', withName: false }) : missingPage(c)
    })

    .post('/comments/:commentId/reply', requireMember, async (c) => {
      const { ctx, t } = c.var
      const typed = typedComment(await readForm(c))
      const comment = await readComment(ctx, c.req.param('commentId'))
      if (!comment) return missingPage(c)
      const { target } = comment
      const result = await createComment(ctx, { ...typed, target, parentId: comment.id })
      if (result.ok) return seeOther(c, commentPath(target, result.value))
      if (result.refusals[0].kind === 'missing') return missingPage(c)
      const errors = toFormErrors(t, result.refusals)
      return replyPage(c, comment, { ...typed, errors }, statusOf(result.refusals))
    })

    .get('/comments/:commentId/edit', requireMember, async (c) => {
      const { ctx } = c.var
      const comment = await readComment(ctx, c.req.param('commentId'))
      if (!comment) return missingPage(c)
      return can(ctx.actor, 'comment.edit', comment.isMine ? 'author' : 'reader')
        ? editPage(c, comment)
        : forbiddenPage(c)
    })

    .post('/comments/:commentId/edit', requireMember, async (c) => {
      const { ctx, t } = c.var
      const typed = typedComment(await readForm(c))
      const { text, version } = typed
      const commentId = c.req.param('commentId')
      const result = await editComment(ctx, { commentId, text, version })
      if (result.ok) {
        const { target, isHeld } = result.value
        return seeOther(c, commentPath(target, { commentId, isHeld }))
      }
      const comment = await readComment(ctx, commentId)
      // Also somebody who is muted meanwhile finds her words again; they are hers alone.
      if (!comment?.isMine) return refusedPage(c, result.refusals)
      const errors = toFormErrors(t, result.refusals)
      return editPage(c, comment, { ...typed, errors }, statusOf(result.refusals))
    })

    .get('/comments/:commentId/delete', requireMember, async (c) => {
      const { ctx, t } = c.var
      const comment = await readComment(ctx, c.req.param('commentId'))
      if (!comment) return missingPage(c)
      if (!can(ctx.actor, 'comment.delete', comment.isMine ? 'author' : 'reader')) {
        return mayRemove(c, comment) ? seeOther(c, `/remove/comment/${comment.id}`) : forbiddenPage(c)
      }
      return page(
        c,
        placeOf(c, comment),
        <DeletePage
          t={t}
          title={t('comment.delete.title')}
          consequence={t('comment.delete.own')}
          action={`/comments/${comment.id}/delete`}
          keepHref={`${pathOf(comment.target)}#${comment.id}`}
        >
          <Comments t={t} now={ctx.clock.now()} comments={[withoutActions(c, comment)]} />
        </DeletePage>,
      )
    })

    .post('/comments/:commentId/delete', requireMember, async (c) => {
      const result = await deleteComment(c.var.ctx, { commentId: c.req.param('commentId') })
      return result.ok
        ? seeOther(c, `${pathOf(result.value.target)}?done=comment-deleted#comments`)
        : refusedPage(c, result.refusals)
    })

async function addComment(c: MemberPageContext, target: CommentTarget): Promise<Response> {
  const { ctx, t } = c.var
  const typed = typedComment(await readForm(c))
  const result = await createComment(ctx, { ...typed, target })
  const isFragment = asksForFragment(c)
  if (result.ok) {
    return isFragment
      ? commentsFragment(c, target, result.value)
      : seeOther(c, commentPath(target, result.value))
  }
  if (isFragment) return commentsFragment(c, target, { ...typed, refusals: result.refusals })
  const place = await readTarget(ctx, target)
  if (!place || result.refusals[0].kind === 'missing') return missingPage(c)
  return page(
    c,
    { ...placeOf(c, place), status: statusOf(result.refusals) },
    <CommentPage
      {...formOf(c, place)}
      now={ctx.clock.now()}
      action={`${pathOf(target)}/comments`}
      values={{ text: typed.text }}
      withName={typed.withName}
      errors={toFormErrors(t, result.refusals)}
    />,
  )
}

const typedComment = (form: SubmittedForm) => ({ ...commentOf(form), withName: form.flag('withName') })

/** Back to the comment; one that waits says so. */
const commentPath = (
  target: CommentTarget,
  { commentId, isHeld }: { readonly commentId: string; readonly isHeld: boolean },
): string => `${pathOf(target)}${isHeld ? '?done=comment-held' : ''}#${commentId}`

const mayRemove = (c: MemberPageContext, comment: CommentInPlace): boolean =>
  can(c.var.ctx.actor, 'comment.remove', 'reader') ||
  can(c.var.ctx.actor, 'comment.remove', relationTo(comment))

interface TypedComment {
  readonly text: string
  readonly withName: boolean
  readonly errors?: readonly FormError[]
}

function replyPage(
  c: MemberPageContext,
  comment: CommentInPlace,
  { text, withName, errors }: TypedComment,
  status: PageOptions['status'] = 200,
): Promise<Response> {
  return page(
    c,
    { ...placeOf(c, comment), status },
    <CommentPage
      {...formOf(c, comment)}
      now={c.var.ctx.clock.now()}
      answered={withoutActions(c, comment)}
      action={`/comments/${comment.id}/reply`}
      values={{ text }}
      withName={withName}
      errors={errors}
    />,
  )
}

/** The form with what is saved or, after a refusal, with what she typed; then it starts from what is saved by now. */
function editPage(
  c: MemberPageContext,
  comment: CommentInPlace,
  typed?: TypedComment & { readonly version: string },
  status: PageOptions['status'] = 200,
): Promise<Response> {
  const version = versionOf(comment.editedAt)
  const wasChanged = typed !== undefined && typed.version !== version
  return page(
    c,
    { ...placeOf(c, comment), status },
    <EditCommentPage
      {...formOf(c, comment)}
      anonymity="none"
      action={`/comments/${comment.id}/edit`}
      hidden={{ version }}
      values={{ text: typed?.text ?? comment.body }}
      errors={typed?.errors}
      saved={wasChanged ? { html: renderMarkdown(comment.body), lang: comment.language } : undefined}
    />,
  )
}

/** What allies sent stands in no group: comments on it stay in the community. */
const placeName = (c: MemberPageContext, { groupName }: CommentPlace): string =>
  groupName ?? c.var.community.name

const placeOf = (c: MemberPageContext, place: CommentPlace) => ({
  place: groupPlace(c.var.t, { name: placeName(c, place), readers: place.readers }),
  tab: place.groupName === null ? ('home' as const) : ('groups' as const),
  back: { href: pathOf(place.target) },
})

const formOf = (c: MemberPageContext, place: CommentPlace) => {
  const { ctx, t, community } = c.var
  return {
    t,
    group: placeName(c, place),
    readers: place.readers,
    anonymity: place.anonymity,
    names: place.names,
    hidden: { submission: ctx.random.id(), language: usualLanguage(community, t.locale) },
  }
}

const withoutActions = (c: MemberPageContext, comment: CommentInPlace) => {
  const { id, author, at, edited, body, lang } = commentModel(c.var.ctx, c.var.t, comment)
  return { id, author, at, edited, lang, ...(body === undefined ? {} : { body }) }
}

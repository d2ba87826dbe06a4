import { Hono } from 'hono'
import { Comments } from '../../views/components/comment.tsx'
import { type FormError, toFormErrors } from '../../views/components/errors.tsx'
import { CommentPage, EditCommentPage } from '../../views/posts/comment-pages.tsx'
import { DeletePage } from '../../views/posts/delete-page.tsx'
import { groupPlace } from '../groups/view-models.ts'
import { renderMarkdown } from '../markdown.ts'
import { can } from '../policy/permissions.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
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
      return comment ? replyPage(c, comment, { text: '' }) : missingPage(c)
    })

    .post('/comments/:commentId/reply', requireMember, async (c) => {
      const { ctx, t } = c.var
      const form = commentOf(await readForm(c))
      const comment = await readComment(ctx, c.req.param('commentId'))
      if (!comment) return missingPage(c)
      const result = await createComment(ctx, { ...form, target: comment.target, parentId: comment.id })
      if (result.ok) return seeOther(c, `${pathOf(comment.target)}#${result.value.commentId}`)
      const [{ kind }] = result.refusals
      if (kind === 'missing' || kind === 'forbidden') return refusedPage(c, result.refusals)
      const errors = toFormErrors(t, result.refusals)
      return replyPage(c, comment, { text: form.text, errors }, statusOf(result.refusals))
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
      const { text, version } = commentOf(await readForm(c))
      const commentId = c.req.param('commentId')
      const result = await editComment(ctx, { commentId, text, version })
      if (result.ok) return seeOther(c, `${pathOf(result.value.target)}#${commentId}`)
      const [{ kind }] = result.refusals
      const comment = await readComment(ctx, commentId)
      if (!comment || kind === 'missing' || kind === 'forbidden') return refusedPage(c, result.refusals)
      const errors = toFormErrors(t, result.refusals)
      return editPage(c, comment, { text, version, errors }, statusOf(result.refusals))
    })

    .get('/comments/:commentId/delete', requireMember, async (c) => {
      const { ctx, t } = c.var
      const comment = await readComment(ctx, c.req.param('commentId'))
      if (!comment) return missingPage(c)
      if (!can(ctx.actor, 'comment.delete', comment.isMine ? 'author' : 'reader')) {
        return forbiddenPage(c)
      }
      return page(
        c,
        placeOf(c, comment),
        <DeletePage
          t={t}
          title={t('comment.delete.title')}
          consequence={t(comment.isMine ? 'comment.delete.own' : 'comment.delete.others')}
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
  const form = commentOf(await readForm(c))
  const result = await createComment(ctx, { ...form, target })
  const isFragment = asksForFragment(c)
  if (result.ok) {
    return isFragment
      ? commentsFragment(c, target)
      : seeOther(c, `${pathOf(target)}#${result.value.commentId}`)
  }
  const [{ kind }] = result.refusals
  if (isFragment) return commentsFragment(c, target, { text: form.text, refusals: result.refusals })
  const place = await readTarget(ctx, target)
  if (!place || kind === 'missing' || kind === 'forbidden') return refusedPage(c, result.refusals)
  return page(
    c,
    { ...placeOf(c, place), status: statusOf(result.refusals) },
    <CommentPage
      {...formOf(c, place)}
      now={ctx.clock.now()}
      action={`${pathOf(target)}/comments`}
      values={{ text: form.text }}
      errors={toFormErrors(t, result.refusals)}
    />,
  )
}

interface TypedComment {
  readonly text: string
  readonly errors?: readonly FormError[]
}

function replyPage(
  c: MemberPageContext,
  comment: CommentInPlace,
  { text, errors }: TypedComment,
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
    hidden: { submission: ctx.random.id(), language: usualLanguage(community, t.locale) },
  }
}

const withoutActions = (c: MemberPageContext, comment: CommentInPlace) => {
  const { id, author, at, edited, body, lang } = commentModel(c.var.ctx, c.var.t, comment)
  return { id, author, at, edited, lang, ...(body === undefined ? {} : { body }) }
}

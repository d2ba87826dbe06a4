import { Hono } from 'hono'
import { toFormErrors } from '../../views/components/errors.tsx'
import { relationTo } from '../groups/group-moderator.ts'
import type { Translator } from '../i18n/translator.ts'
import { can } from '../policy/permissions.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember } from '../web/require-member.ts'
import {
  asksForFragment,
  forbiddenPage,
  type MemberPageContext,
  missingPage,
  refusedPage,
  seeOther,
  statusOf,
} from '../web/respond.tsx'
import { commentAddress, threadAddress } from './comment-address.ts'
import {
  type CommentFormState,
  commentPage,
  deleteCommentPage,
  editCommentPage,
  replyPage,
  typedComment,
} from './comment-form-fragments.tsx'
import { commentsFragment, refusedComment } from './comment-fragments.tsx'
import { type CommentInPlace, type CommentTarget, readComment, readTarget } from './comment-queries.ts'
import { createComment } from './create-comment.ts'
import { deleteComment } from './delete-comment.ts'
import { type Draft, readDraft } from './draft-queries.ts'
import { editComment } from './edit-comment.ts'
import {
  answeredComment,
  changeFragment,
  commentFragment,
  deletedFragment,
  deletingFragment,
  refusedChange,
  refusedReply,
  replyFragment,
} from './in-place-fragments.tsx'
import { commentChangeOf, replyPlaceOf } from './writing-places.ts'

/** Comments below posts of groups and of allies: writing, answering, changing, taking away. */
export const commentRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .post('/posts/:postId/comments', requireMember, (c) => addComment(c, { postId: c.req.param('postId') }))

    .post('/allies/posts/:alliedPostId/comments', requireMember, (c) =>
      addComment(c, { alliedPostId: c.req.param('alliedPostId') }),
    )

    .get('/comments/:commentId/reply', requireMember, async (c) => {
      const { ctx, t } = c.var
      const commentId = c.req.param('commentId')
      const [comment, draft] = await Promise.all([
        readComment(ctx, commentId),
        readDraft(ctx, replyPlaceOf(commentId)),
      ])
      if (!comment) return missingPage(c)
      const show = asksForFragment(c) ? replyFragment : replyPage
      return show(c, comment, draftState(t, draft) ?? { text: '' })
    })

    .post('/comments/:commentId/reply', requireMember, async (c) => {
      const { ctx, t } = c.var
      const form = await readForm(c)
      const typed = typedComment(form)
      const comment = await readComment(ctx, c.req.param('commentId'))
      if (!comment) return missingPage(c)
      const { target } = comment
      const result = await createComment(ctx, { ...typed, target, parentId: comment.id })
      const isFragment = asksForFragment(c)
      if (result.ok) {
        return isFragment
          ? commentsFragment(c, target, {
              ...result.value,
              shown: form.line('shown'),
              answered: await answeredComment(c, comment),
            })
          : seeOther(c, newPath(target, result.value))
      }
      if (result.refusals[0].kind === 'missing') return missingPage(c)
      if (isFragment) return refusedReply(c, comment, typed, result.refusals)
      const errors = toFormErrors(t, result.refusals)
      return replyPage(c, comment, { ...typed, errors, status: statusOf(result.refusals) })
    })

    .get('/comments/:commentId/edit', requireMember, async (c) => {
      const { ctx, t } = c.var
      const commentId = c.req.param('commentId')
      const [comment, draft] = await Promise.all([
        readComment(ctx, commentId),
        readDraft(ctx, commentChangeOf(commentId)),
      ])
      if (!comment) return missingPage(c)
      if (!can(ctx.actor, 'comment.edit', comment.isMine ? 'author' : 'reader')) return forbiddenPage(c)
      const show = asksForFragment(c) ? changeFragment : editCommentPage
      return show(c, comment, draftState(t, draft))
    })

    .post('/comments/:commentId/edit', requireMember, async (c) => {
      const { ctx, t } = c.var
      const typed = typedComment(await readForm(c))
      const { text, version } = typed
      const commentId = c.req.param('commentId')
      const result = await editComment(ctx, { commentId, text, version })
      if (result.ok) {
        const { target, isHeld } = result.value
        const said = t(isHeld ? 'comment.heldDone' : 'comment.changed')
        if (asksForFragment(c)) return commentFragment(c, commentId, said)
        return seeOther(c, commentAddress(target, commentId, isHeld ? 'comment-held' : undefined))
      }
      const comment = await readComment(ctx, commentId)
      // Also somebody who is muted meanwhile finds her words again; they are hers alone.
      if (!comment?.isMine) return refusedPage(c, result.refusals)
      if (asksForFragment(c)) return refusedChange(c, comment, typed, result.refusals)
      const errors = toFormErrors(t, result.refusals)
      return editCommentPage(c, comment, { ...typed, errors, status: statusOf(result.refusals) })
    })

    .get('/comments/:commentId/delete', requireMember, async (c) => {
      const { ctx } = c.var
      const comment = await readComment(ctx, c.req.param('commentId'))
      if (!comment) return missingPage(c)
      if (!can(ctx.actor, 'comment.delete', comment.isMine ? 'author' : 'reader')) {
        return mayRemove(c, comment) ? seeOther(c, `/remove/comment/${comment.id}`) : forbiddenPage(c)
      }
      return asksForFragment(c) ? deletingFragment(c, comment) : deleteCommentPage(c, comment)
    })

    .post('/comments/:commentId/delete', requireMember, async (c) => {
      const commentId = c.req.param('commentId')
      const result = await deleteComment(c.var.ctx, { commentId })
      if (!result.ok) return refusedPage(c, result.refusals)
      return asksForFragment(c)
        ? deletedFragment(c, commentId)
        : seeOther(c, `${threadAddress(result.value.target)}?done=comment-deleted#comments`)
    })

    // Where a form that opened in its place leads back to.
    .get('/comments/:commentId', requireMember, async (c) => {
      const commentId = c.req.param('commentId')
      if (asksForFragment(c)) return commentFragment(c, commentId)
      const comment = await readComment(c.var.ctx, commentId)
      return comment ? seeOther(c, commentAddress(comment.target, commentId)) : missingPage(c)
    })

async function addComment(c: MemberPageContext, target: CommentTarget): Promise<Response> {
  const { ctx, t } = c.var
  const form = await readForm(c)
  const typed = typedComment(form)
  const result = await createComment(ctx, { ...typed, target })
  const isFragment = asksForFragment(c)
  if (result.ok) {
    return isFragment
      ? commentsFragment(c, target, { ...result.value, shown: form.line('shown') })
      : seeOther(c, newPath(target, result.value))
  }
  if (isFragment) return refusedComment(c, target, typed, result.refusals)
  const place = await readTarget(ctx, target)
  if (!place || result.refusals[0].kind === 'missing') return missingPage(c)
  const errors = toFormErrors(t, result.refusals)
  return commentPage(c, place, { ...typed, errors, status: statusOf(result.refusals) })
}

/** What she began before, with the version that it began from. */
const draftState = (t: Translator, draft: Draft | undefined): CommentFormState | undefined =>
  draft && {
    text: draft.fields['text'] ?? '',
    version: draft.fields['version'] ?? '',
    notice: { tone: 'info', text: t('drafts.restored') },
  }

/** To a new comment, which stands on the newest page; one that waits says so. */
const newPath = (
  target: CommentTarget,
  { commentId, isHeld }: { readonly commentId: string; readonly isHeld: boolean },
): string => `${threadAddress(target)}${isHeld ? '?done=comment-held' : ''}#${commentId}`

const mayRemove = (c: MemberPageContext, comment: CommentInPlace): boolean =>
  can(c.var.ctx.actor, 'comment.remove', 'reader') ||
  can(c.var.ctx.actor, 'comment.remove', relationTo(comment))

import type { Child } from 'hono/jsx'
import type { FormError } from '../../views/components/errors.tsx'
import type { SubmittedForm } from '../web/forms.ts'
import type { MemberPageContext, PageOptions } from '../web/respond.tsx'
import {
  commentChangePreview,
  commentPage,
  commentPreview,
  editCommentPage,
  replyPage,
  typedComment,
} from './comment-form-fragments.tsx'
import { type CommentTarget, readComment, readTarget } from './comment-queries.ts'
import { composerPage, composeTarget, previewOf, usualsOf } from './compose-fragments.tsx'
import { editPostPage, postChangePreview } from './edit-post-fragments.tsx'
import { editedPostOf, filesIn, typedFields, valuesOf } from './forms.ts'
import { readPost } from './queries.ts'
import { readWritingPlace, type WritingPlace } from './writing-places.ts'

interface Shown {
  readonly preview?: Child
  readonly errors?: readonly FormError[]
  readonly status?: PageOptions['status']
}

/** A form that was sent to somewhere else than where it leads: what was typed, and its page with everything kept. */
export interface FormAgain {
  readonly preview: Child
  show(shown: Shown): Promise<Response>
}

/** Finds the form by its field `place`; undefined for a place that is not there for her. */
export async function formAgain(c: MemberPageContext, form: SubmittedForm): Promise<FormAgain | undefined> {
  const place = readWritingPlace(form.line('place'))
  return place && forms[place.kind](c, form, place.id)
}

type Find = (c: MemberPageContext, form: SubmittedForm, id: string) => Promise<FormAgain | undefined>

const forms: Readonly<Record<WritingPlace['kind'], Find>> = {
  async group(c, form, groupId) {
    const target = await composeTarget(c.var.ctx, groupId)
    const values = valuesOf(typedFields(form), usualsOf(c))
    return (
      target && {
        preview: previewOf(c, values),
        show: (shown) => composerPage(c, target, { values, forgottenFiles: filesIn(form), ...shown }),
      }
    )
  },
  comment: (c, form, postId) => newComment(c, form, { postId }),
  allied: (c, form, alliedPostId) => newComment(c, form, { alliedPostId }),
  async reply(c, form, commentId) {
    const comment = await readComment(c.var.ctx, commentId)
    const typed = typedComment(form)
    return (
      comment && {
        preview: commentPreview(c, comment, typed),
        show: (shown) => replyPage(c, comment, { ...typed, ...shown }),
      }
    )
  },
  async 'edit-post'(c, form, postId) {
    const post = await readPost(c.var.ctx, postId)
    const input = editedPostOf(form, postId)
    return post?.isMine
      ? {
          preview: postChangePreview(c, post, input),
          show: (shown) => editPostPage(c, post, { input, ...shown }),
        }
      : undefined
  },
  async 'edit-comment'(c, form, commentId) {
    const comment = await readComment(c.var.ctx, commentId)
    const typed = typedComment(form)
    return comment?.isMine
      ? {
          preview: commentChangePreview(c, comment, typed),
          show: (shown) => editCommentPage(c, comment, { ...typed, ...shown }),
        }
      : undefined
  },
}

async function newComment(
  c: MemberPageContext,
  form: SubmittedForm,
  target: CommentTarget,
): Promise<FormAgain | undefined> {
  const place = await readTarget(c.var.ctx, target)
  const typed = typedComment(form)
  return (
    place && {
      preview: commentPreview(c, place, typed),
      show: (shown) => commentPage(c, place, { ...typed, ...shown }),
    }
  )
}

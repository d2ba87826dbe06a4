import { type FormError, toFormErrors } from '../../views/components/errors.tsx'
import { CommentThread } from '../../views/posts/comment-thread.tsx'
import type { Refusal } from '../result.ts'
import { fragment, type MemberPageContext, missingPage, statusOf } from '../web/respond.tsx'
import { type CommentTarget, readComments, readTarget } from './comment-queries.ts'
import { usualLanguage } from './forms.ts'
import { commentModels } from './view-models.ts'

/** Where a thread stands. */
export const pathOf = (target: CommentTarget): string =>
  target.postId === undefined ? `/allies/posts/${target.alliedPostId}` : `/posts/${target.postId}`

/** The comments of a thread alone, after one was sent through htmx: with it, or with why it was refused. */
export async function commentsFragment(
  c: MemberPageContext,
  target: CommentTarget,
  refused?: { readonly text: string; readonly refusals: readonly [Refusal, ...Refusal[]] },
): Promise<Response> {
  const { ctx, t, community } = c.var
  const place = await readTarget(ctx, target)
  if (!place) return missingPage(c)
  const comments = await readComments(ctx, target)
  const errors: readonly FormError[] = toFormErrors(t, refused?.refusals ?? [])
  return fragment(
    c,
    <CommentThread
      t={t}
      now={ctx.clock.now()}
      comments={commentModels(ctx, t, comments)}
      older={comments.older === undefined ? undefined : `${pathOf(target)}?before=${comments.older}#comments`}
      said={refused ? undefined : t('comment.sent')}
      composer={{
        action: `${pathOf(target)}/comments`,
        group: place.groupName ?? community.name,
        readers: place.readers,
        hidden: { submission: ctx.random.id(), language: usualLanguage(community, t.locale) },
        ...(refused ? { values: { text: refused.text }, errors } : {}),
      }}
    />,
    refused ? statusOf(refused.refusals) : 200,
  )
}

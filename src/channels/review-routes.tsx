import { Hono } from 'hono'
import { toFormErrors } from '../../views/components/errors.tsx'
import { ReviewPage } from '../../views/shares/review.tsx'
import { listReplies, readReply } from '../joining/reply-queries.ts'
import type { Refusal } from '../result.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember, requireModerator } from '../web/require-member.ts'
import {
  type MemberPageContext,
  missingPage,
  page,
  refusedPage,
  seeOther,
  statusOf,
} from '../web/respond.tsx'
import { publishShare } from './publish-share.ts'
import { publishedTables, readEdition } from './published.ts'
import { readReaders } from './queries.ts'
import { returnShare } from './return-share.ts'
import { type Review, readReview } from './review-queries.ts'
import { editionModel, leavingPlace, previewModel } from './view-models.ts'

/** A moderator looks at exactly what the author said yes to, and decides. */
export const reviewRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/queue/shares/:shareId', requireMember, requireModerator, async (c) => {
      const review = await readReview(c.var.ctx, c.req.param('shareId'))
      return review ? reviewPage(c, review, {}) : missingPage(c)
    })

    .post('/queue/shares/:shareId/publish', requireMember, requireModerator, async (c) => {
      const previewHash = (await readForm(c)).line('previewHash')
      const result = await publishShare(c.var.ctx, { shareId: c.req.param('shareId'), previewHash })
      return result.ok ? seeOther(c, '/queue?done=published') : refusedPage(c, result.refusals)
    })

    .post('/queue/shares/:shareId/return', requireMember, requireModerator, async (c) => {
      const { ctx } = c.var
      const shareId = c.req.param('shareId')
      const form = await readForm(c)
      const note = form.text('note')
      const saved = await readReply(ctx, form.line('insert'))
      if (saved) {
        const review = await readReview(ctx, shareId)
        const words = [note, saved.body].filter(Boolean).join('\n\n')
        return review ? reviewPage(c, review, { note: words }) : missingPage(c)
      }
      const result = await returnShare(ctx, { shareId, note })
      if (result.ok) return seeOther(c, '/queue?done=returned')
      const review = statusOf(result.refusals) === 422 ? await readReview(ctx, shareId) : undefined
      return review
        ? reviewPage(c, review, { note, refusals: result.refusals })
        : refusedPage(c, result.refusals)
    })

interface Answered {
  readonly note?: string
  readonly refusals?: readonly [Refusal, ...Refusal[]]
}

async function reviewPage(c: MemberPageContext, review: Review, { note, refusals }: Answered) {
  const { ctx, t } = c.var
  const { preview } = review
  const { editionId } = preview
  const outNow = editionId === undefined ? undefined : await readEdition(publishedTables(ctx.db), editionId)
  return page(
    c,
    {
      place: leavingPlace(t, outNow ? 'reviewVersion' : 'review'),
      back: { href: '/queue' },
      status: refusals === undefined ? 200 : statusOf(refusals),
    },
    <ReviewPage
      t={t}
      now={ctx.clock.now()}
      shareId={preview.shareId}
      authorName={review.authorName}
      since={review.proposedAt}
      postId={review.postId}
      preview={previewModel(preview, await readReaders(ctx, preview.target))}
      outNow={outNow && editionModel(outNow)}
      previewHash={preview.hash}
      isConsented={review.isConsented}
      mayDecide={review.mayDecide}
      savedReplies={review.mayDecide ? await listReplies(ctx) : []}
      note={note}
      isReturning={note !== undefined}
      errors={toFormErrors(t, refusals ?? [])}
    />,
  )
}

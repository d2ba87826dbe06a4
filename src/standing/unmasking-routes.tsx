import { Hono } from 'hono'
import { toFormErrors } from '../../views/components/errors.tsx'
import { UnmaskPage } from '../../views/standing/unmask-pages.tsx'
import { queuePlace } from '../moderation/queue-place.ts'
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
import { readUnmasking, type UnmaskPageView } from './anonymous-queries.ts'
import { quoted } from './anonymous-routes.tsx'
import { askUnmasking } from './ask-unmasking.ts'
import { decideUnmasking } from './decide-unmasking.ts'
import { haveTwoModerators } from './role-holders.ts'

/** Two moderators together may learn who wrote an anonymous post, while the link lasts; she is told (P8). */
export const unmaskingRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/anonymous/:postId/unmask', requireMember, requireModerator, async (c) => {
      const view = await readUnmasking(c.var.ctx, { postId: c.req.param('postId') })
      return view ? unmaskPage(c, { view, submission: c.var.ctx.random.id() }) : missingPage(c)
    })

    .post('/anonymous/:postId/unmask', requireMember, requireModerator, async (c) => {
      const { ctx } = c.var
      const postId = c.req.param('postId')
      const form = await readForm(c)
      const reason = form.text('reason')
      const submission = form.line('submission')
      const result = await askUnmasking(ctx, { postId, submission, reason })
      if (result.ok) return seeOther(c, `/anonymous/${postId}/unmask`)
      const { refusals } = result
      const view = statusOf(refusals) === 404 ? undefined : await readUnmasking(ctx, { postId })
      return view ? unmaskPage(c, { view, submission, reason, refusals }) : refusedPage(c, refusals)
    })

    .get('/queue/unmaskings/:unmaskingId', requireMember, requireModerator, async (c) => {
      const view = await readUnmasking(c.var.ctx, { unmaskingId: c.req.param('unmaskingId') })
      return view ? unmaskPage(c, { view, submission: c.var.ctx.random.id() }) : missingPage(c)
    })

    .post('/queue/unmaskings/:unmaskingId', requireMember, requireModerator, async (c) => {
      const { ctx } = c.var
      const unmaskingId = c.req.param('unmaskingId')
      const decision = (await readForm(c)).line('decision')
      const result = await decideUnmasking(ctx, { unmaskingId, decision })
      if (result.ok && decision === 'agree') return seeOther(c, `/anonymous/${result.value.postId}/unmask`)
      if (result.ok) return seeOther(c, '/queue?done=unmaskingRefused')
      const { refusals } = result
      const view = statusOf(refusals) === 404 ? undefined : await readUnmasking(ctx, { unmaskingId })
      return view ? unmaskPage(c, { view, submission: ctx.random.id(), refusals }) : refusedPage(c, refusals)
    })

interface Asked {
  readonly view: UnmaskPageView
  readonly submission: string
  readonly reason?: string
  readonly refusals?: readonly [Refusal, ...Refusal[]]
}

async function unmaskPage(c: MemberPageContext, { view, submission, reason, refusals }: Asked) {
  const { t, ctx } = c.var
  const { post, isTooLate, unmasking, author } = view
  return page(
    c,
    { place: queuePlace(t), back: { href: '/queue' }, status: refusals ? statusOf(refusals) : 200 },
    <UnmaskPage
      t={t}
      post={quoted(post)}
      hasTwoModerators={await haveTwoModerators(ctx)}
      isTooLate={isTooLate}
      unmasking={unmasking}
      author={author}
      submission={submission}
      reason={reason}
      errors={toFormErrors(t, refusals ?? [])}
    />,
  )
}

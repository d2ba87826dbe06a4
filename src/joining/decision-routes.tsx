import { Hono } from 'hono'
import { toFormErrors } from '../../views/components/errors.tsx'
import { ApplicationPage } from '../../views/joining/application.tsx'
import type { Refusal } from '../result.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember, requireModerator } from '../web/require-member.ts'
import { missingPage, type PageContext, page, refusedPage, seeOther, statusOf } from '../web/respond.tsx'
import { approveApplication } from './approve-application.ts'
import { declineApplication } from './decline-application.ts'
import { type ApplicationView, readApplication } from './queries.ts'

/** A moderator reads an application and decides. */
export const decisionRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/queue/applications/:applicationId', requireMember, requireModerator, async (c) => {
      const application = await readApplication(c.var.ctx, c.req.param('applicationId'))
      return application ? applicationPage(c, { application }) : missingPage(c)
    })

    .post('/queue/applications/:applicationId/approve', requireMember, requireModerator, async (c) => {
      const result = await approveApplication(c.var.ctx, { applicationId: c.req.param('applicationId') })
      return result.ok ? seeOther(c, '/queue?done=approved') : refusedPage(c, result.refusals)
    })

    .post('/queue/applications/:applicationId/decline', requireMember, requireModerator, async (c) => {
      const { ctx } = c.var
      const applicationId = c.req.param('applicationId')
      const reason = (await readForm(c)).text('reason')
      const result = await declineApplication(ctx, { applicationId, reason })
      if (result.ok) return seeOther(c, '/queue?done=declined')
      const { refusals } = result
      const application = await readApplication(ctx, applicationId)
      return application && statusOf(refusals) === 422
        ? applicationPage(c, { application, reason, refusals })
        : refusedPage(c, refusals)
    })

interface Asked {
  readonly application: ApplicationView
  readonly reason?: string
  readonly refusals?: readonly Refusal[]
}

function applicationPage(c: PageContext, { application, reason, refusals = [] }: Asked) {
  const { t, ctx } = c.var
  return page(
    c,
    {
      place: { kind: 'inside', name: t('queue.place'), readers: t('queue.readers') },
      back: { href: '/queue' },
      status: refusals.length > 0 ? 422 : 200,
    },
    <ApplicationPage
      t={t}
      now={ctx.clock.now()}
      application={application}
      reason={reason}
      errors={toFormErrors(t, refusals)}
    />,
  )
}

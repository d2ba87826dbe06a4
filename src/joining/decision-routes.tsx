import { Hono } from 'hono'
import { toFormErrors } from '../../views/components/errors.tsx'
import { ApplicationPage, DecidedPage } from '../../views/joining/application.tsx'
import { queuePlace } from '../moderation/queue-place.ts'
import type { Refusal } from '../result.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm, type SubmittedForm } from '../web/forms.ts'
import { requireMember, requireModerator } from '../web/require-member.ts'
import {
  type MemberPageContext,
  missingPage,
  type PageOptions,
  page,
  refusedPage,
  seeOther,
  statusOf,
} from '../web/respond.tsx'
import { approveApplication } from './approve-application.ts'
import { type Declining, declineApplication } from './decline-application.ts'
import { type ApplicationView, readApplication } from './queries.ts'
import { listReplies } from './reply-queries.ts'

/** A moderator reads one application and decides. */
export const decisionRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/queue/applications/:applicationId', requireMember, requireModerator, async (c) => {
      const application = await readApplication(c.var.ctx, c.req.param('applicationId'))
      return application ? applicationPage(c, { application }) : missingPage(c)
    })

    .post('/queue/applications/:applicationId/approve', requireMember, requireModerator, async (c) => {
      const { ctx } = c.var
      const applicationId = c.req.param('applicationId')
      const result = await approveApplication(ctx, { applicationId })
      if (result.ok) {
        return seeOther(c, result.value.isIn ? '/queue?done=approved' : `/queue?undo=${result.value.undoId}`)
      }
      return undecided(c, applicationId, result.refusals)
    })

    .post('/queue/applications/:applicationId/decline', requireMember, requireModerator, async (c) => {
      const applicationId = c.req.param('applicationId')
      const declining = readDeclining(await readForm(c))
      const result = await declineApplication(c.var.ctx, { applicationId, ...declining })
      if (result.ok) return seeOther(c, '/queue?done=declined')
      return undecided(c, applicationId, result.refusals, declining)
    })

/** What she picked and wrote for somebody who is not let in. */
export function readDeclining(form: SubmittedForm): Required<Declining> {
  return {
    reason: form.text('reason'),
    replyId: form.line('reply'),
    askAgain: form.line('askAgain') || 'now',
  }
}

/** A decision that was refused: what she wrote is still there, also when somebody else was faster. */
async function undecided(
  c: MemberPageContext,
  applicationId: string,
  refusals: readonly [Refusal, ...Refusal[]],
  declining?: Required<Declining>,
): Promise<Response> {
  const status = statusOf(refusals)
  if (status !== 409 && status !== 422) return refusedPage(c, refusals)
  const application = await readApplication(c.var.ctx, applicationId)
  if (!application) return refusedPage(c, refusals)
  return applicationPage(c, { application, declining, refusals, status })
}

interface Asked {
  readonly application: ApplicationView
  readonly declining?: Required<Declining> | undefined
  readonly refusals?: readonly Refusal[]
  readonly status?: PageOptions['status']
}

async function applicationPage(
  c: MemberPageContext,
  { application, declining, refusals = [], status = 200 }: Asked,
) {
  const { t, ctx } = c.var
  const errors = toFormErrors(t, refusals)
  const options: PageOptions = {
    place: queuePlace(t),
    back: { href: '/queue' },
    status,
  }
  if (application.state !== 'waiting') {
    return page(c, options, <DecidedPage t={t} errors={errors} reason={declining?.reason} />)
  }
  return page(
    c,
    options,
    <ApplicationPage
      t={t}
      now={ctx.clock.now()}
      application={application}
      replies={await listReplies(ctx)}
      declining={declining}
      errors={errors}
    />,
  )
}

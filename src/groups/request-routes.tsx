import { Hono } from 'hono'
import { toFormErrors } from '../../views/components/errors.tsx'
import { RequestPage, RequestsPage } from '../../views/groups/requests-page.tsx'
import { isModerator } from '../context.ts'
import { isWalking } from '../moderation/queue-walk-routes.tsx'
import { can } from '../policy/permissions.ts'
import type { Refusal, Result } from '../result.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember } from '../web/require-member.ts'
import {
  forbiddenPage,
  type MemberPageContext,
  missingPage,
  page,
  refusedPage,
  seeOther,
  statusOf,
} from '../web/respond.tsx'
import { approveRequest, declineRequest } from './decide-request.ts'
import { relationTo } from './group-moderator.ts'
import { readGroup } from './queries.ts'
import { listRequests, type RequestView, readRequest } from './request-queries.ts'
import { groupLimits } from './rules.ts'
import { doneNotice, narrowPlace } from './view-models.ts'

/** Who asks to be let into a group, and what is decided. */
export const requestRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/groups/:groupId/requests', requireMember, async (c) => {
      const { ctx, t } = c.var
      const group = await readGroup(ctx, c.req.param('groupId'))
      if (!group) return missingPage(c)
      if (!can(ctx.actor, 'group-request.decide', relationTo(group))) return forbiddenPage(c)
      return page(
        c,
        {
          place: narrowPlace(group.name, t('group.request.readers')),
          tab: 'groups',
          back: { href: `/groups/${group.id}` },
          ...doneNotice(t, c.req.query('done')),
        },
        <RequestsPage
          t={t}
          now={ctx.clock.now()}
          group={group}
          requests={await listRequests(ctx, group.id)}
        />,
      )
    })

    .get('/queue/group-requests/:requestId', requireMember, async (c) => {
      const request = await readRequest(c.var.ctx, c.req.param('requestId'))
      return request ? requestPage(c, { request }) : missingPage(c)
    })

    .post('/queue/group-requests/:requestId/approve', requireMember, async (c) => {
      const requestId = c.req.param('requestId')
      return answer(c, requestId, 'approved', await approveRequest(c.var.ctx, { requestId }))
    })

    .post('/queue/group-requests/:requestId/decline', requireMember, async (c) => {
      const requestId = c.req.param('requestId')
      const reason = (await readForm(c)).text('reason')
      const result = await declineRequest(c.var.ctx, { requestId, reason })
      return answer(c, requestId, 'declined', result, reason)
    })

/** On to what still waits; a refusal shows the request as it is now, and what she wrote. */
async function answer(
  c: MemberPageContext,
  requestId: string,
  done: 'approved' | 'declined',
  result: Result<{ readonly groupId: string }>,
  reason?: string,
): Promise<Response> {
  const { ctx } = c.var
  if (result.ok && isModerator(ctx.actor) && isWalking(c)) {
    return seeOther(c, `/queue?done=${done === 'approved' ? 'groupApproved' : 'groupDeclined'}`)
  }
  if (result.ok) {
    const group = await readGroup(ctx, result.value.groupId)
    return seeOther(c, group?.looksAfter ? `/groups/${group.id}/requests?done=${done}` : '/queue')
  }
  const request = await readRequest(ctx, requestId)
  return request && statusOf(result.refusals) !== 403
    ? requestPage(c, { request, reason, refusals: result.refusals })
    : refusedPage(c, result.refusals)
}

interface Deciding {
  readonly request: RequestView
  readonly reason?: string | undefined
  readonly refusals?: readonly [Refusal, ...Refusal[]]
}

function requestPage(c: MemberPageContext, { request, reason, refusals }: Deciding) {
  const { t, ctx } = c.var
  const backHref = isModerator(ctx.actor) ? '/queue' : `/groups/${request.groupId}/requests`
  return page(
    c,
    {
      place: narrowPlace(request.groupName, t('group.request.readers')),
      back: { href: backHref },
      status: refusals ? statusOf(refusals) : 200,
    },
    <RequestPage
      t={t}
      now={ctx.clock.now()}
      request={request}
      backHref={backHref}
      longest={groupLimits.reason}
      reason={reason}
      errors={refusals && toFormErrors(t, refusals)}
    />,
  )
}

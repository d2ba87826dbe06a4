import { Hono } from 'hono'
import { toFormErrors } from '../../views/components/errors.tsx'
import { GonePage, InvitedPage } from '../../views/joining/invited.tsx'
import { InvitesPage, NewInvitePage } from '../../views/joining/invites.tsx'
import type { Refusal } from '../result.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember } from '../web/require-member.ts'
import {
  type MemberPageContext,
  type PageContext,
  page,
  refusedPage,
  seeOther,
  statusOf,
} from '../web/respond.tsx'
import { createInvite } from './create-invite.ts'
import { isInviteOpen, mayInvite } from './invite-policy.ts'
import { listOthersInvites, listOwnInvites } from './invite-queries.ts'
import { readCount } from './read-count.ts'
import { revokeInvite } from './revoke-invite.ts'

const door = { kind: 'door' } as const

/** Links with which somebody may ask to join: making them, and following them. */
export const inviteRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/invites', requireMember, (c) => invitesPage(c, { isRevoked: c.req.query('done') === 'revoked' }))

    .post('/invites', requireMember, async (c) => {
      const { ctx, t } = c.var
      const form = await readForm(c)
      const typed = { uses: form.line('uses'), days: form.line('days') }
      const result = await createInvite(ctx, {
        token: form.line('token'),
        uses: readCount(typed.uses),
        days: readCount(typed.days),
      })
      if (!result.ok) {
        const status = statusOf(result.refusals)
        if (status !== 422) return refusedPage(c, result.refusals)
        return invitesPage(c, { typed, refusals: result.refusals })
      }
      const { token, uses, expiresAt } = result.value
      const link = `${ctx.origin}/invite/${token}`
      const options = { place: placeOf(c), back: { href: '/invites' } }
      return page(c, options, <NewInvitePage t={t} link={link} uses={uses} expiresAt={expiresAt} />)
    })

    .post('/invites/:inviteId/revoke', requireMember, async (c) => {
      const result = await revokeInvite(c.var.ctx, { inviteId: c.req.param('inviteId') })
      return result.ok ? seeOther(c, '/invites?done=revoked') : refusedPage(c, result.refusals)
    })

    // Chat apps fetch links ahead: nothing is used up here, and nothing is told of whose place this is.
    .get('/invite/:token', async (c) => {
      const { ctx, t, community, member } = c.var
      const token = c.req.param('token')
      if (!(await isInviteOpen(ctx, token))) return goneInvitePage(c)
      if (member) return seeOther(c, '/home')
      return page(c, { place: door }, <InvitedPage t={t} token={token} offered={community.locales} />)
    })

/** One answer for links that never were and those that are over, used up or revoked (P14). */
export const goneInvitePage = (c: PageContext): Promise<Response> =>
  page(c, { place: door, back: { href: '/' }, status: 404 }, <GonePage t={c.var.t} kind="invite" />)

interface Asked {
  readonly typed?: { readonly uses: string; readonly days: string }
  readonly refusals?: readonly Refusal[]
  readonly isRevoked?: boolean
}

async function invitesPage(c: MemberPageContext, { typed, refusals = [], isRevoked = false }: Asked) {
  const { ctx, t } = c.var
  const content = (
    <InvitesPage
      t={t}
      now={ctx.clock.now()}
      token={ctx.random.token()}
      mayInvite={await mayInvite(ctx)}
      own={await listOwnInvites(ctx)}
      others={await listOthersInvites(ctx)}
      typed={typed}
      errors={toFormErrors(t, refusals)}
    />
  )
  const notice = { tone: 'done', text: t('joining.invites.revoked') } as const
  return page(
    c,
    {
      place: placeOf(c),
      tab: 'me',
      back: { href: '/me' },
      status: refusals.length > 0 ? 422 : 200,
      ...(isRevoked ? { notice } : {}),
    },
    content,
  )
}

const placeOf = ({ var: { t } }: PageContext) =>
  ({ kind: 'inside', name: t('joining.invites.title'), readers: t('joining.invites.readers') }) as const

import { Hono } from 'hono'
import { toFormErrors } from '../../views/components/errors.tsx'
import { MePage } from '../../views/members/me.tsx'
import { WelcomePage } from '../../views/members/welcome.tsx'
import { lockRoutes } from '../auth/lock-routes.tsx'
import { recoveryAnswerRoutes } from '../auth/recovery-answer-routes.tsx'
import { readOwnRecovery } from '../auth/recovery-queries.ts'
import { recoveryRoutes } from '../auth/recovery-routes.tsx'
import { authRoutes } from '../auth/routes.tsx'
import { mayInvite } from '../joining/invite-policy.ts'
import { can } from '../policy/permissions.ts'
import { invalid } from '../result.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember } from '../web/require-member.ts'
import { page, refusedPage, seeOther, statusOf } from '../web/respond.tsx'
import { accountRoutes, doneNotice } from './account-routes.tsx'
import { countSessions, isWishedNameTaken } from './queries.ts'
import { readingRoutes } from './reading-routes.tsx'
import { settleDisplayName } from './settle-display-name.ts'

const door = { kind: 'door' } as const

/** Coming in, and what is a member's own. */
export const memberRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .route('/', authRoutes())
    .route('/', lockRoutes())
    .route('/', recoveryRoutes())
    .route('/', recoveryAnswerRoutes())
    .route('/', accountRoutes())
    .route('/', readingRoutes())

    .get('/welcome', requireMember, async (c) => {
      const { ctx, t, member } = c.var
      if (member.displayNameSettled) return seeOther(c, '/home')
      const { displayName } = member
      const isTaken = await isWishedNameTaken(ctx, displayName)
      const errors = isTaken ? toFormErrors(t, [invalid('displayName', 'members.displayName.taken')]) : []
      return page(c, { place: door }, <WelcomePage t={t} displayName={displayName} errors={errors} />)
    })

    .post('/welcome', requireMember, async (c) => {
      const { ctx, t, member } = c.var
      if (member.displayNameSettled) return seeOther(c, '/home')
      const displayName = (await readForm(c)).line('displayName')
      const result = await settleDisplayName(ctx, { displayName })
      if (result.ok) return seeOther(c, '/help?new')
      const status = statusOf(result.refusals)
      if (status !== 422) return refusedPage(c, result.refusals)
      const errors = toFormErrors(t, result.refusals)
      return page(c, { place: door, status }, <WelcomePage t={t} displayName={displayName} errors={errors} />)
    })

    .get('/me', requireMember, async (c) => {
      const { ctx, t, member, community } = c.var
      const [sessions, canInvite, recovery] = await Promise.all([
        countSessions(ctx),
        mayInvite(ctx),
        readOwnRecovery(ctx),
      ])
      return page(
        c,
        {
          place: { kind: 'inside', name: t('members.me.place'), readers: t('members.me.readers') },
          tab: 'me',
          ...doneNotice(c),
        },
        <MePage
          t={t}
          displayName={member.displayName}
          roles={member.roles}
          offered={community.locales}
          sessions={sessions}
          lockMinutes={member.idleLock?.minutes}
          mayInvite={canInvite}
          hasMessages={community.memberMessages}
          maySeeSettings={can(ctx.actor, 'settings.read')}
          recovery={recovery}
        />,
      )
    })

    .post('/me/sessions/end', requireMember, async (c) => {
      const { ctx, sessions } = c.var
      await sessions.endAll(ctx.actor.memberId)
      c.header('Set-Cookie', await sessions.end(''), { append: true })
      return seeOther(c, '/')
    })

import { Hono } from 'hono'
import { PermissionsPage } from '../../views/standing/permissions.tsx'
import { SuccessionPage } from '../../views/standing/succession.tsx'
import { can } from '../policy/permissions.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { requireMember } from '../web/require-member.ts'
import {
  forbiddenPage,
  type MemberPageContext,
  missingPage,
  page,
  refusedPage,
  seeOther,
} from '../web/respond.tsx'
import { offerSuccession, supportSuccession } from './offer-succession.ts'
import { actionText, permissionTable } from './roles.ts'
import { readSuccession, supportsNeeded } from './succession-queries.ts'

/** Who may do what, and taking over together when nobody looks after the community any more (P13). */
export const successionRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/roles', requireMember, (c) => {
      const { ctx, t } = c.var
      if (!can(ctx.actor, 'role.read')) return forbiddenPage(c)
      const rows = permissionTable().map(({ role, actions }) => ({
        role,
        actions: actions.map(({ action, relations }) => {
          const key = actionText(action)
          return { text: key === undefined ? action : t(key), relations }
        }),
      }))
      return page(c, { place: placeOf(c), back: { href: '/help' } }, <PermissionsPage t={t} rows={rows} />)
    })

    .get('/succession', requireMember, async (c) => {
      const { ctx, t } = c.var
      const succession = await readSuccession(ctx)
      if (!succession) return missingPage(c)
      const { hasOffered, candidates } = succession
      return page(
        c,
        { place: placeOf(c), back: { href: '/home' } },
        <SuccessionPage t={t} hasOffered={hasOffered} needed={supportsNeeded} candidates={candidates} />,
      )
    })

    .post('/succession/offer', requireMember, async (c) => {
      const result = await offerSuccession(c.var.ctx)
      return result.ok ? seeOther(c, '/succession') : refusedPage(c, result.refusals)
    })

    .post('/succession/:candidateId/support', requireMember, async (c) => {
      const result = await supportSuccession(c.var.ctx, { candidateId: c.req.param('candidateId') })
      if (!result.ok) return refusedPage(c, result.refusals)
      return seeOther(c, result.value === 'succeeded' ? '/home' : '/succession')
    })

const placeOf = ({ var: { t, community } }: MemberPageContext) => ({
  kind: 'inside' as const,
  name: community.name,
  readers: t('home.readers'),
})

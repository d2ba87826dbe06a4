import { Hono } from 'hono'
import { toFormErrors } from '../../views/components/errors.tsx'
import { FreezeLiftPage, HelperLiftPage } from '../../views/standing/freeze-pages.tsx'
import { FreezePage } from '../../views/standing/look-up.tsx'
import { isWalking } from '../moderation/queue-walk-routes.tsx'
import type { Refusal } from '../result.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember, requireModerator } from '../web/require-member.ts'
import { missingPage, type PageContext, page, refusedPage, seeOther, statusOf } from '../web/respond.tsx'
import { freezeMember } from './freeze-member.ts'
import { readFreeze, readFreezeToConfirm } from './freeze-queries.ts'
import { findFreeze, liftFreeze } from './lift-freeze.ts'
import { peoplePlace, unknownName } from './people-routes.tsx'
import { findByName } from './person-queries.ts'

/** "They took her phone": stopping an account at once, and letting it go again together (P12). */
export const freezeRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/freeze', requireMember, requireModerator, (c) => freezePage(c, {}))

    .post('/freeze', requireMember, requireModerator, async (c) => {
      const { ctx } = c.var
      const name = (await readForm(c)).line('name')
      const memberId = await findByName(ctx, name)
      if (!memberId) return freezePage(c, { name, refusals: [unknownName] })
      const result = await freezeMember(ctx, { memberId })
      return result.ok
        ? seeOther(c, `/people/${memberId}?done=frozen`)
        : freezePage(c, { name, refusals: result.refusals })
    })

    .post('/people/:memberId/freeze', requireMember, requireModerator, async (c) => {
      const memberId = c.req.param('memberId')
      const result = await freezeMember(c.var.ctx, { memberId })
      return result.ok ? seeOther(c, `/people/${memberId}?done=frozen`) : refusedPage(c, result.refusals)
    })

    .post('/people/:memberId/unfreeze', requireMember, requireModerator, async (c) => {
      const result = await findFreeze(c.var.ctx, { memberId: c.req.param('memberId') })
      return result.ok
        ? seeOther(c, `/queue/freezes/${result.value.freezeId}`)
        : refusedPage(c, result.refusals)
    })

    .get('/queue/freezes/:freezeId', requireMember, requireModerator, async (c) => {
      const { ctx, t } = c.var
      const freeze = await readFreeze(ctx, c.req.param('freezeId'))
      if (!freeze) return missingPage(c)
      return page(
        c,
        { place: peoplePlace(c), back: { href: '/queue' } },
        <FreezeLiftPage
          t={t}
          now={ctx.clock.now()}
          freeze={freeze}
          step={freeze.step}
          needsHelper={freeze.needsHelper}
        />,
      )
    })

    .post('/queue/freezes/:freezeId', requireMember, requireModerator, async (c) => {
      const freezeId = c.req.param('freezeId')
      const freeze = await readFreeze(c.var.ctx, freezeId)
      const result = await liftFreeze(c.var.ctx, { freezeId })
      if (!result.ok) return refusedPage(c, result.refusals)
      const isLifted = result.value === 'lifted'
      if (isWalking(c)) return seeOther(c, `/queue?done=${isLifted ? 'thawed' : 'freezeAsked'}`)
      return isLifted && freeze
        ? seeOther(c, `/people/${freeze.memberId}?done=thawed`)
        : seeOther(c, `/queue/freezes/${freezeId}`)
    })

    .get('/freezes/:freezeId/lift', requireMember, async (c) => {
      const { ctx, t } = c.var
      const freeze = await readFreezeToConfirm(ctx, c.req.param('freezeId'))
      if (!freeze) return missingPage(c)
      return page(
        c,
        {
          place: {
            kind: 'inside',
            name: t('standing.own.place'),
            readers: t('standing.freeze.helperReaders'),
          },
        },
        <HelperLiftPage t={t} now={ctx.clock.now()} freeze={freeze} />,
      )
    })

    .post('/freezes/:freezeId/lift', requireMember, async (c) => {
      const { ctx } = c.var
      const freezeId = c.req.param('freezeId')
      // Moderators have their own page, where asking and confirming are told apart.
      if (!(await readFreezeToConfirm(ctx, freezeId))) return missingPage(c)
      const result = await liftFreeze(ctx, { freezeId })
      return result.ok ? seeOther(c, '/standing?done=thawed') : refusedPage(c, result.refusals)
    })

function freezePage(
  c: PageContext,
  { name, refusals }: { readonly name?: string; readonly refusals?: readonly [Refusal, ...Refusal[]] },
) {
  const { t } = c.var
  return page(
    c,
    { place: peoplePlace(c), back: { href: '/people' }, status: refusals ? statusOf(refusals) : 200 },
    <FreezePage t={t} name={name} errors={toFormErrors(t, refusals ?? [])} />,
  )
}

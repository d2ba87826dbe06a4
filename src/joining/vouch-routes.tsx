import { Hono } from 'hono'
import { toFormErrors } from '../../views/components/errors.tsx'
import { VouchesPage, VouchPage } from '../../views/joining/vouches.tsx'
import type { Refusal } from '../result.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember } from '../web/require-member.ts'
import { missingPage, type PageContext, page, refusedPage, seeOther, statusOf } from '../web/respond.tsx'
import { answerVouch } from './answer-vouch.ts'
import { listVouches, readVouch, type VouchView } from './vouch-queries.ts'

/** Somebody named her: does she know that woman? */
export const vouchRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/vouches', requireMember, async (c) => {
      const { ctx, t } = c.var
      const isDone = c.req.query('done') === 'answered'
      const notice = { tone: 'done', text: t('joining.vouch.done') } as const
      return page(
        c,
        { place: placeOf(c), back: { href: '/home' }, ...(isDone ? { notice } : {}) },
        <VouchesPage t={t} now={ctx.clock.now()} vouches={await listVouches(ctx)} />,
      )
    })

    .get('/vouches/:applicationId', requireMember, async (c) => {
      const vouch = await readVouch(c.var.ctx, c.req.param('applicationId'))
      return vouch ? vouchPage(c, vouch) : missingPage(c)
    })

    .post('/vouches/:applicationId', requireMember, async (c) => {
      const { ctx } = c.var
      const applicationId = c.req.param('applicationId')
      const answer = (await readForm(c)).line('answer')
      const result = await answerVouch(ctx, { applicationId, answer })
      if (result.ok) return seeOther(c, '/vouches?done=answered')
      const vouch = await readVouch(ctx, applicationId)
      return vouch && statusOf(result.refusals) === 422
        ? vouchPage(c, vouch, result.refusals)
        : refusedPage(c, result.refusals)
    })

function vouchPage(c: PageContext, vouch: VouchView, refusals: readonly Refusal[] = []) {
  const { t } = c.var
  return page(
    c,
    { place: placeOf(c), back: { href: '/vouches' }, status: refusals.length > 0 ? 422 : 200 },
    <VouchPage t={t} vouch={vouch} errors={toFormErrors(t, refusals)} />,
  )
}

const placeOf = ({ var: { t } }: PageContext) =>
  ({ kind: 'inside', name: t('joining.vouch.title'), readers: t('joining.vouch.readers') }) as const

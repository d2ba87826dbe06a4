import { Hono } from 'hono'
import { toFormErrors } from '../../views/components/errors.tsx'
import { AppealFormPage, OwnStandingPage } from '../../views/standing/own-standing.tsx'
import { SanctionCard } from '../../views/standing/sanction-list.tsx'
import type { Refusal } from '../result.ts'
import type { AppEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { missingPage, type PageContext, page, refusedPage, seeOther, statusOf } from '../web/respond.tsx'
import { appealSanction } from './appeal-sanction.ts'
import { readOwnStanding, type SanctionView } from './sanction-queries.ts'
import { endSuspensions } from './settle-status.ts'

/**
 * What was decided about the reader herself. Not behind `requireMember`: this is where that leads somebody who is
 * suspended or expelled.
 */
export const ownStandingRoutes = () =>
  new Hono<AppEnv>()
    .get('/standing', async (c) => {
      const { ctx, t, barred } = c.var
      const memberId = readerOf(c)
      if (memberId === undefined) return missingPage(c)
      if (barred) {
        const ended = await endSuspensions(ctx, { memberId })
        if (ended.ok && ended.value > 0) return seeOther(c, '/home')
      }
      const standing = await readOwnStanding(ctx, memberId)
      const status = standing?.status
      if (!standing || status === undefined || status === 'frozen' || status === 'erased')
        return missingPage(c)
      const done = c.req.query('done')
      return page(
        c,
        {
          place: placeOf(c),
          ...(status === 'active' ? { back: { href: '/me' } } : {}),
          ...(isDone(done) ? { notice: { tone: 'done', text: t(`standing.done.${done}`) } } : {}),
        },
        <OwnStandingPage {...standing} t={t} status={status} />,
      )
    })

    .get('/standing/:sanctionId/appeal', async (c) => {
      const memberId = readerOf(c)
      const sanction = memberId && (await readAppealable(c, memberId, c.req.param('sanctionId')))
      return sanction ? appealPage(c, { sanction }) : missingPage(c)
    })

    .post('/standing/:sanctionId/appeal', async (c) => {
      const memberId = readerOf(c)
      if (memberId === undefined) return missingPage(c)
      const sanctionId = c.req.param('sanctionId')
      const appeal = (await readForm(c)).text('appeal')
      const result = await appealSanction(c.var.ctx, { memberId, sanctionId, appeal })
      if (result.ok) return seeOther(c, '/standing?done=appealed')
      const { refusals } = result
      const sanction = statusOf(refusals) === 404 ? undefined : await readAppealable(c, memberId, sanctionId)
      return sanction ? appealPage(c, { sanction, appeal, refusals }) : refusedPage(c, refusals)
    })

/** Whose session this is: a member's, or that of somebody who is barred. */
const readerOf = ({ var: { ctx, barred } }: PageContext): string | undefined =>
  barred?.memberId ?? (ctx.actor.kind === 'member' ? ctx.actor.memberId : undefined)

const dones = ['appealed', 'thawed'] as const
const isDone = (done: string | undefined): done is (typeof dones)[number] =>
  dones.some((known) => known === done)

const placeOf = ({ var: { t } }: PageContext) => ({
  kind: 'inside' as const,
  name: t('standing.own.place'),
  readers: t('standing.own.readers'),
})

async function readAppealable(
  c: PageContext,
  memberId: string,
  sanctionId: string,
): Promise<SanctionView | undefined> {
  const standing = await readOwnStanding(c.var.ctx, memberId)
  return standing?.sanctions.find(({ id }) => id === sanctionId)
}

interface Asked {
  readonly sanction: SanctionView
  readonly appeal?: string
  readonly refusals?: readonly [Refusal, ...Refusal[]]
}

function appealPage(c: PageContext, { sanction, appeal, refusals }: Asked) {
  const { t } = c.var
  return page(
    c,
    { place: placeOf(c), back: { href: '/standing' }, status: refusals ? statusOf(refusals) : 200 },
    <AppealFormPage
      t={t}
      action={`/standing/${sanction.id}/appeal`}
      cancelHref="/standing"
      appeal={appeal}
      errors={toFormErrors(t, refusals ?? [])}
    >
      <SanctionCard t={t} sanction={sanction} />
    </AppealFormPage>,
  )
}

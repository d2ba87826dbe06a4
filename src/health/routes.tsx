import { Hono } from 'hono'
import type { Child } from 'hono/jsx'
import { DropPage, LinePage } from '../../views/health/line-page.tsx'
import { LinesPage, lineAddress } from '../../views/health/lines-page.tsx'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember, requireModerator } from '../web/require-member.ts'
import { missingPage, type PageContext, page, refusedPage, seeOther } from '../web/respond.tsx'
import { changeLine, lineActs } from './change-line.ts'
import { readDeadLetters, readLine, readLines } from './lines.ts'
import { letterModel, lineModel } from './view-models.ts'

const list = '/allies/health'

/** Whether what leaves arrives, server by server, and what moderators can do about it. */
export const healthRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get(list, requireMember, requireModerator, async (c) => {
      const { ctx, t } = c.var
      const [after, trouble] = [c.req.query('after'), c.req.query('trouble')]
      const troubled = await readLines(ctx, { inTrouble: true, after: trouble })
      const working = await readLines(ctx, { inTrouble: false, after })
      const next = (name: string, host: string | undefined) =>
        host === undefined ? undefined : `${list}?${name}=${encodeURIComponent(host)}`
      return healthPage(
        c,
        <LinesPage
          t={t}
          troubled={troubled.lines.map((line) => lineModel(t, line))}
          working={working.lines.map((line) => lineModel(t, line))}
          moreTroubled={next('trouble', troubled.after)}
          moreWorking={next('after', working.after)}
          first={after === undefined && trouble === undefined ? undefined : list}
        />,
        '/allies/channels',
      )
    })

    .get(`${list}/:host`, requireMember, requireModerator, async (c) => {
      const { ctx, t } = c.var
      const line = await readLine(ctx, c.req.param('host'))
      if (!line) return missingPage(c)
      const letters = await readDeadLetters(ctx, line.host)
      return healthPage(
        c,
        <LinePage
          t={t}
          now={ctx.clock.now()}
          line={lineModel(t, line)}
          letters={letters.map((letter) => letterModel(t, letter))}
          givenUp={line.givenUp}
        />,
        list,
      )
    })

    .get(`${list}/:host/drop`, requireMember, requireModerator, async (c) => {
      const line = await readLine(c.var.ctx, c.req.param('host'))
      return line
        ? healthPage(c, <DropPage t={c.var.t} host={line.host} />, lineAddress(line.host))
        : missingPage(c)
    })

    .post(`${list}/:host/:act`, requireMember, requireModerator, async (c) => {
      const host = c.req.param('host')
      const act = lineActs.find((known) => known === c.req.param('act'))
      if (!act) return missingPage(c)
      const deliveryId = (await readForm(c)).line('delivery')
      const result = await changeLine(c.var.ctx, {
        ...{ host, act },
        ...(deliveryId === '' ? {} : { deliveryId }),
      })
      if (!result.ok) return refusedPage(c, result.refusals)
      return seeOther(c, `${lineAddress(host)}?done=${act}&count=${result.value.count}`)
    })

function healthPage(c: PageContext, content: Child, back: string): Promise<Response> {
  const { t } = c.var
  const act = lineActs.find((known) => known === c.req.query('done'))
  const typed = c.req.query('count') ?? ''
  const count = /^\d{1,6}$/.test(typed) ? Number(typed) : 0
  return page(
    c,
    {
      place: { kind: 'inside', name: t('health.title'), readers: t('queue.readers') },
      tab: 'home',
      back: { href: back },
      ...(act === undefined
        ? {}
        : { notice: { tone: 'done' as const, text: t(`health.done.${act}`, { count }) } }),
    },
    content,
  )
}

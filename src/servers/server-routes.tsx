import { Hono } from 'hono'
import { toFormErrors } from '../../views/components/errors.tsx'
import { AcceptFollowersPage } from '../../views/servers/accept-followers-page.tsx'
import { DecideServerPage } from '../../views/servers/decide-pages.tsx'
import { ServerPage, type ServerPageProps } from '../../views/servers/server-page.tsx'
import { ServersPage } from '../../views/servers/servers-page.tsx'
import { domainOf } from '../policy/servers.ts'
import type { Refusal } from '../result.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember, requireModerator } from '../web/require-member.ts'
import { type MemberPageContext, missingPage, refusedPage, seeOther } from '../web/respond.tsx'
import { acceptFollowers } from './accept-followers.ts'
import { changeServer } from './change-server.ts'
import { decideServer } from './decide-server.ts'
import { serversPage } from './page-routes.tsx'
import { listServers, readMode, readServerView, type ServerView, serverFilters } from './queries.ts'
import { isDecision, serverLimits, usualHourlyLimit } from './rules.ts'
import { serverModel } from './view-models.ts'

/** The list of servers, and each of them. */
export const serverRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/servers', requireMember, requireModerator, async (c) => {
      const { ctx, t } = c.var
      const show = serverFilters.find((filter) => filter === c.req.query('show')) ?? 'all'
      const after = domainOf(c.req.query('after') ?? '')
      const current = await readMode(ctx)
      if (!current) return missingPage(c)
      const list = await listServers(ctx, { filter: show, ...(after === undefined ? {} : { after }) })
      const here = `/servers?show=${show}`
      return serversPage(
        c,
        <ServersPage
          t={t}
          mode={current.mode}
          drafts={current.drafts}
          servers={list.servers}
          show={show}
          more={list.after === undefined ? undefined : `${here}&after=${list.after}`}
          first={after === undefined ? undefined : here}
        />,
        { back: '/allies/channels' },
      )
    })

    .post('/servers/search', requireMember, requireModerator, async (c) => {
      const { ctx, t } = c.var
      const search = (await readForm(c)).line('search').slice(0, 300)
      if (search === '') return seeOther(c, '/servers')
      const current = await readMode(ctx)
      if (!current) return missingPage(c)
      const domain = domainOf(search)
      const { servers } = await listServers(ctx, { search: domain ?? search })
      return serversPage(
        c,
        <ServersPage
          t={t}
          mode={current.mode}
          drafts={current.drafts}
          servers={servers}
          show="all"
          search={search}
          added={servers.some((server) => server.domain === domain) ? undefined : domain}
        />,
      )
    })

    .get('/servers/:domain', requireMember, requireModerator, async (c) => {
      const server = await readServerView(c.var.ctx, c.req.param('domain'))
      return server ? serverPage(c, server) : missingPage(c)
    })

    .post('/servers/:domain/settings', requireMember, requireModerator, async (c) => {
      const { ctx } = c.var
      const form = await readForm(c)
      const domain = c.req.param('domain')
      const values = {
        answers: form.line('answers'),
        hourlyLimit: form.line('hourlyLimit'),
        note: form.text('note'),
      }
      const result = await changeServer(ctx, { domain, ...values })
      if (result.ok) return seeOther(c, `/servers/${result.value.domain}?done=saved`)
      const server = await readServerView(ctx, domain)
      const [{ kind }] = result.refusals
      return server && kind === 'invalid'
        ? serverPage(c, server, { values, refusals: result.refusals })
        : refusedPage(c, result.refusals)
    })

    .get('/servers/:domain/accept-followers', requireMember, requireModerator, async (c) => {
      const server = await readServerView(c.var.ctx, c.req.param('domain'))
      return server ? acceptFollowersPage(c, server) : missingPage(c)
    })

    .post('/servers/:domain/accept-followers', requireMember, requireModerator, async (c) => {
      const { ctx } = c.var
      const form = await readForm(c)
      const domain = c.req.param('domain')
      const followerIds = form.line('followers').split(' ').slice(0, serverLimits.page)
      const result = await acceptFollowers(ctx, { domain, followerIds, understood: form.flag('understood') })
      if (result.ok) {
        const { domain: there, count } = result.value
        return seeOther(c, `/servers/${there}?done=followers-accepted&count=${count}`)
      }
      const server = await readServerView(ctx, domain)
      const [{ kind }] = result.refusals
      return server && kind === 'invalid'
        ? acceptFollowersPage(c, server, result.refusals)
        : refusedPage(c, result.refusals)
    })

    .get('/servers/:domain/:decision', requireMember, requireModerator, async (c) => {
      const decision = c.req.param('decision')
      const server = isDecision(decision) ? await readServerView(c.var.ctx, c.req.param('domain')) : undefined
      if (!server || !isDecision(decision)) return missingPage(c)
      const content = <DecideServerPage t={c.var.t} server={serverModel(server)} decision={decision} />
      return serversPage(c, content, { back: `/servers/${server.domain}` })
    })

    .post('/servers/:domain/:decision', requireMember, requireModerator, async (c) => {
      const decision = c.req.param('decision')
      if (!isDecision(decision)) return missingPage(c)
      const result = await decideServer(c.var.ctx, { domain: c.req.param('domain'), decision })
      return result.ok
        ? seeOther(c, `/servers/${result.value.domain}?done=${decision}`)
        : refusedPage(c, result.refusals)
    })

async function acceptFollowersPage(
  c: MemberPageContext,
  server: ServerView,
  refusals?: readonly [Refusal, ...Refusal[]],
): Promise<Response> {
  const model = serverModel(server)
  if (model.waiting.length === 0) return missingPage(c)
  const errors = toFormErrors(c.var.t, refusals ?? [])
  const content = <AcceptFollowersPage t={c.var.t} server={model} errors={errors} />
  return serversPage(c, content, { back: `/servers/${server.domain}`, refusals })
}

interface Typed {
  readonly values: ServerPageProps['values']
  readonly refusals: readonly [Refusal, ...Refusal[]]
}

function serverPage(c: MemberPageContext, server: ServerView, typed?: Typed): Promise<Response> {
  const { answers, hourlyLimit, note } = server
  const values = { answers, hourlyLimit: hourlyLimit === null ? '' : String(hourlyLimit), note }
  return serversPage(
    c,
    <ServerPage
      t={c.var.t}
      server={serverModel(server)}
      values={typed?.values ?? values}
      usualLimit={usualHourlyLimit}
      longestNote={serverLimits.note}
      errors={toFormErrors(c.var.t, typed?.refusals ?? [])}
    />,
    { refusals: typed?.refusals },
  )
}

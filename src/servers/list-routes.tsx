import { Hono } from 'hono'
import { toFormErrors } from '../../views/components/errors.tsx'
import { ConfirmDraftsPage, DraftsPage, ImportedPage, ImportPage } from '../../views/servers/list-pages.tsx'
import { domainOf } from '../policy/servers.ts'
import type { Refusal } from '../result.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember, requireModerator } from '../web/require-member.ts'
import { type MemberPageContext, refusedPage, seeOther } from '../web/respond.tsx'
import { importList } from './import-list.ts'
import { writeList } from './list-format.ts'
import { serversPage } from './page-routes.tsx'
import { alliesInDrafts, blockedDomains, listDrafts } from './queries.ts'
import { serverLimits } from './rules.ts'
import { settleDrafts } from './settle-drafts.ts'

/** Lists of blocked servers: those of others are read in and looked at, ours is handed on. */
export const listRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/servers/import', requireMember, requireModerator, (c) =>
      serversPage(c, <ImportPage t={c.var.t} lines={serverLimits.lines} />),
    )

    .post('/servers/import', requireMember, requireModerator, async (c) => {
      const { ctx, t } = c.var
      const form = await readForm(c)
      const [file] = form.files('file')
      const pasted = form.text('list')
      // Both may be filled in: they are read as one list.
      const list = [...(file ? [await file.text()] : []), ...(pasted === '' ? [] : [pasted])].join('\n')
      const result = await importList(ctx, { list })
      if (result.ok) return serversPage(c, <ImportedPage t={t} {...result.value} />)
      const [{ field }] = result.refusals
      if (field === undefined) return refusedPage(c, result.refusals)
      const errors = toFormErrors(t, result.refusals)
      const content = <ImportPage t={t} lines={serverLimits.lines} list={pasted} errors={errors} />
      return serversPage(c, content, { refusals: result.refusals })
    })

    .get('/servers/export', requireMember, requireModerator, async (c) =>
      c.body(writeList(await blockedDomains(c.var.ctx)), 200, {
        'Content-Type': 'text/csv; charset=UTF-8',
        'Content-Disposition': 'attachment; filename="servers.csv"',
        'Cache-Control': 'no-store',
      }),
    )

    .get('/servers/drafts', requireMember, requireModerator, (c) => draftsPage(c))

    .post('/servers/drafts', requireMember, requireModerator, async (c) => {
      const { ctx, t } = c.var
      const form = await readForm(c)
      const act = form.line('act')
      const chosen = act.endsWith('-all') ? ('all' as const) : named(form.all('domains'))
      if (act.startsWith('drop') || chosen.length === 0) {
        const result = await settleDrafts(ctx, { domains: chosen, decision: 'drop' })
        if (result.ok) return seeOther(c, `/servers/drafts?done=dropped&count=${result.value.settled}`)
        return draftsPage(c, result.refusals)
      }
      const { total } = await listDrafts(ctx)
      const content = (
        <ConfirmDraftsPage
          t={t}
          domains={chosen === 'all' ? undefined : chosen}
          count={chosen === 'all' ? total : chosen.length}
          allies={await alliesInDrafts(ctx, chosen)}
        />
      )
      return serversPage(c, content, { back: '/servers/drafts' })
    })

    .post('/servers/drafts/block', requireMember, requireModerator, async (c) => {
      const form = await readForm(c)
      const domains = form.flag('all') ? ('all' as const) : named(form.all('domains'))
      const result = await settleDrafts(c.var.ctx, { domains, decision: 'block' })
      return result.ok
        ? seeOther(c, `/servers/drafts?done=settled&count=${result.value.settled}`)
        : draftsPage(c, result.refusals)
    })

const named = (written: readonly string[]): readonly string[] =>
  written.map(domainOf).filter((domain) => domain !== undefined)

async function draftsPage(c: MemberPageContext, refusals?: readonly [Refusal, ...Refusal[]]) {
  const { ctx, t } = c.var
  const after = domainOf(c.req.query('after') ?? '')
  const { drafts, total, after: next } = await listDrafts(ctx, after === undefined ? {} : { after })
  return serversPage(
    c,
    <DraftsPage
      t={t}
      drafts={drafts}
      total={total}
      more={next === undefined ? undefined : `/servers/drafts?after=${next}`}
      first={after === undefined ? undefined : '/servers/drafts'}
      errors={toFormErrors(t, refusals ?? [])}
    />,
    { refusals },
  )
}

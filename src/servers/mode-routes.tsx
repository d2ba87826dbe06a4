import { Hono } from 'hono'
import { toFormErrors } from '../../views/components/errors.tsx'
import { ConfirmModePage, ModePage } from '../../views/servers/decide-pages.tsx'
import { invalid } from '../result.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember, requireModerator } from '../web/require-member.ts'
import { missingPage, refusedPage, seeOther } from '../web/respond.tsx'
import { changeMode } from './change-mode.ts'
import { serversPage } from './page-routes.tsx'
import { readMode } from './queries.ts'
import { isMode } from './rules.ts'

/** Which servers may speak with us: the question, what the answer does, and the change. */
export const modeRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/servers/mode', requireMember, requireModerator, async (c) => {
      const current = await readMode(c.var.ctx)
      return current ? serversPage(c, <ModePage t={c.var.t} mode={current.mode} />) : missingPage(c)
    })

    .post('/servers/mode', requireMember, requireModerator, async (c) => {
      const { ctx, t } = c.var
      const mode = (await readForm(c)).line('mode')
      const current = await readMode(ctx)
      if (!current) return missingPage(c)
      if (!isMode(mode)) {
        const refusals = [invalid('mode', 'servers.errors.mode')] as const
        const errors = toFormErrors(t, refusals)
        return serversPage(c, <ModePage t={t} mode={current.mode} errors={errors} />, { refusals })
      }
      if (mode === current.mode) return seeOther(c, '/servers')
      const { blocked, unlisted } = current
      const content = <ConfirmModePage t={t} mode={mode} blocked={blocked} unlisted={unlisted} />
      return serversPage(c, content, { back: '/servers/mode' })
    })

    .post('/servers/mode/confirm', requireMember, requireModerator, async (c) => {
      const { ctx, t } = c.var
      const form = await readForm(c)
      const mode = form.line('mode')
      const result = await changeMode(ctx, { mode, understood: form.flag('understood') })
      if (result.ok) return seeOther(c, '/servers?done=mode')
      const current = await readMode(ctx)
      const [{ field }] = result.refusals
      if (!current || !isMode(mode) || field === undefined) return refusedPage(c, result.refusals)
      const { blocked, unlisted } = current
      const errors = toFormErrors(t, result.refusals)
      const content = (
        <ConfirmModePage t={t} mode={mode} blocked={blocked} unlisted={unlisted} errors={errors} />
      )
      return serversPage(c, content, { back: '/servers/mode', refusals: result.refusals })
    })

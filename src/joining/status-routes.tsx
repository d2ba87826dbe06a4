import { Hono } from 'hono'
import { toFormErrors } from '../../views/components/errors.tsx'
import { StatusForm, StatusPage } from '../../views/joining/status.tsx'
import { LiveRegion } from '../../views/live/live.tsx'
import { isCrowded } from '../auth/admit.ts'
import { readKnock, ticketFor } from '../auth/forms.ts'
import { readCode } from '../codes.ts'
import { sha256 } from '../hashing.ts'
import { versionOf } from '../live/version.ts'
import type { AppEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { asksForFragment, fragment, page, refusedPage, seeOther, statusOf } from '../web/respond.tsx'
import { enterWithCode } from './enter-with-code.ts'
import { lookUpStatus } from './look-up-status.ts'

const door = { kind: 'door' } as const

/** What became of an application, and coming in with its code. */
export const statusRoutes = () =>
  new Hono<AppEnv>()
    .get('/join/status', (c) =>
      page(
        c,
        { place: door, back: { href: '/' } },
        <StatusForm t={c.var.t} offered={c.var.community.locales} />,
      ),
    )

    .post('/join/status', async (c) => {
      const { ctx, t } = c.var
      const form = await readForm(c)
      const code = form.line('code')
      const result = await lookUpStatus(ctx, { code, ...readKnock(c, form) })
      const back = { href: '/' }
      if (result.ok) {
        const version = await versionOf(await sha256(readCode(code)), result.value.state)
        const live = { stream: '/live/application', version }
        const content = (
          <StatusPage t={t} now={ctx.clock.now()} code={code} status={result.value} live={live} />
        )
        if (asksForFragment(c)) return fragment(c, content)
        const script = c.var.deps.assets.live
        return page(c, { place: door, back }, <LiveRegion script={script}>{content}</LiveRegion>)
      }
      const errors = toFormErrors(t, result.refusals)
      const status = statusOf(result.refusals)
      const ticket = await ticketFor(c, 'status', result.refusals)
      const content = (
        <StatusForm t={t} offered={c.var.community.locales} code={code} errors={errors} ticket={ticket} />
      )
      return page(c, { place: door, back, status }, content)
    })

    .post('/join/enter', async (c) => {
      const { ctx, t, member, sessions } = c.var
      if (member) return seeOther(c, '/home')
      const form = await readForm(c)
      const code = form.line('code')
      const signInName = form.line('signInName')
      const result = await enterWithCode(ctx, { code, signInName, ...readKnock(c, form) })
      if (result.ok) {
        c.header('Set-Cookie', await sessions.start(ctx, result.value.memberId), { append: true })
        return seeOther(c, '/welcome')
      }
      const [refusal] = result.refusals
      const status = statusOf(result.refusals)
      if (status === 403) return refusedPage(c, result.refusals)
      const errors = toFormErrors(t, result.refusals)
      const ticket = await ticketFor(c, 'status', result.refusals)
      const isHerName = refusal.field === 'signInName'
      // Whoever has to wait stays on the form she sent, whatever her code is: looking it up again would need a ticket too.
      const content =
        isHerName || isCrowded(result.refusals) ? (
          <StatusPage
            t={t}
            now={ctx.clock.now()}
            code={code}
            ticket={ticket}
            status={{ state: 'approved', needsSignInName: isHerName || form.flag('signInName') }}
            signInName={signInName}
            errors={errors}
          />
        ) : (
          <StatusForm t={t} offered={c.var.community.locales} code={code} errors={errors} ticket={ticket} />
        )
      return page(c, { place: door, back: { href: '/' }, status }, content)
    })

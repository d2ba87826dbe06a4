import { Hono } from 'hono'
import { serialize } from 'hono/utils/cookie'
import { awayPage } from '../../views/auth/away.ts'
import { SignInPage } from '../../views/auth/sign-in.tsx'
import { toFormErrors } from '../../views/components/errors.tsx'
import type { Ctx, MemberCtx } from '../context.ts'
import { isLocale } from '../i18n/translator.ts'
import { chooseLocale } from '../members/choose-locale.ts'
import type { AppEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { languageCookie } from '../web/locale.ts'
import { page, seeOther, statusOf } from '../web/respond.tsx'
import { readKnock, ticketFor } from './forms.ts'
import { localPath } from './local-path.ts'
import { signIn } from './sign-in.ts'

const door = { kind: 'door' } as const
const oneYear = 365 * 86_400

/** The door: coming in, leaving, leaving in a hurry, and the language of the pages. */
export const authRoutes = () =>
  new Hono<AppEnv>()
    .get('/', (c) => {
      const { t, member, community } = c.var
      if (member) return seeOther(c, '/home')
      return page(c, { place: door }, <SignInPage t={t} offered={community.locales} />)
    })

    .post('/sign-in', async (c) => {
      const { ctx, t, community, member, sessions } = c.var
      if (member) return seeOther(c, '/home')
      const form = await readForm(c)
      const signInName = form.line('signInName')
      const passphrase = form.secret('passphrase')
      const result = await signIn(ctx, { signInName, passphrase, ...readKnock(c, form) })
      if (result.ok) {
        c.header('Set-Cookie', await sessions.start(ctx, result.value.memberId), { append: true })
        return seeOther(c, '/home')
      }
      return page(
        c,
        { place: door, status: statusOf(result.refusals) },
        <SignInPage
          t={t}
          offered={community.locales}
          signInName={signInName}
          errors={toFormErrors(t, result.refusals)}
          ticket={await ticketFor(c, 'sign-in', result.refusals)}
        />,
      )
    })

    .post('/sign-out', async (c) => {
      const cookie = await c.var.sessions.end(c.req.header('Cookie') ?? '')
      c.header('Set-Cookie', cookie, { append: true })
      return seeOther(c, '/')
    })

    // A link, so that it works without the script. From another site, or fetched ahead, it must not sign her out.
    .get('/leave', async (c) => {
      const isHers = c.req.header('Sec-Fetch-Site') !== 'cross-site' && !c.req.header('Sec-Purpose')
      if (isHers) {
        const cookie = await c.var.sessions.end(c.req.header('Cookie') ?? '')
        c.header('Set-Cookie', cookie, { append: true })
        c.header('Clear-Site-Data', '"cache", "cookies", "storage"')
      }
      return seeOther(c, '/away')
    })

    .get('/away', (c) => c.html(awayPage(c.var.t, c.var.deps.assets.icon)))

    .post('/language', async (c) => {
      const { ctx, deps } = c.var
      const form = await readForm(c)
      const locale = form.line('locale')
      if (isLocale(locale)) {
        const cookie = serialize(languageCookie(deps.cookieName), locale, {
          path: '/',
          maxAge: oneYear,
          sameSite: 'Lax',
          httpOnly: true,
          secure: !deps.isLoopback,
        })
        c.header('Set-Cookie', cookie, { append: true })
        if (isMemberCtx(ctx)) await chooseLocale(ctx, { locale })
      }
      return seeOther(c, localPath(form.line('returnTo')))
    })

const isMemberCtx = (ctx: Ctx): ctx is MemberCtx => ctx.actor.kind === 'member'

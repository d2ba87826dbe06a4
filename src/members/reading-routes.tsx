import { Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { toFormErrors } from '../../views/components/errors.tsx'
import { ReadingPage } from '../../views/members/reading.tsx'
import type { Refusal } from '../result.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { deviceText, judgeDevice, readDevice, readingCookie } from '../web/reading.ts'
import { requireMember } from '../web/require-member.ts'
import { type PageContext, page, refusedPage, seeOther, statusOf } from '../web/respond.tsx'
import { chooseLanguages } from './choose-languages.ts'

const oneYear = 365 * 24 * 60 * 60

/**
 * How pages are read. Pictures and the size of letters belong to the device: they are kept in a cookie of its own, for
 * guests too, and nowhere else. The languages she reads belong to her account.
 */
export const readingRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/reading', (c) => readingPage(c))

    .post('/reading', async (c) => {
      const { deps } = c.var
      const form = await readForm(c)
      const device = judgeDevice(form.line('pictures'), form.line('textSize'))
      setCookie(c, readingCookie(deps.cookieName), deviceText(device), {
        path: '/',
        maxAge: oneYear,
        sameSite: 'Lax',
        httpOnly: true,
        secure: !deps.isLoopback,
      })
      return seeOther(c, '/reading?done=device')
    })

    .post('/reading/languages', requireMember, async (c) => {
      const form = await readForm(c)
      const wish = { languages: form.all('languages'), first: form.line('first') }
      const result = await chooseLanguages(c.var.ctx, wish)
      if (result.ok) return seeOther(c, '/reading?done=languages')
      return statusOf(result.refusals) === 422
        ? readingPage(c, result.refusals)
        : refusedPage(c, result.refusals)
    })

function readingPage(c: PageContext, refusals: readonly Refusal[] = []) {
  const { t, member, reader, deps } = c.var
  const isInside = member?.displayNameSettled ?? false
  const isDone = refusals.length === 0 && ['device', 'languages'].includes(c.req.query('done') ?? '')
  const { pictures = reader.picturesOnTap ? 'tap' : 'always', textSize } = readDevice(
    getCookie(c, readingCookie(deps.cookieName)),
  )
  return page(
    c,
    {
      ...(isInside
        ? {
            place: { kind: 'inside', name: t('members.me.place'), readers: t('members.me.readers') },
            tab: 'me',
            back: { href: '/me' },
          }
        : { place: { kind: 'door' }, back: { href: '/' } }),
      ...(isDone ? { notice: { tone: 'done', text: t('reading.done') } } : {}),
      status: refusals.length > 0 ? 422 : 200,
    },
    <ReadingPage
      t={t}
      languages={isInside ? reader.languages : undefined}
      pictures={pictures}
      textSize={textSize}
      errors={toFormErrors(t, refusals)}
    />,
  )
}

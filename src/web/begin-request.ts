import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import { createSessions } from '../auth/sessions.ts'
import { readSettings } from '../community/settings.ts'
import { type Actor, isModerator } from '../context.ts'
import { createTranslator, isLocale, type Locale, type Translator } from '../i18n/translator.ts'
import { noteActivity } from '../members/note-activity.ts'
import { countToDo } from '../moderation/queries.ts'
import { countUnseen } from '../notifications/queries.ts'
import type { AppDeps, AppEnv } from './environment.ts'
import { chooseLocale, languageCookie } from './locale.ts'

/** Gives every page request its context: who asks, in which language, against which database handle. */
export function beginRequest(deps: AppDeps) {
  const translators = new Map<Locale, Translator>()
  return createMiddleware<AppEnv>(async (c, next) => {
    const db = deps.database()
    const { clock, random, hasher, images, origin } = deps
    const sessions = createSessions(db, { name: deps.cookieName, secure: !deps.isLoopback })
    // Neither needs the other: one round trip for both.
    const [community, session] = await Promise.all([
      readSettings({ db }),
      sessions.resume(c.req.header('Cookie') ?? ''),
    ])
    if (session) await noteActivity({ db, clock }, session.memberId, session.member)
    const isActive = session?.member.status === 'active'
    const actor: Actor =
      session && isActive
        ? { kind: 'member', memberId: session.memberId, roles: session.member.roles }
        : { kind: 'guest' }
    if (session?.renewedCookie) c.header('Set-Cookie', session.renewedCookie, { append: true })
    const locale = chooseLocale({
      cookie: cookieOf(c, languageCookie(deps.cookieName)),
      account: session?.member.locale,
      acceptLanguage: c.req.header('Accept-Language'),
      offered: community.locales,
      fallback: community.defaultLocale,
    })
    const t = translators.get(locale) ?? createTranslator(locale)
    translators.set(locale, t)
    c.set('deps', deps)
    c.set('ctx', { db, actor, clock, random, hasher, images, origin })
    c.set('sessions', sessions)
    c.set('t', t)
    c.set('community', community)
    c.set('member', isActive ? session?.member : undefined)
    c.set('barred', session && !isActive ? { memberId: session.memberId } : undefined)
    const count = (countIt: typeof countToDo) => startCounting(c, () => countIt(c.var.ctx))
    c.set('toDo', isModerator(actor) ? count(countToDo) : undefined)
    c.set('unseen', actor.kind === 'member' ? count(countUnseen) : undefined)
    await next()
    if (c.req.method === 'POST' && c.res.status < 400) deps.wakeWorkers()
  })
}

/** What every page of hers counts, asked beside the page's own queries; a form's answer asks when it is known. */
function startCounting(c: Context, count: () => Promise<number>): Promise<number> | undefined {
  const isPicture = ['image', 'audio'].includes(c.req.header('Sec-Fetch-Dest') ?? '')
  if (c.req.method !== 'GET' || isPicture) return undefined
  const counting = count()
  // A page that never asks for the number must not fail by it; one that does fails as it awaits it.
  counting.catch(() => undefined)
  return counting
}

function cookieOf(c: Context, name: string): string | undefined {
  const value = getCookie(c, name)
  return isLocale(value) ? value : undefined
}

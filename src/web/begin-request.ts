import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import { isShut } from '../auth/idle-lock.ts'
import { readSessionLock } from '../auth/session-lock.ts'
import { createSessions } from '../auth/sessions.ts'
import { readSettings } from '../community/settings.ts'
import { type Actor, isModerator } from '../context.ts'
import { createTranslator, isLocale, type Locale, type Translator } from '../i18n/translator.ts'
import { noteActivity } from '../members/note-activity.ts'
import { countToDo } from '../moderation/queries.ts'
import { countUnseen } from '../notifications/queries.ts'
import type { AppDeps, AppEnv } from './environment.ts'
import { chooseLocale, languageCookie } from './locale.ts'
import { readDevice, readerOf, readingCookie } from './reading.ts'

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
    const lock =
      session &&
      (await readSessionLock(
        { db, clock },
        { sessions, cookie: c.req.header('Cookie') ?? '', isTouch: isTouch(c) },
        session,
      ))
    // To everything behind it a locked session is a guest's: `enforceLock` lets it come no further anyway.
    const open = isShut(lock) ? undefined : session
    if (open) await noteActivity({ db, clock }, open.memberId, open.member)
    const isActive = open?.member.status === 'active'
    const actor: Actor =
      open && isActive
        ? { kind: 'member', memberId: open.memberId, roles: open.member.roles }
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
    c.set(
      'reader',
      readerOf({
        device: readDevice(getCookie(c, readingCookie(deps.cookieName))),
        saveData: c.req.header('Save-Data'),
        languages: session?.member.languages ?? [],
        locale,
      }),
    )
    c.set('community', community)
    c.set('lock', lock)
    c.set('member', isActive ? open?.member : undefined)
    c.set('barred', open && !isActive ? { memberId: open.memberId } : undefined)
    const count = (countIt: typeof countToDo) => startCounting(c, () => countIt(c.var.ctx))
    c.set('toDo', isModerator(actor) ? count(countToDo) : undefined)
    c.set('unseen', actor.kind === 'member' ? count(countUnseen) : undefined)
    await next()
    if (c.req.method === 'POST' && c.res.status < 400) deps.wakeWorkers()
  })
}

/** Pictures come by themselves, and so does what a page listens to: neither says that somebody is there. */
const isTouch = (c: Context): boolean =>
  !c.req.path.startsWith('/live/') &&
  c.req.header('X-Live') === undefined &&
  !['image', 'audio', 'video'].includes(c.req.header('Sec-Fetch-Dest') ?? '')

/**
 * What every page of hers counts, asked beside the page's own queries; a form's answer asks when it is known. A part of
 * a page shows no counts: asked for all the same, they would still be under way when it is answered.
 */
function startCounting(c: Context, count: () => Promise<number>): Promise<number> | undefined {
  const isPicture = ['image', 'audio'].includes(c.req.header('Sec-Fetch-Dest') ?? '')
  const isPart = c.req.header('HX-Request') === 'true' || c.req.path.startsWith('/live/')
  if (c.req.method !== 'GET' || isPicture || isPart) return undefined
  const counting = count()
  // A page that never asks for the number must not fail by it; one that does fails as it awaits it.
  counting.catch(() => undefined)
  return counting
}

function cookieOf(c: Context, name: string): string | undefined {
  const value = getCookie(c, name)
  return isLocale(value) ? value : undefined
}

import { createMiddleware } from 'hono/factory'
import { isShut } from '../auth/idle-lock.ts'
import { localPath } from '../auth/local-path.ts'
import type { AppEnv } from './environment.ts'
import { readForm } from './forms.ts'
import { forgetSent, keepForm, lockHere, pathBefore } from './locked-request.ts'
import { asksForAddress, asksForFragment, type PageContext, seeOther } from './respond.tsx'

/** All that a locked session reaches: the PIN, and the ways out. */
const stillOpen = ['/lock', '/lock/open', '/leave', '/away', '/sign-out']

/**
 * Keeps everything from a locked session but the page that asks for the PIN. Whatever else asks for a page is sent
 * there, by htmx and by a script that sends a form too; pictures, streams and other scripts get an empty 423. A form
 * does not do its work; what was typed is kept.
 */
export const enforceLock = () =>
  createMiddleware<AppEnv>(async (c, next) => {
    const { lock } = c.var
    if (!isShut(lock) || stillOpen.includes(c.req.path)) {
      await next()
      if (lock?.state === 'open') await forgetSent(c, lock)
      return undefined
    }
    const isPart = asksForPart(c)
    const isReading = c.req.method === 'GET' || c.req.method === 'HEAD'
    if (isReading) {
      const { pathname, search } = new URL(c.req.url)
      await lockHere(c, lock, isPart ? pathBefore(c) : localPath(pathname + search))
    } else {
      await keepForm(c, lock, { action: c.req.path, form: await readForm(c) })
    }
    if (!isPart || (!isReading && asksForAddress(c))) return seeOther(c, '/lock')
    if (!asksForFragment(c) || c.req.path.startsWith('/live/')) return c.body(null, 423)
    // Taken as done: the words are kept here, and need not be kept on the phone.
    c.header('HX-Redirect', '/lock')
    return c.body(null, 204)
  })

/** Old browsers do not say what they ask for; of them the address tells. */
function asksForPart(c: PageContext): boolean {
  const mode = c.req.header('Sec-Fetch-Mode')
  return (
    asksForFragment(c) ||
    (mode !== undefined && mode !== 'navigate') ||
    /^\/(media|attachments|live)\//.test(c.req.path)
  )
}

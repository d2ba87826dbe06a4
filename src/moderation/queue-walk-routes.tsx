import { getCookie, setCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import type { QueueBarModel, QueueResult } from '../../views/moderation/queue-bar.tsx'
import { isModerator, type MemberCtx } from '../context.ts'
import type { AppEnv } from '../web/environment.ts'
import type { PageContext } from '../web/respond.tsx'
import { claimItem } from './claims.ts'
import { queueItemOf } from './places.ts'
import { readUndo } from './removal-queries.ts'

/**
 * Around every page below `/queue/`, whichever slice it belongs to: a page that decides is claimed by opening it and
 * shows the bar with the ways on, and whoever goes through the queue one by one comes to the next thing after each
 * decision instead of to the list.
 */
export const walkQueue = createMiddleware<AppEnv>(async (c, next) => {
  const ctx = moderatorOf(c)
  if (!ctx) return next()
  const isPage = c.req.method === 'GET'
  const item = queueItemOf(c.req.path)
  if (isPage && item) {
    const [claim, result] = await Promise.all([claimItem(ctx, item), resultOf(c)])
    c.set('queueBar', {
      onIt: claim?.onIt ?? undefined,
      skipHref: claim && `/queue/next?after=${claim.after}`,
      result,
      done: doneText(c),
    } satisfies QueueBarModel)
  } else if (!isPage) c.set('queueBar', {})
  await next()
  const target = c.res.headers.get('Location')
  if (!isPage && target !== null) c.res.headers.set('Location', onwards(c, target))
})

/**
 * Where a decision leads that would lead back to the list: for whoever goes through the queue one by one, on to the
 * next thing. What she skipped stays behind her, or it would come back after each decision.
 */
export function onwards(c: PageContext, target: string): string {
  const walk = getCookie(c, walkCookie(c))
  const [path, query] = target.split('?')
  if (!walk || path !== '/queue') return target
  const search = new URLSearchParams(query)
  if (walk !== fromTheFirst) search.set('after', walk)
  return search.size === 0 ? '/queue/next' : `/queue/next?${search}`
}

function moderatorOf(c: PageContext): MemberCtx | undefined {
  const { actor, ...ctx } = c.var.ctx
  return actor.kind === 'member' && isModerator(actor) ? { ...ctx, actor } : undefined
}

/** Beside the session's cookie and with the same ending: cookies ignore ports, and one machine may run several. */
const walkCookie = (c: PageContext): string => c.var.deps.cookieName.replace('session', 'queue')

/** As long as a sitting lasts. */
const walkSeconds = 3_600

const fromTheFirst = 'next'

/** She goes through the queue one by one, behind what she skipped last. */
export const startWalking = (c: PageContext, after = fromTheFirst): void => keep(c, after, walkSeconds)

export function stopWalking(c: PageContext): void {
  if (getCookie(c, walkCookie(c))) keep(c, '', 0)
}

const keep = (c: PageContext, value: string, maxAge: number): void =>
  setCookie(c, walkCookie(c), value, {
    path: '/',
    httpOnly: true,
    sameSite: 'Strict',
    secure: !c.var.deps.isLoopback,
    maxAge,
  })

/** What was decided on the page before, as long as it can be undone. */
export async function resultOf(c: PageContext): Promise<QueueResult | undefined> {
  const ctx = moderatorOf(c)
  const undoId = c.req.query('undo')
  const undo = ctx && undoId !== undefined ? await readUndo(ctx, undoId) : undefined
  if (!undo || undoId === undefined) return undefined
  return { undoId, outcome: undo.act === 'allied-removed' ? 'removed' : undo.act }
}

const dones = [
  'approved',
  'approvedOnce',
  'declined',
  'published',
  'returned',
  'followerAccepted',
  'followerRejected',
  'appealDecided',
  'unmaskingRefused',
  'undone',
  'restored',
] as const

/** What a decision on another page says once it leads back here. */
export function doneText(c: PageContext): string | undefined {
  const done = dones.find((known) => known === c.req.query('done'))
  return done === undefined ? undefined : c.var.t(`queue.done.${done}`)
}

/** What was said on the way to the next thing is said there. */
export function queryOf(c: PageContext): string {
  const kept = ['done', 'undo'].flatMap((name) => {
    const value = c.req.query(name)
    return value === undefined ? [] : [[name, value]]
  })
  return kept.length === 0 ? '' : `?${new URLSearchParams(kept)}`
}

import { getCookie, setCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import type { DoneModel, QueueBarModel, QueueResult } from '../../views/moderation/queue-bar.tsx'
import { isModerator, type MemberCtx } from '../context.ts'
import { couldBeId } from '../ids.ts'
import type { AppEnv } from '../web/environment.ts'
import { asksForFragment, type PageContext } from '../web/respond.tsx'
import { claimItem } from './claims.ts'
import { type QueuePlace, queueItemOf, queuePath } from './places.ts'
import { readNext } from './queries.ts'
import { readUndo } from './removal-queries.ts'
import type { Undoable } from './undoable.ts'

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
    if (asksForFragment(c) && !looksAlike.has(item.place)) return wholePage(c)
    const [claim, result] = await Promise.all([claimItem(ctx, item), resultOf(c)])
    c.set('queueBar', {
      path: c.req.path,
      onIt: claim?.onIt ?? undefined,
      skipHref: claim && `/queue/next?after=${claim.after}`,
      previousHref: claim && `/queue/next?before=${claim.after}`,
      result,
      done: doneOf(c),
    } satisfies QueueBarModel)
  } else if (!isPage) c.set('queueBar', {})
  else if (listPaths.has(c.req.path) && asksForFragment(c)) return wholePage(c)
  await next()
  const target = c.res.headers.get('Location')
  if (!isPage && target !== null) c.res.headers.set('Location', await straightOn(ctx, onwards(c, target)))
  return undefined
})

/**
 * The places whose pages differ in their content alone. On all others the band says something else, above all where
 * something leaves: there the next thing never comes in place.
 */
const looksAlike: ReadonlySet<QueuePlace> = new Set([
  'applications',
  'followers',
  'held/post',
  'held/comment',
  'flags/post',
  'flags/comment',
  'flags/allied-post',
  'recoveries',
  'appeals',
  'anonymous-appeals',
  'unmaskings',
])

/** Where there is nothing more to decide on; what else htmx asks for below `/queue/` is a part of a page. */
const listPaths: ReadonlySet<string> = new Set(['/queue', '/queue/next'])

/** Makes htmx open the page that it asked for. */
const wholePage = (c: PageContext): Response =>
  c.body(null, 200, { 'HX-Redirect': `${c.req.path}${new URL(c.req.url).search}`, Vary: 'HX-Request' })

/** The next thing itself instead of the address that leads to it: one way less over a slow line. */
async function straightOn(ctx: MemberCtx, target: string): Promise<string> {
  const [path, query] = target.split('?')
  if (path !== '/queue/next') return target
  const search = new URLSearchParams(query)
  const next = await readNext(ctx, { after: search.get('after') ?? undefined })
  if (!next) return target
  search.delete('after')
  return search.size === 0 ? queuePath(next) : `${queuePath(next)}?${search}`
}

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

/** Whether she goes through the queue one by one. */
export const isWalking = (c: PageContext): boolean => Boolean(getCookie(c, walkCookie(c)))

export function stopWalking(c: PageContext): void {
  if (isWalking(c)) keep(c, '', 0)
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
  return undo && undoId !== undefined ? { undoId, outcome: outcomes[undo.act] } : undefined
}

const outcomes = {
  kept: 'kept',
  removed: 'removed',
  released: 'released',
  'allied-removed': 'removed',
  'approved-once': 'approvedOnce',
} as const satisfies Record<Undoable['act'], QueueResult['outcome']>

const dones = [
  'approved',
  'declined',
  'published',
  'returned',
  'followerAccepted',
  'followerRejected',
  'appealDecided',
  'unmaskingRefused',
  'groupApproved',
  'groupDeclined',
  'commentRefused',
  'commentRemoved',
  'remoteFlagKept',
  'remoteFlagRemoved',
  'flagSent',
  'recoveryAgreed',
  'recoveryRefused',
  'freezeAsked',
  'thawed',
  'contactClosed',
  'undone',
  'restored',
  'translationSent',
  'translationKept',
  'translationIn',
  'translationRefused',
] as const

/** What a decision on another page says once it leads back here. */
export function doneOf(c: PageContext): DoneModel | undefined {
  const done = dones.find((known) => known === c.req.query('done'))
  if (done === undefined) return undefined
  const seeHref = `/queue/${c.req.query('of')}`
  const item = queueItemOf(seeHref)
  return { text: c.var.t(`queue.done.${done}`), seeHref: item && couldBeId(item.id) ? seeHref : undefined }
}

/** What was said on the way to the next thing is said there. */
export function queryOf(c: PageContext): string {
  const kept = ['done', 'of', 'undo'].flatMap((name) => {
    const value = c.req.query(name)
    return value === undefined ? [] : [[name, value]]
  })
  return kept.length === 0 ? '' : `?${new URLSearchParams(kept)}`
}

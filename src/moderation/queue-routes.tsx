import { Hono } from 'hono'
import { QueuePage, SkippedPage } from '../../views/moderation/queue.tsx'
import { isModerator } from '../context.ts'
import { commentAddress, threadAddress } from '../posts/comment-address.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { requireMember, requireModerator } from '../web/require-member.ts'
import { type PageContext, page, refusedPage, seeOther } from '../web/respond.tsx'
import { visitQueue } from './claims.ts'
import { countDecidedByOthers } from './decided-by-others.ts'
import { type QueueFilter, queueFilters, queuePath } from './places.ts'
import { countToDo, readNext, readQueue } from './queries.ts'
import { queuePlace } from './queue-place.ts'
import {
  doneOf,
  isWalking,
  queryOf,
  resultOf,
  startWalking,
  stopWalking,
  walkQueue,
} from './queue-walk-routes.tsx'
import { undoDecision } from './undo-decision.ts'
import type { Undoable } from './undoable.ts'

/** Everything that waits for a moderator: as a list, and one after the other. */
export const queueRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .use('/queue/*', walkQueue)

    .get('/queue', requireMember, requireModerator, async (c) => {
      const { ctx, t } = c.var
      const since = await visitQueue(ctx)
      const only = queueFilters.find((filter) => filter === c.req.query('only'))
      const start = c.req.query('after')
      const { entries, left, fresh, counts, after } = await readQueue(ctx, { since, only, after: start })
      const decided = since === null ? 0 : await countDecidedByOthers(ctx, since)
      stopWalking(c)
      return page(
        c,
        queueOptions(c),
        <QueuePage
          t={t}
          now={ctx.clock.now()}
          entries={entries.map((entry) => ({ ...entry, href: queuePath(entry) }))}
          left={left}
          filters={queueFilters.map((name) => ({ name, count: counts[name], isOn: name === only }))}
          since={since === null ? undefined : { at: since, fresh, decided }}
          result={await resultOf(c)}
          done={doneOf(c)}
          liveScript={c.var.deps.assets.live}
          nextHref={after && listHref({ only, after })}
          firstHref={start === undefined ? undefined : listHref({ only })}
        />,
      )
    })

    .get('/queue/next', requireMember, requireModerator, async (c) => {
      const { ctx, t } = c.var
      const { after, before } = c.req.query()
      const next = await readNext(ctx, { after, before })
      if (next) {
        if (before === undefined || !isWalking(c)) startWalking(c, after)
        return seeOther(c, `${queuePath(next)}${queryOf(c)}`)
      }
      if (before !== undefined) return seeOther(c, '/queue')
      const left = after === undefined ? 0 : await countToDo(ctx)
      return left === 0
        ? seeOther(c, `/queue${queryOf(c)}`)
        : page(
            c,
            queueOptions(c),
            <SkippedPage t={t} left={left} result={await resultOf(c)} done={doneOf(c)} />,
          )
    })

    .post('/queue/undo/:undoId', requireMember, async (c) => {
      const { ctx } = c.var
      const result = await undoDecision(ctx, { undoId: c.req.param('undoId') })
      if (!result.ok) return refusedPage(c, result.refusals)
      const { undone, place } = result.value
      const waiting = isModerator(ctx.actor) ? waitingAgain(undone, place?.isHeld ?? false) : undefined
      if (waiting !== undefined) return seeOther(c, `${waiting}?done=undone`)
      if (!place?.postId) return seeOther(c, '/queue?done=undone')
      const { postId } = place
      const isComment = 'thing' in undone && undone.thing.what === 'comment'
      return seeOther(c, isComment ? commentAddress({ postId }, undone.thing.id) : threadAddress({ postId }))
    })

/** The page that decides on it anew; undefined for what did not wait before it was decided. */
function waitingAgain(undone: Undoable, isHeld: boolean): string | undefined {
  if (undone.act === 'allied-removed') return `/queue/flags/allied-post/${undone.alliedPostId}`
  if (undone.act === 'approved-once') return `/queue/applications/${undone.applicationId}`
  const { what, id } = undone.thing
  if (undone.act === 'kept' || (undone.act === 'removed' && undone.flagIds.length > 0)) {
    return `/queue/flags/${what}/${id}`
  }
  return isHeld ? `/queue/held/${what}/${id}` : undefined
}

function listHref({
  only,
  after,
}: {
  readonly only: QueueFilter | undefined
  readonly after?: string
}): string {
  const query = new URLSearchParams({ ...(only ? { only } : {}), ...(after ? { after } : {}) })
  return query.size === 0 ? '/queue' : `/queue?${query}`
}

const queueOptions = (c: PageContext) => ({
  place: queuePlace(c.var.t),
  back: { href: '/home' },
})

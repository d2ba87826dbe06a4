import { Hono } from 'hono'
import { QueuePage, SkippedPage } from '../../views/moderation/queue.tsx'
import { isModerator } from '../context.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { requireMember, requireModerator } from '../web/require-member.ts'
import { type PageContext, page, refusedPage, seeOther } from '../web/respond.tsx'
import { visitQueue } from './claims.ts'
import { queuePath } from './places.ts'
import { countToDo, readNext, readQueue } from './queries.ts'
import { queuePlace } from './queue-place.ts'
import { doneText, queryOf, resultOf, startWalking, stopWalking, walkQueue } from './queue-walk-routes.tsx'
import { undoDecision } from './undo-decision.ts'
import type { Undoable } from './undoable.ts'

/** Everything that waits for a moderator: as a list, and one after the other. */
export const queueRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .use('/queue/*', walkQueue)

    .get('/queue', requireMember, requireModerator, async (c) => {
      const { ctx, t } = c.var
      const since = await visitQueue(ctx)
      const { entries, left, fresh } = await readQueue(ctx, { since })
      const text = doneText(c)
      stopWalking(c)
      return page(
        c,
        { ...queueOptions(c), ...(text === undefined ? {} : { notice: { tone: 'done', text } }) },
        <QueuePage
          t={t}
          now={ctx.clock.now()}
          entries={entries.map((entry) => ({ ...entry, href: queuePath(entry) }))}
          left={left}
          fresh={since === null ? undefined : { count: fresh, since }}
          result={await resultOf(c)}
        />,
      )
    })

    .get('/queue/next', requireMember, requireModerator, async (c) => {
      const { ctx, t } = c.var
      const after = c.req.query('after')
      const next = await readNext(ctx, { after })
      if (next) {
        startWalking(c, after)
        return seeOther(c, `${queuePath(next)}${queryOf(c)}`)
      }
      const left = after === undefined ? 0 : await countToDo(ctx)
      return left === 0
        ? seeOther(c, `/queue${queryOf(c)}`)
        : page(c, queueOptions(c), <SkippedPage t={t} left={left} result={await resultOf(c)} />)
    })

    .post('/queue/undo/:undoId', requireMember, async (c) => {
      const { ctx } = c.var
      const result = await undoDecision(ctx, { undoId: c.req.param('undoId') })
      if (!result.ok) return refusedPage(c, result.refusals)
      const { undone, place } = result.value
      const waiting = isModerator(ctx.actor) ? waitingAgain(undone, place?.isHeld ?? false) : undefined
      if (waiting !== undefined) return seeOther(c, `${waiting}?done=undone`)
      const id = 'thing' in undone && undone.thing.what === 'comment' ? `#${undone.thing.id}` : ''
      return seeOther(c, place?.postId ? `/posts/${place.postId}${id}` : '/queue?done=undone')
    })

/** The page that decides on it anew; undefined for what did not wait before it was decided. */
function waitingAgain(undone: Undoable, isHeld: boolean): string | undefined {
  if (undone.act === 'allied-removed') return `/queue/flags/allied-post/${undone.alliedPostId}`
  const { what, id } = undone.thing
  if (undone.act === 'kept' || (undone.act === 'removed' && undone.flagIds.length > 0)) {
    return `/queue/flags/${what}/${id}`
  }
  return isHeld ? `/queue/held/${what}/${id}` : undefined
}

const queueOptions = (c: PageContext) => ({
  place: queuePlace(c.var.t),
  back: { href: '/home' },
})

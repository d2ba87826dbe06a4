import { type Context, Hono } from 'hono'
import { CommentNews, QueueNews } from '../../views/live/live.tsx'
import { readCode } from '../codes.ts'
import { sha256 } from '../hashing.ts'
import { couldBeId } from '../ids.ts'
import { queueFilters } from '../moderation/places.ts'
import { commentAddress, threadAddress } from '../posts/comment-address.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember, requireModerator } from '../web/require-member.ts'
import { fragment, type MemberPageContext, missingPage, type PageContext } from '../web/respond.tsx'
import { admitCode } from './admit-code.ts'
import { askVersions } from './ask.ts'
import { readNews } from './news.ts'
import {
  applicationReader,
  queueReader,
  type Reader,
  receiptsReader,
  recoveryReader,
  type SignedIn,
  shareReader,
  threadReader,
  withdrawalReader,
} from './readers.ts'

/**
 * What pages follow while somebody waits: server-sent events that say that something changed, and nothing of it. What
 * it is now, the page asks where it is always asked.
 */
export const liveRoutes = () => new Hono<AppEnv>().route('/', memberStreams()).route('/', codeStreams())

const memberStreams = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/live/threads/:postId', requireMember, async (c) => {
      const postId = c.req.param('postId')
      if (!couldBeId(postId)) return missingPage(c)
      return stream(c, `thread ${postId}`, threadReader(await signedIn(c), postId))
    })

    .get('/live/threads/:postId/news', requireMember, async (c) => {
      const { ctx, t } = c.var
      const target = { postId: c.req.param('postId') }
      const news = await readNews(ctx, { ...target, after: c.req.query('after') ?? '' })
      if (!news) return missingPage(c)
      if (news.firstId === null) return fragment(c, '')
      const href = commentAddress(target, news.firstId)
      return fragment(c, <CommentNews t={t} count={news.count} href={href} thread={threadAddress(target)} />)
    })

    .get('/live/queue', requireMember, requireModerator, async (c) =>
      stream(c, `queue ${c.var.ctx.actor.memberId}`, queueReader(await signedIn(c))),
    )

    .get('/live/queue/news', requireMember, requireModerator, (c) => {
      const only = queueFilters.find((filter) => filter === c.req.query('only'))
      return fragment(c, <QueueNews t={c.var.t} href={only ? `/queue?only=${only}` : '/queue'} />)
    })

    .get('/live/shares/:shareId', requireMember, async (c) => {
      const shareId = c.req.param('shareId')
      if (!couldBeId(shareId)) return missingPage(c)
      return stream(c, `share ${shareId}`, shareReader(await signedIn(c), shareId))
    })

    .get('/live/receipts/:editionId', requireMember, async (c) => {
      const editionId = c.req.param('editionId')
      if (!couldBeId(editionId)) return missingPage(c)
      return stream(c, `receipts ${editionId}`, receiptsReader(await signedIn(c), editionId))
    })

/** The code comes in a form, as it does to the pages themselves: addresses are written down by too many. */
const codeStreams = () =>
  new Hono<AppEnv>()
    .post('/live/application', (c) =>
      codeStream(c, (hash) => [`application ${hash}`, applicationReader(c.var.ctx, hash)]),
    )
    .post('/live/recovery', (c) =>
      codeStream(c, (hash) => [`recovery ${hash}`, recoveryReader(c.var.ctx, hash)]),
    )
    .post('/live/withdrawal', (c) => codeStream(c, (hash) => [`withdrawal ${hash}`, withdrawalReader(hash)]))

async function signedIn(c: MemberPageContext): Promise<SignedIn> {
  const session = await c.var.sessions.storedAs(c.req.header('Cookie') ?? '')
  return { ctx: c.var.ctx, session: session ?? '' }
}

/** A code that never was gets what everything gets that is not there (P14). */
async function codeStream(
  c: Context<AppEnv>,
  of: (codeHash: string) => readonly [topic: string, reader: Reader],
): Promise<Response> {
  const form = await readForm(c)
  const codeHash = await sha256(readCode(form.line('code')))
  if (!(await admitCode(c.var.ctx, codeHash))) return c.body(null, 204)
  const [topic, reader] = of(codeHash)
  return stream(c, topic, reader)
}

/** 204 tells a browser not to come again. */
async function stream(c: PageContext, topic: string, reader: Reader): Promise<Response> {
  const { deps } = c.var
  // Nobody would take what comes, and nobody would say that she is gone.
  if (c.req.method === 'HEAD') return c.body(null, 204)
  const opened = await deps.live.follow(topic, reader, (readers) => askVersions(deps.database(), readers))
  if (opened === 'missing') return missingPage(c)
  if (opened === 'full') return c.body(null, 204)
  return c.body(opened, 200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    // What ends for good, as the process stops, must not keep its connection.
    Connection: 'close',
    // A proxy that gathers answers before it passes them on would pass on nothing.
    'X-Accel-Buffering': 'no',
  })
}

import { Hono } from 'hono'
import { RemoteFlagDecidedPage, RemoteFlagPage } from '../../views/allies/remote-flag-page.tsx'
import { ConfirmFlagPage, WriteFlagPage } from '../../views/allies/send-flag-pages.tsx'
import { toFormErrors } from '../../views/components/errors.tsx'
import { queuePlace } from '../moderation/queue-place.ts'
import type { Refusal } from '../result.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember, requireModerator } from '../web/require-member.ts'
import {
  type MemberPageContext,
  missingPage,
  page,
  refusedPage,
  seeOther,
  statusOf,
} from '../web/respond.tsx'
import { decideRemoteFlags } from './decide-remote-flags.ts'
import { readRemoteFlagged } from './remote-flag-queries.ts'
import { judgeFlag, longestFlag, readFlaggableElsewhere, sendFlag } from './send-flag.ts'

/** What servers flag of ours, and what our moderators tell theirs. */
export const flagRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/queue/remote-flags/:thingId', requireMember, requireModerator, async (c) => {
      const { ctx, t } = c.var
      const thing = await readRemoteFlagged(ctx, c.req.param('thingId'))
      if (!thing) return missingPage(c)
      return page(
        c,
        { place: queuePlace(t), back: { href: '/queue' } },
        <RemoteFlagPage t={t} now={ctx.clock.now()} thing={thing} />,
      )
    })

    .post('/queue/remote-flags/:thingId/keep', requireMember, requireModerator, (c) =>
      decide(c, c.req.param('thingId'), 'keep'),
    )

    .post('/queue/remote-flags/:thingId/remove', requireMember, requireModerator, (c) =>
      decide(c, c.req.param('thingId'), 'remove'),
    )

    .get('/allies/posts/:alliedPostId/flag', requireMember, requireModerator, (c) =>
      writePage(c, c.req.param('alliedPostId')),
    )

    .post('/allies/posts/:alliedPostId/flag', requireMember, requireModerator, async (c) => {
      const { ctx, t, community } = c.var
      const alliedPostId = c.req.param('alliedPostId')
      const words = (await readForm(c)).text('words')
      const post = await readFlaggableElsewhere(ctx, alliedPostId)
      if (!post) return missingPage(c)
      const wrong = judgeFlag(words)
      if (wrong) return writePage(c, alliedPostId, words, [wrong])
      return page(
        c,
        { place: leavingPlace(c), back: { href: `/allies/posts/${alliedPostId}/flag` } },
        <ConfirmFlagPage t={t} post={post} words={words.trim()} sender={community.name} />,
      )
    })

    .post('/allies/posts/:alliedPostId/flag/send', requireMember, requireModerator, async (c) => {
      const alliedPostId = c.req.param('alliedPostId')
      const words = (await readForm(c)).text('words')
      const result = await sendFlag(c.var.ctx, { alliedPostId, words })
      if (result.ok) return seeOther(c, '/queue?done=flagSent')
      const [{ field }] = result.refusals
      return field === undefined
        ? refusedPage(c, result.refusals)
        : writePage(c, alliedPostId, words, result.refusals)
    })

async function decide(c: MemberPageContext, thingId: string, decision: 'keep' | 'remove'): Promise<Response> {
  const result = await decideRemoteFlags(c.var.ctx, { thingId, decision })
  if (result.ok) {
    return seeOther(c, `/queue?done=${decision === 'keep' ? 'remoteFlagKept' : 'remoteFlagRemoved'}`)
  }
  const [{ kind }] = result.refusals
  return kind === 'conflict'
    ? page(
        c,
        { place: queuePlace(c.var.t), back: { href: '/queue' }, status: statusOf(result.refusals) },
        <RemoteFlagDecidedPage t={c.var.t} />,
      )
    : refusedPage(c, result.refusals)
}

async function writePage(
  c: MemberPageContext,
  alliedPostId: string,
  words = '',
  refusals: readonly Refusal[] = [],
): Promise<Response> {
  const { ctx, t } = c.var
  const post = await readFlaggableElsewhere(ctx, alliedPostId)
  if (!post) return missingPage(c)
  return page(
    c,
    {
      place: leavingPlace(c),
      back: { href: `/allies/posts/${alliedPostId}` },
      status: refusals.length > 0 ? 422 : 200,
    },
    <WriteFlagPage
      t={t}
      post={post}
      words={words}
      maxLength={longestFlag}
      errors={toFormErrors(t, refusals)}
    />,
  )
}

/** What is written there goes outside. */
const leavingPlace = ({ var: { t } }: MemberPageContext) => ({
  kind: 'leaving' as const,
  name: t('flagOut.place.name'),
  readers: t('flagOut.place.readers'),
})

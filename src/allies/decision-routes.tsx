import { Hono } from 'hono'
import { FollowerPage, FollowersPage, RemoveFollowerPage } from '../../views/allies/followers-pages.tsx'
import { RemoteCommentPage } from '../../views/allies/remote-comment-page.tsx'
import { toFormErrors } from '../../views/components/errors.tsx'
import { readReaders } from '../channels/queries.ts'
import { queuePlace } from '../moderation/queue-place.ts'
import type { Refusal, Result } from '../result.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember, requireModerator } from '../web/require-member.ts'
import {
  type MemberPageContext,
  missingPage,
  type PageContext,
  type PageOptions,
  page,
  refusedPage,
  seeOther,
  statusOf,
} from '../web/respond.tsx'
import { acceptComment } from './accept-comment.ts'
import { acceptFollower } from './accept-follower.ts'
import { readKnownOfServer } from './known-of-server.ts'
import {
  type FollowerView,
  type RemoteCommentView,
  readFollower,
  readFollowers,
  readRemoteComment,
} from './moderator-queries.ts'
import { refuseComment } from './refuse-comment.ts'
import { rejectFollower } from './reject-follower.ts'
import { removeComment } from './remove-comment.ts'
import { removeFollower } from './remove-follower.ts'
import { mayShowElsewhere } from './rules.ts'

/** What moderators decide: who may follow, and which answers from elsewhere go into a channel. */
export const decisionRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/queue/followers/:followerId', requireMember, requireModerator, async (c) => {
      const follower = await readFollower(c.var.ctx, c.req.param('followerId'))
      return follower ? followerPage(c, follower) : missingPage(c)
    })

    .post('/queue/followers/:followerId/accept', requireMember, requireModerator, async (c) => {
      const { ctx } = c.var
      const followerId = c.req.param('followerId')
      const understood = (await readForm(c)).flag('understood')
      const result = await acceptFollower(ctx, { followerId, understood })
      if (result.ok) return seeOther(c, `/queue?done=followerAccepted&of=followers/${followerId}`)
      const [{ field }] = result.refusals
      const follower = field === undefined ? undefined : await readFollower(ctx, followerId)
      return follower ? followerPage(c, follower, result.refusals) : refusedPage(c, result.refusals)
    })

    .post('/queue/followers/:followerId/reject', requireMember, requireModerator, async (c) => {
      const result = await rejectFollower(c.var.ctx, { followerId: c.req.param('followerId') })
      return result.ok ? seeOther(c, '/queue?done=followerRejected') : refusedPage(c, result.refusals)
    })

    .get('/channels/:channelId/followers', requireMember, requireModerator, async (c) => {
      const { ctx, t } = c.var
      const before = c.req.query('before')
      const list = await readFollowers(ctx, c.req.param('channelId'), { before })
      if (!list) return missingPage(c)
      const { channel, followers, older } = list
      const here = `/channels/${channel.id}/followers`
      const text =
        c.req.query('done') === 'removed'
          ? t(channel.kind === 'open' ? 'followers.done.removedOpen' : 'followers.done.removed')
          : undefined
      return page(
        c,
        {
          place: { kind: 'inside', name: channel.name, readers: t('queue.readers') },
          back: { href: '/channels' },
          ...(text === undefined ? {} : { notice: { tone: 'done', text } }),
        },
        <FollowersPage
          t={t}
          channel={channel}
          followers={followers}
          older={older === undefined ? undefined : `${here}?before=${older}`}
          newer={before === undefined ? undefined : here}
        />,
      )
    })

    .get('/channels/:channelId/followers/:followerId/remove', requireMember, requireModerator, async (c) => {
      const { ctx, t } = c.var
      const follower = await readFollower(ctx, c.req.param('followerId'))
      if (!follower || follower.channelId !== c.req.param('channelId')) return missingPage(c)
      return page(
        c,
        {
          place: { kind: 'inside', name: follower.channelName, readers: t('queue.readers') },
          back: { href: `/channels/${follower.channelId}/followers` },
        },
        <RemoveFollowerPage t={t} follower={follower} />,
      )
    })

    .post('/channels/:channelId/followers/:followerId/remove', requireMember, requireModerator, async (c) => {
      const result = await removeFollower(c.var.ctx, { followerId: c.req.param('followerId') })
      return result.ok
        ? seeOther(c, `/channels/${result.value.channelId}/followers?done=removed`)
        : refusedPage(c, result.refusals)
    })

    .get('/queue/comments/:commentId', requireMember, requireModerator, async (c) => {
      const comment = await readRemoteComment(c.var.ctx, c.req.param('commentId'))
      return comment ? commentPage(c, comment) : missingPage(c)
    })

    .post('/queue/comments/:commentId/accept', requireMember, requireModerator, async (c) => {
      const remoteCommentId = c.req.param('commentId')
      const seen = (await readForm(c)).line('seen')
      const result = await acceptComment(c.var.ctx, { remoteCommentId, seen })
      return afterDecision(c, remoteCommentId, result, `published&of=comments/${remoteCommentId}`)
    })

    .post('/queue/comments/:commentId/refuse', requireMember, requireModerator, async (c) => {
      const remoteCommentId = c.req.param('commentId')
      const seen = (await readForm(c)).line('seen')
      const result = await refuseComment(c.var.ctx, { remoteCommentId, seen })
      return afterDecision(c, remoteCommentId, result, 'commentRefused')
    })

    .post('/queue/comments/:commentId/remove', requireMember, requireModerator, async (c) => {
      const remoteCommentId = c.req.param('commentId')
      const result = await removeComment(c.var.ctx, { remoteCommentId })
      return afterDecision(c, remoteCommentId, result, 'commentRemoved')
    })

const followerPage = async (
  c: MemberPageContext,
  follower: FollowerView,
  refusals?: readonly [Refusal, ...Refusal[]],
) =>
  page(
    c,
    { ...queueOf(c), ...(refusals ? { status: statusOf(refusals) } : {}) },
    <FollowerPage
      t={c.var.t}
      now={c.var.ctx.clock.now()}
      follower={follower}
      known={await readKnownOfServer(c.var.ctx, follower.host)}
      mayShowElsewhere={mayShowElsewhere(follower)}
      errors={toFormErrors(c.var.t, refusals ?? [])}
    />,
  )

/** Words that changed since she saw them are shown as they are now, for her to decide on those. */
async function afterDecision(
  c: MemberPageContext,
  remoteCommentId: string,
  result: Result<undefined>,
  done: string,
): Promise<Response> {
  if (result.ok) return seeOther(c, `/queue?done=${done}`)
  const [{ field, message }] = result.refusals
  const comment = field === 'seen' ? await readRemoteComment(c.var.ctx, remoteCommentId) : undefined
  if (!comment) return refusedPage(c, result.refusals)
  const notice = { tone: 'warning', text: c.var.t(message) } as const
  return commentPage(c, comment, { status: statusOf(result.refusals), notice })
}

async function commentPage(
  c: MemberPageContext,
  comment: RemoteCommentView,
  told: Partial<PageOptions> = {},
): Promise<Response> {
  const { t, ctx } = c.var
  const readers = await readersOfComment(c, comment)
  return page(
    c,
    { ...commentPlace(c, comment), ...told },
    <RemoteCommentPage t={t} now={ctx.clock.now()} comment={{ ...comment, readers }} />,
  )
}

/** Named only while there is something to decide, and where not everybody reads. */
async function readersOfComment(c: MemberPageContext, comment: RemoteCommentView) {
  const { seen, channelId: id, channelKind: kind, channelName: channel } = comment
  if (seen === undefined || kind === 'open') return undefined
  const place = 'own' as const
  return { place, kind, channel, host: '', servers: await readReaders(c.var.ctx, { place, id }) }
}

const queueOf = (c: PageContext) => ({
  place: queuePlace(c.var.t),
  back: { href: '/queue' },
})

/** What waits there goes outside once it is accepted; afterwards nothing leaves any more. */
const commentPlace = (c: PageContext, { seen }: Pick<RemoteCommentView, 'seen'>) => ({
  place: {
    kind: seen === undefined ? ('inside' as const) : ('leaving' as const),
    name: c.var.t('remoteComments.place.name'),
    readers: c.var.t('remoteComments.place.readers'),
  },
  back: { href: '/queue' },
})

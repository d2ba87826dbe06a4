import { Hono } from 'hono'
import { FollowedChannelPage } from '../../views/allies/channel-page.tsx'
import { toFormErrors } from '../../views/components/errors.tsx'
import { listGroups } from '../groups/queries.ts'
import { membersPlace } from '../groups/view-models.ts'
import { couldBeId } from '../ids.ts'
import { can } from '../policy/permissions.ts'
import type { Refusal, Result } from '../result.ts'
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
import { readChannelView } from './channel-queries.ts'
import { confirmMove, dismissMove } from './decide-move.ts'
import { muteChannel, muteChannelForAll } from './mute-channel.ts'
import { placeChannel } from './place-channel.ts'
import { readAlliedFeed, readAlliedPinned } from './queries.ts'
import type { ResolveChannel } from './remote.ts'
import { alliedPostModel } from './view-models.ts'

const said = {
  muted: 'allies.mute.done.muted',
  unmuted: 'allies.mute.done.unmuted',
  placed: 'allies.place.done',
  moved: 'allies.move.done',
  stayed: 'allies.move.dismissed',
} as const

const isSaid = (done: string | undefined): done is keyof typeof said => done !== undefined && done in said

/** One channel of others: its page, how much of it is seen, and where it says that it went. */
export const channelRoutes = ({ resolveChannel }: { readonly resolveChannel: ResolveChannel }) =>
  new Hono<MemberEnv & AppEnv>()
    .get('/allies/channels/:followedChannelId', requireMember, (c) =>
      channelPage(c, c.req.param('followedChannelId')),
    )

    .post('/allies/channels/:followedChannelId/mute', requireMember, async (c) => {
      const followedChannelId = c.req.param('followedChannelId')
      return back(
        c,
        followedChannelId,
        await muteChannel(c.var.ctx, { followedChannelId, muted: true }),
        'muted',
      )
    })

    .post('/allies/channels/:followedChannelId/unmute', requireMember, async (c) => {
      const followedChannelId = c.req.param('followedChannelId')
      const result = await muteChannel(c.var.ctx, { followedChannelId, muted: false })
      return back(c, followedChannelId, result, 'unmuted')
    })

    .post('/allies/channels/:followedChannelId/mute-for-all', requireMember, requireModerator, async (c) => {
      const followedChannelId = c.req.param('followedChannelId')
      const result = await muteChannelForAll(c.var.ctx, { followedChannelId, muted: true })
      return back(c, followedChannelId, result, 'muted')
    })

    .post(
      '/allies/channels/:followedChannelId/unmute-for-all',
      requireMember,
      requireModerator,
      async (c) => {
        const followedChannelId = c.req.param('followedChannelId')
        const result = await muteChannelForAll(c.var.ctx, { followedChannelId, muted: false })
        return back(c, followedChannelId, result, 'unmuted')
      },
    )

    .post('/allies/channels/:followedChannelId/place', requireMember, requireModerator, async (c) => {
      const followedChannelId = c.req.param('followedChannelId')
      const groupId = (await readForm(c)).line('groupId')
      const result = await placeChannel(c.var.ctx, { followedChannelId, groupId, placed: true })
      if (!result.ok && result.refusals[0].field !== undefined)
        return channelPage(c, followedChannelId, result.refusals)
      return back(c, followedChannelId, result, 'placed')
    })

    .post('/allies/channels/:followedChannelId/unplace', requireMember, requireModerator, async (c) => {
      const followedChannelId = c.req.param('followedChannelId')
      const groupId = (await readForm(c)).line('groupId')
      const result = await placeChannel(c.var.ctx, { followedChannelId, groupId, placed: false })
      return back(c, followedChannelId, result, 'placed')
    })

    .post('/allies/channels/:followedChannelId/move', requireMember, requireModerator, async (c) => {
      const { ctx } = c.var
      const followedChannelId = c.req.param('followedChannelId')
      const channel = await readChannelView(ctx, followedChannelId)
      if (!channel?.move) return missingPage(c)
      // What was told is asked for again: it may have changed, and nothing was kept of it but the address.
      const target = await resolveChannel(ctx, channel.move.uri)
      const result = target.ok ? await confirmMove(ctx, { followedChannelId, target: target.value }) : target
      return result.ok
        ? seeOther(c, `/allies/channels/${result.value.followedChannelId}?done=moved`)
        : channelPage(c, followedChannelId, withoutField(result.refusals))
    })

    .post('/allies/channels/:followedChannelId/stay', requireMember, requireModerator, async (c) => {
      const followedChannelId = c.req.param('followedChannelId')
      return back(c, followedChannelId, await dismissMove(c.var.ctx, { followedChannelId }), 'stayed')
    })

/** There is no field for the address here: nobody typed it. */
function withoutField([first]: readonly [Refusal, ...Refusal[]]): readonly [Refusal] {
  const { field: _field, ...refusal } = first
  return [refusal]
}

const back = (c: MemberPageContext, id: string, result: Result<undefined>, done: keyof typeof said) =>
  result.ok && couldBeId(id)
    ? seeOther(c, `/allies/channels/${id}?done=${done}`)
    : result.ok
      ? missingPage(c)
      : refusedPage(c, result.refusals)

async function channelPage(
  c: MemberPageContext,
  id: string,
  refusals?: readonly [Refusal, ...Refusal[]],
): Promise<Response> {
  const { ctx, t } = c.var
  const channel = await readChannelView(ctx, id)
  if (!channel) return missingPage(c)
  const before = c.req.query('before')
  const { languages } = c.var.reader
  const isCare = can(ctx.actor, 'channel.follow')
  const { posts, older } = await readAlliedFeed(ctx, { before, languages, channelId: channel.id })
  const pinned = before === undefined ? await readAlliedPinned(ctx, channel.id, languages) : []
  const shownIn = new Set(channel.placedIn.map((group) => group.id))
  const groups = isCare ? (await listGroups(ctx)).filter((group) => !shownIn.has(group.id)) : []
  const done = c.req.query('done')
  const here = `/allies/channels/${channel.id}`
  return page(
    c,
    {
      place: membersPlace(t, t('allies.place.name')),
      tab: 'home',
      back: { href: '/allies/channels' },
      ...(refusals ? { status: statusOf(refusals) } : {}),
      ...(isSaid(done) ? { notice: { tone: 'done' as const, text: t(said[done]) } } : {}),
    },
    <FollowedChannelPage
      t={t}
      now={ctx.clock.now()}
      channel={channel}
      pinned={pinned.map(alliedPostModel)}
      posts={posts.map(alliedPostModel)}
      older={older === undefined ? undefined : `${here}?before=${older}`}
      newer={before === undefined ? undefined : here}
      care={isCare ? { groups } : undefined}
      errors={refusals && toFormErrors(t, refusals)}
    />,
  )
}

import { Hono } from 'hono'
import { FollowedChannelsPage, LeaveChannelPage } from '../../views/allies/channels-page.tsx'
import { ConfirmFollowPage, FollowPage } from '../../views/allies/follow-pages.tsx'
import { toFormErrors } from '../../views/components/errors.tsx'
import { membersPlace } from '../groups/view-models.ts'
import { can } from '../policy/permissions.ts'
import { invalid, type Refusal, type Result, refuse } from '../result.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember, requireModerator } from '../web/require-member.ts'
import { missingPage, type PageContext, page, refusedPage, seeOther, statusOf } from '../web/respond.tsx'
import { followChannel } from './follow-channel.ts'
import { leaveChannel } from './leave-channel.ts'
import { findFollowing, listFollowedChannels, readFollowedChannel } from './moderator-queries.ts'
import type { RemoteChannel, ResolveChannel } from './remote.ts'
import { cleanName, cleanSummary } from './rules.ts'

const longestAddress = 500

/** Following the channels of others, and leaving them. */
export const followRoutes = ({ resolveChannel }: { readonly resolveChannel: ResolveChannel }) => {
  /** Asks the network, outside any transaction; an address that cannot be one is refused before. */
  const resolve = async (c: PageContext, address: string): Promise<Result<RemoteChannel>> => {
    if (address === '') return refuse(invalid('address', 'allies.follow.errors.empty'))
    if (address.length > longestAddress) return refuse(invalid('address', 'allies.follow.errors.long'))
    return resolveChannel(c.var.ctx, address)
  }

  return new Hono<MemberEnv & AppEnv>()
    .get('/allies/channels', requireMember, async (c) => {
      const { ctx, t } = c.var
      const done = c.req.query('done')
      const text =
        done === 'followed' || done === 'left' ? t(`allies.channels.done.${done}` as const) : undefined
      return page(
        c,
        {
          place: membersPlace(t, t('allies.place.name')),
          tab: 'home',
          back: { href: '/allies' },
          ...(text === undefined ? {} : { notice: { tone: 'done' as const, text } }),
        },
        <FollowedChannelsPage
          t={t}
          channels={await listFollowedChannels(ctx)}
          mayFollow={can(ctx.actor, 'channel.follow')}
        />,
      )
    })

    .get('/allies/follow', requireMember, requireModerator, (c) =>
      page(c, placeOf(c), <FollowPage t={c.var.t} />),
    )

    .post('/allies/follow', requireMember, requireModerator, async (c) => {
      const address = (await readForm(c)).line('address')
      const found = await resolve(c, address)
      if (!found.ok) return askAgain(c, address, found.refusals)
      const known = await findFollowing(c.var.ctx, found.value.actorUri)
      // Its own page says how far it is; there is nothing to ask again.
      if (known !== undefined) return seeOther(c, `/allies/channels/${known}`)
      return confirmPage(c, address, found.value)
    })

    .post('/allies/follow/confirm', requireMember, requireModerator, async (c) => {
      const form = await readForm(c)
      const address = form.line('address')
      // What the form says was found is only compared; what is followed is looked up again.
      const found = await resolve(c, address)
      if (!found.ok) return askAgain(c, address, found.refusals)
      if (form.line('seen') !== seenOf(found.value)) {
        return confirmPage(c, address, found.value, [
          { kind: 'conflict', message: 'allies.follow.errors.changed' },
        ])
      }
      const result = await followChannel(c.var.ctx, { channel: found.value })
      if (result.ok) return seeOther(c, '/allies/channels?done=followed')
      const [{ field }] = result.refusals
      return field === undefined ? refusedPage(c, result.refusals) : askAgain(c, address, result.refusals)
    })

    .get('/allies/channels/:followedChannelId/leave', requireMember, requireModerator, async (c) => {
      const { ctx, t } = c.var
      const channel = await readFollowedChannel(ctx, c.req.param('followedChannelId'))
      if (!channel) return missingPage(c)
      return page(
        c,
        { ...placeOf(c), back: { href: '/allies/channels' } },
        <LeaveChannelPage t={t} channel={channel} />,
      )
    })

    .post('/allies/channels/:followedChannelId/leave', requireMember, requireModerator, async (c) => {
      const result = await leaveChannel(c.var.ctx, { followedChannelId: c.req.param('followedChannelId') })
      return result.ok ? seeOther(c, '/allies/channels?done=left') : refusedPage(c, result.refusals)
    })
}

/** The place of the pages on which moderators follow and leave channels. */
const placeOf = (c: PageContext) => ({
  place: {
    kind: 'inside' as const,
    name: c.var.t('allies.channels.title'),
    readers: c.var.t('queue.readers'),
  },
  tab: 'home' as const,
  back: { href: '/allies/channels' },
})

const seenOf = ({ kind, actorUri }: RemoteChannel): string => `${kind} ${actorUri}`

function confirmPage(
  c: PageContext,
  address: string,
  channel: RemoteChannel,
  refusals?: readonly [Refusal, ...Refusal[]],
): Promise<Response> {
  const { t } = c.var
  const name = cleanName(channel.name, channel.actorUri)
  const summary = cleanSummary(channel.summary)
  return page(
    c,
    { ...placeOf(c), back: { href: '/allies/follow' }, ...(refusals ? { status: statusOf(refusals) } : {}) },
    <ConfirmFollowPage
      t={t}
      channel={{ ...channel, name, summary }}
      others={(channel.ofPost?.others ?? []).map((other) => ({
        name: cleanName(other.name, other.actorUri),
        actorUri: other.actorUri,
      }))}
      address={address}
      seen={seenOf(channel)}
      errors={refusals && toFormErrors(t, refusals)}
    />,
  )
}

const askAgain = (c: PageContext, address: string, refusals: readonly [Refusal, ...Refusal[]]) =>
  page(
    c,
    { ...placeOf(c), status: statusOf(refusals) },
    <FollowPage t={c.var.t} address={address} errors={toFormErrors(c.var.t, refusals)} />,
  )

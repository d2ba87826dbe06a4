import { Hono } from 'hono'
import { NetworkPage } from '../../views/channels/network.tsx'
import { toFormErrors } from '../../views/components/errors.tsx'
import { can } from '../policy/permissions.ts'
import type { Refusal } from '../result.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember } from '../web/require-member.ts'
import {
  type MemberPageContext,
  missingPage,
  page,
  refusedPage,
  seeOther,
  statusOf,
} from '../web/respond.tsx'
import { allowCarrying, chooseCarried, readCarried, readMayBeCarried } from './choose-carrying.ts'
import { managePlace, readOpenChannel, requireManager } from './manage-fragments.tsx'

/** Networks: whether they may pass on what stands in an allied channel, and what it passes on itself. */
export const networkRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/channels/:slug/manage/network', requireMember, requireManager, (c) => networkPage(c))

    .post('/channels/:slug/manage/network/allow', requireMember, requireManager, async (c) => {
      const slug = c.req.param('slug')
      const mayBeCarried = (await readForm(c)).line('carried') === 'yes'
      const result = await allowCarrying(c.var.ctx, { slug, mayBeCarried })
      return result.ok
        ? seeOther(c, `/channels/${slug}/manage/network?done=allowed`)
        : refusedPage(c, result.refusals)
    })

    .post('/channels/:slug/manage/network/carry', requireMember, requireManager, async (c) => {
      const slug = c.req.param('slug')
      const followedChannelIds = (await readForm(c)).all('channels')
      const result = await chooseCarried(c.var.ctx, { slug, followedChannelIds })
      if (result.ok) return seeOther(c, `/channels/${slug}/manage/network?done=chosen`)
      return statusOf(result.refusals) === 422
        ? networkPage(c, result.refusals)
        : refusedPage(c, result.refusals)
    })

const said = {
  allowed: 'channels.network.done.allowed',
  chosen: 'channels.network.done.chosen',
} as const

const isSaid = (done: string | undefined): done is keyof typeof said => done !== undefined && done in said

async function networkPage(c: MemberPageContext, refusals: readonly Refusal[] = []) {
  const { ctx, t } = c.var
  const channel = await readOpenChannel(c)
  if (channel?.kind !== 'allied') return missingPage(c)
  const done = c.req.query('done')
  return page(
    c,
    {
      ...managePlace(c, `/channels/${channel.slug}/manage`),
      status: refusals.length > 0 ? 422 : 200,
      ...(isSaid(done) ? { notice: { tone: 'done' as const, text: t(said[done]) } } : {}),
    },
    <NetworkPage
      t={t}
      channel={{ slug: channel.slug, name: channel.name }}
      mayBeCarried={await readMayBeCarried(ctx, channel.id)}
      followed={can(ctx.actor, 'channel.carry') ? await readCarried(ctx, channel.id) : undefined}
      errors={toFormErrors(t, refusals)}
    />,
  )
}

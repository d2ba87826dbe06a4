import { Hono } from 'hono'
import { CloseChannelPage, FormerPage } from '../../views/channels/places.tsx'
import { toFormErrors } from '../../views/components/errors.tsx'
import type { ResolveChannel } from '../allies/remote.ts'
import { can } from '../policy/permissions.ts'
import { invalid, type Refusal, type Result, refuse } from '../result.ts'
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
import { closeChannel } from './close-channel.ts'
import { managePlace, readOpenChannel, requireManager } from './manage-fragments.tsx'
import { readChannelSettings } from './manage-queries.ts'
import type { ChannelSummary } from './queries.ts'
import { addFormerAddress, removeFormerAddress } from './set-former-addresses.ts'

const longestAddress = 500

/** Where a channel came from, and closing it for good; both are an admin's. */
export const endRoutes = ({ resolveChannel }: { readonly resolveChannel: ResolveChannel }) => {
  /** An old address may be written as a handle or a web address; which actor it is, its own server says. */
  const addFormer = async (
    c: MemberPageContext,
    slug: string,
    address: string,
  ): Promise<Result<undefined>> => {
    if (address === '' || address.length > longestAddress) {
      return refuse(invalid('address', 'channels.errors.aliasNone'))
    }
    const found = await resolveChannel(c.var.ctx, address)
    return found.ok ? addFormerAddress(c.var.ctx, { slug, former: found.value }) : found
  }

  return new Hono<MemberEnv & AppEnv>()
    .get('/channels/:slug/manage/former', requireMember, requireManager, async (c) => {
      const channel = can(c.var.ctx.actor, 'channel.move') ? await readOpenChannel(c) : undefined
      return channel ? formerPage(c, channel) : missingPage(c)
    })

    .post('/channels/:slug/manage/former', requireMember, requireManager, async (c) => {
      const { ctx } = c.var
      const channel = can(ctx.actor, 'channel.move') ? await readOpenChannel(c) : undefined
      if (!channel) return missingPage(c)
      const address = (await readForm(c)).line('address')
      const result = await addFormer(c, channel.slug, address)
      if (result.ok) return seeOther(c, `/channels/${channel.slug}/manage?done=former`)
      const [{ field }] = result.refusals
      if (field === undefined) return refusedPage(c, result.refusals)
      return formerPage(c, channel, { address, refusals: result.refusals })
    })

    .post('/channels/:slug/manage/former/remove', requireMember, requireManager, async (c) => {
      const slug = c.req.param('slug')
      const uri = (await readForm(c)).line('uri')
      const result = await removeFormerAddress(c.var.ctx, { slug, uri })
      return result.ok ? seeOther(c, `/channels/${slug}/manage?done=former`) : refusedPage(c, result.refusals)
    })

    .get('/channels/:slug/manage/close', requireMember, requireManager, async (c) => {
      const channel = can(c.var.ctx.actor, 'channel.close') ? await readOpenChannel(c) : undefined
      return channel ? closePage(c, channel) : missingPage(c)
    })

    .post('/channels/:slug/manage/close', requireMember, requireManager, async (c) => {
      const channel = can(c.var.ctx.actor, 'channel.close') ? await readOpenChannel(c) : undefined
      if (!channel) return missingPage(c)
      const form = await readForm(c)
      const editions = form.line('editions')
      const { slug } = channel
      const result = await closeChannel(c.var.ctx, { slug, editions, understood: form.flag('understood') })
      if (result.ok) return seeOther(c, `/channels/${slug}/manage?done=closed`)
      if (statusOf(result.refusals) !== 422) return refusedPage(c, result.refusals)
      return closePage(c, channel, { value: editions, refusals: result.refusals })
    })
}

async function formerPage(
  c: MemberPageContext,
  channel: ChannelSummary,
  { address, refusals = [] }: { readonly address?: string; readonly refusals?: readonly Refusal[] } = {},
) {
  const { ctx, t } = c.var
  const { aliases } = await readChannelSettings(ctx, channel.id)
  return page(
    c,
    { ...managePlace(c, `/channels/${channel.slug}/manage`), status: refusals.length > 0 ? 422 : 200 },
    <FormerPage
      t={t}
      slug={channel.slug}
      own={channel.actorUri}
      aliases={aliases}
      address={address}
      errors={toFormErrors(t, refusals)}
    />,
  )
}

function closePage(
  c: MemberPageContext,
  { slug, name }: ChannelSummary,
  { value, refusals = [] }: { readonly value?: string; readonly refusals?: readonly Refusal[] } = {},
) {
  const { t } = c.var
  return page(
    c,
    { ...managePlace(c, `/channels/${slug}/manage`), status: refusals.length > 0 ? 422 : 200 },
    <CloseChannelPage t={t} slug={slug} name={name} value={value} errors={toFormErrors(t, refusals)} />,
  )
}

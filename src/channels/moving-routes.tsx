import { Hono } from 'hono'
import { MovingPage } from '../../views/channels/places.tsx'
import { toFormErrors } from '../../views/components/errors.tsx'
import type { RemoteChannel, ResolveChannel } from '../allies/remote.ts'
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
import { managePlace, requireManager } from './manage-fragments.tsx'
import { moveChannels } from './move-channels.ts'
import { readChannels } from './queries.ts'

const longestAddress = 500

/** The whole community has moved to another host: an admin says where each channel goes on. */
export const movingRoutes = ({ resolveChannel }: { readonly resolveChannel: ResolveChannel }) =>
  new Hono<MemberEnv & AppEnv>()
    .get('/moving', requireMember, requireManager, (c) =>
      can(c.var.ctx.actor, 'channel.move') ? movingPage(c, new Map()) : missingPage(c),
    )

    .post('/moving', requireMember, requireManager, async (c) => {
      const { ctx } = c.var
      if (!can(ctx.actor, 'channel.move')) return missingPage(c)
      const form = await readForm(c)
      const addresses = new Map<string, string>()
      for (const { slug } of await readMovable(c)) {
        const address = form.line(`address-${slug}`).slice(0, longestAddress)
        if (address !== '') addresses.set(slug, address)
      }
      const found = await resolveAll(c, resolveChannel, addresses)
      if (found.refusals.length > 0) return movingPage(c, addresses, found.refusals)
      const result = await moveChannels(ctx, { moves: found.moves, understood: form.flag('understood') })
      if (result.ok) return seeOther(c, '/channels?done=moved')
      if (statusOf(result.refusals) !== 422) return refusedPage(c, result.refusals)
      return movingPage(c, addresses, result.refusals)
    })

/** Asks for all at once, outside any transaction; a refusal stands beside the address that it is about. */
async function resolveAll(
  c: MemberPageContext,
  resolveChannel: ResolveChannel,
  addresses: ReadonlyMap<string, string>,
) {
  const refusals: Refusal[] = []
  const moves: { readonly slug: string; readonly target: RemoteChannel }[] = []
  await Promise.all(
    Array.from(addresses, async ([slug, address]) => {
      const found = await resolveChannel(c.var.ctx, address)
      if (found.ok) moves.push({ slug, target: found.value })
      else refusals.push(...found.refusals.map((refusal) => ({ ...refusal, field: `address-${slug}` })))
    }),
  )
  // As they stand on the page, whoever answered first; the order in which their rows are locked, too.
  moves.sort((one, other) => (one.slug < other.slug ? -1 : 1))
  return { moves, refusals }
}

async function readMovable(c: MemberPageContext) {
  const channels = await readChannels(c.var.ctx)
  return channels.filter(({ closedOn, movedTo }) => closedOn === undefined && movedTo === undefined)
}

async function movingPage(
  c: MemberPageContext,
  addresses: ReadonlyMap<string, string>,
  refusals: readonly Refusal[] = [],
) {
  const { t } = c.var
  const channels = await readMovable(c)
  return page(
    c,
    { ...managePlace(c, '/channels'), status: refusals.length > 0 ? 422 : 200 },
    <MovingPage
      t={t}
      channels={channels.map(({ slug, name, actorUri }) => ({
        slug,
        name,
        actorUri,
        address: addresses.get(slug) ?? '',
      }))}
      errors={toFormErrors(t, refusals)}
    />,
  )
}

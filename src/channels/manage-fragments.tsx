import { createMiddleware } from 'hono/factory'
import { can } from '../policy/permissions.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { type MemberPageContext, missingPage } from '../web/respond.tsx'
import { type ChannelSummary, readChannel } from './queries.ts'

/** Lets those through who may change channels; for everybody else the page does not exist. */
export const requireManager = createMiddleware<MemberEnv & AppEnv>(async (c, next) =>
  can(c.var.ctx.actor, 'channel.change') ? next() : missingPage(c),
)

/** A channel that is not closed: nothing about a closed one changes any more. */
export async function readOpenChannel(c: MemberPageContext): Promise<ChannelSummary | undefined> {
  const channel = await readChannel(c.var.ctx, c.req.param('slug') ?? '')
  return channel?.closedOn === undefined ? channel : undefined
}

/** Where the pages about a channel are; they say who reads them and never the channel's name. */
export const managePlace = ({ var: { t } }: MemberPageContext, back: string) => ({
  place: {
    kind: 'inside' as const,
    name: t('channels.place.name'),
    readers: t('channels.manage.readers'),
  },
  back: { href: back },
})

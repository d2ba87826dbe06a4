import { createMiddleware } from 'hono/factory'
import type { AppEnv, MemberEnv } from './environment.ts'
import { missingPage, seeOther } from './respond.tsx'

/**
 * Lets members through; everybody else gets the one sign-in page with 404. A member who has not settled the name
 * others will see is led there first.
 */
export const requireMember = createMiddleware<MemberEnv & AppEnv>(async (c, next) => {
  const { ctx, member } = c.var
  if (c.var.barred) return seeOther(c, '/standing')
  if (!member || ctx.actor.kind !== 'member') return missingPage(c)
  if (!member.displayNameSettled && c.req.path !== '/welcome') return seeOther(c, '/welcome')
  return next()
})

/** Lets moderators through; for everybody else the page does not exist. */
export const requireModerator = createMiddleware<MemberEnv & AppEnv>(async (c, next) => {
  const { actor } = c.var.ctx
  return actor.kind === 'member' && actor.roles.includes('moderator') ? next() : missingPage(c)
})

import { Hono } from 'hono'
import { LeavePage } from '../../views/groups/leave-page.tsx'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { requireMember } from '../web/require-member.ts'
import { missingPage, page, refusedPage, seeOther } from '../web/respond.tsx'
import { leaveGroup, returnToGroup } from './leave-group.ts'
import { muteGroup } from './mute-group.ts'
import { pinPost, unpinPost } from './pin-post.ts'
import { readGroup } from './queries.ts'
import { groupPlace } from './view-models.ts'

/** Leaving a group, coming back, quiet; and what stays on top. */
export const belongingRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/groups/:groupId/leave', requireMember, async (c) => {
      const { ctx, t } = c.var
      const group = await readGroup(ctx, c.req.param('groupId'))
      if (!group) return missingPage(c)
      return page(
        c,
        { place: groupPlace(t, group), tab: 'groups', back: { href: `/groups/${group.id}` } },
        <LeavePage t={t} group={group} />,
      )
    })

    .post('/groups/:groupId/leave', requireMember, async (c) => {
      const result = await leaveGroup(c.var.ctx, { groupId: c.req.param('groupId') })
      return result.ok ? seeOther(c, '/groups?done=left') : refusedPage(c, result.refusals)
    })

    .post('/groups/:groupId/return', requireMember, async (c) => {
      const groupId = c.req.param('groupId')
      const result = await returnToGroup(c.var.ctx, { groupId })
      return result.ok ? seeOther(c, `/groups/${groupId}?done=returned`) : refusedPage(c, result.refusals)
    })

    .post('/groups/:groupId/mute', requireMember, async (c) => {
      const groupId = c.req.param('groupId')
      const result = await muteGroup(c.var.ctx, { groupId, isMuted: true })
      return result.ok ? seeOther(c, `/groups/${groupId}?done=muted`) : refusedPage(c, result.refusals)
    })

    .post('/groups/:groupId/unmute', requireMember, async (c) => {
      const groupId = c.req.param('groupId')
      const result = await muteGroup(c.var.ctx, { groupId, isMuted: false })
      return result.ok ? seeOther(c, `/groups/${groupId}?done=unmuted`) : refusedPage(c, result.refusals)
    })

    .post('/posts/:postId/pin', requireMember, async (c) => {
      const result = await pinPost(c.var.ctx, { postId: c.req.param('postId') })
      return result.ok
        ? seeOther(c, `/groups/${result.value.groupId}?done=pinned`)
        : refusedPage(c, result.refusals)
    })

    .post('/posts/:postId/unpin', requireMember, async (c) => {
      const result = await unpinPost(c.var.ctx, { postId: c.req.param('postId') })
      return result.ok
        ? seeOther(c, `/groups/${result.value.groupId}?done=unpinned`)
        : refusedPage(c, result.refusals)
    })

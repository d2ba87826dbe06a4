import { Hono } from 'hono'
import { PostLabels } from '../../views/components/post-card.tsx'
import { Also, Said } from '../../views/components/small-act.tsx'
import { MuteGroup } from '../../views/groups/group-about.tsx'
import { LeavePage } from '../../views/groups/leave-page.tsx'
import { PinButton } from '../../views/posts/pin-button.tsx'
import { readPost } from '../posts/queries.ts'
import { postModel } from '../posts/view-models.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { requireMember } from '../web/require-member.ts'
import {
  asksForFragment,
  fragment,
  type MemberPageContext,
  missingPage,
  page,
  refusedPage,
  seeOther,
} from '../web/respond.tsx'
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

    .post('/groups/:groupId/mute', requireMember, (c) => mute(c, c.req.param('groupId'), true))

    .post('/groups/:groupId/unmute', requireMember, (c) => mute(c, c.req.param('groupId'), false))

    .post('/posts/:postId/pin', requireMember, (c) => pin(c, c.req.param('postId'), true))

    .post('/posts/:postId/unpin', requireMember, (c) => pin(c, c.req.param('postId'), false))

async function mute(c: MemberPageContext, groupId: string, isMuted: boolean): Promise<Response> {
  const { ctx, t } = c.var
  const result = await muteGroup(ctx, { groupId, isMuted })
  if (!result.ok) return refusedPage(c, result.refusals)
  const here = `/groups/${groupId}`
  if (!asksForFragment(c)) return seeOther(c, `${here}?done=${isMuted ? 'muted' : 'unmuted'}`)
  return fragment(
    c,
    <>
      <MuteGroup t={t} here={here} isMuted={isMuted} focused />
      <Said>{t(isMuted ? 'group.done.muted' : 'group.done.unmuted')}</Said>
    </>,
  )
}

/** With the script she stays at the post, whose mark comes or goes. */
async function pin(c: MemberPageContext, postId: string, isPinned: boolean): Promise<Response> {
  const { ctx, t } = c.var
  const result = await (isPinned ? pinPost : unpinPost)(ctx, { postId })
  const here = `/posts/${postId}`
  if (!asksForFragment(c)) {
    return result.ok
      ? seeOther(c, `/groups/${result.value.groupId}?done=${isPinned ? 'pinned' : 'unpinned'}`)
      : refusedPage(c, result.refusals)
  }
  if (!result.ok) {
    const [{ kind, message, params }] = result.refusals
    if (kind !== 'conflict') return refusedPage(c, result.refusals)
    return fragment(
      c,
      <PinButton t={t} here={here} isPinned={false} error={t(message, params)} focused />,
      422,
    )
  }
  const post = await readPost(ctx, postId)
  return fragment(
    c,
    <>
      <PinButton t={t} here={here} isPinned={isPinned} focused />
      {post && (
        <Also target={`#labels-${postId}`}>
          <PostLabels {...postModel(t, post, { inThread: true })} />
        </Also>
      )}
      <Said>{t(isPinned ? 'group.done.pinned' : 'group.done.unpinned')}</Said>
    </>,
  )
}

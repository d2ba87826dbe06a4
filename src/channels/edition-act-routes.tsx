import { Hono } from 'hono'
import type { Result } from '../result.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember, requireModerator } from '../web/require-member.ts'
import { type MemberPageContext, refusedPage, seeOther } from '../web/respond.tsx'
import { lockThread, unlockThread } from './lock-thread.ts'
import { pinEdition, unpinEdition } from './pin-edition.ts'
import { isUsername } from './usernames.ts'

/** What moderators do to an edition that stands: put it on top, and allow no more answers. */
export const editionActRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .post('/editions/:editionId/pin', requireMember, requireModerator, async (c) => {
      const editionId = c.req.param('editionId')
      return answer(c, editionId, 'pinned', await pinEdition(c.var.ctx, { editionId }))
    })

    .post('/editions/:editionId/unpin', requireMember, requireModerator, async (c) => {
      const editionId = c.req.param('editionId')
      const from = (await readForm(c)).line('from')
      const result = await unpinEdition(c.var.ctx, { editionId })
      return result.ok && isUsername(from)
        ? seeOther(c, `/channels/${from}/manage?done=unpinned`)
        : answer(c, editionId, 'unpinned', result)
    })

    .post('/editions/:editionId/lock', requireMember, requireModerator, async (c) => {
      const editionId = c.req.param('editionId')
      return answer(c, editionId, 'locked', await lockThread(c.var.ctx, { editionId }))
    })

    .post('/editions/:editionId/unlock', requireMember, requireModerator, async (c) => {
      const editionId = c.req.param('editionId')
      return answer(c, editionId, 'unlocked', await unlockThread(c.var.ctx, { editionId }))
    })

const answer = (c: MemberPageContext, editionId: string, done: string, result: Result<undefined>) =>
  result.ok ? seeOther(c, `/editions/${editionId}?done=${done}`) : refusedPage(c, result.refusals)

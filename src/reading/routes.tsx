import { Hono } from 'hono'
import { SaveButton } from '../../views/reading/save-button.tsx'
import { SavedPage } from '../../views/reading/saved-page.tsx'
import type { MemberCtx } from '../context.ts'
import { membersPlace } from '../groups/view-models.ts'
import { postModel } from '../posts/view-models.ts'
import type { Result } from '../result.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { requireMember } from '../web/require-member.ts'
import {
  asksForFragment,
  fragment,
  type MemberPageContext,
  page,
  refusedPage,
  seeOther,
} from '../web/respond.tsx'
import { muteThread, savePost, unmuteThread, unsavePost } from './keep-thread.ts'
import { markAllRead } from './mark-all-read.ts'
import { readSaved } from './queries.ts'

/** What she keeps of threads for herself: saved, muted, read. */
export const readingRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/saved', requireMember, async (c) => {
      const { ctx, t, community } = c.var
      const before = c.req.query('before')
      const { posts, older } = await readSaved(ctx, { before })
      return page(
        c,
        { place: membersPlace(t, community.name), tab: 'home', back: { href: '/home' } },
        <SavedPage
          t={t}
          now={ctx.clock.now()}
          posts={posts.map((post) => postModel(t, post, { withGroup: true }))}
          older={older === undefined ? undefined : `/saved?before=${older}`}
          newer={before === undefined ? undefined : '/saved'}
        />,
      )
    })

    .post('/home/read', requireMember, async (c) => {
      const result = await markAllRead(c.var.ctx)
      return result.ok ? seeOther(c, '/home') : refusedPage(c, result.refusals)
    })

    .post('/posts/:postId/save', requireMember, (c) =>
      keep(c, c.req.param('postId'), savePost, 'saved', true),
    )

    .post('/posts/:postId/unsave', requireMember, (c) =>
      keep(c, c.req.param('postId'), unsavePost, 'unsaved', false),
    )

    .post('/posts/:postId/mute', requireMember, (c) => keep(c, c.req.param('postId'), muteThread, 'muted'))

    .post('/posts/:postId/unmute', requireMember, (c) =>
      keep(c, c.req.param('postId'), unmuteThread, 'unmuted'),
    )

/** With the script a saved post only changes its button. */
async function keep(
  c: MemberPageContext,
  postId: string,
  act: (ctx: MemberCtx, thread: { readonly postId: string }) => Promise<Result<undefined>>,
  done: string,
  isSaved?: boolean,
): Promise<Response> {
  const result = await act(c.var.ctx, { postId })
  if (!result.ok) return refusedPage(c, result.refusals)
  const here = `/posts/${postId}`
  return isSaved !== undefined && asksForFragment(c)
    ? fragment(c, <SaveButton t={c.var.t} here={here} isSaved={isSaved} />)
    : seeOther(c, `${here}?done=${done}`)
}

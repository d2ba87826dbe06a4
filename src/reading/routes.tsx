import { Hono } from 'hono'
import type { Child } from 'hono/jsx'
import { Said } from '../../views/components/small-act.tsx'
import { PostList } from '../../views/posts/post-list.tsx'
import { AllRead } from '../../views/reading/all-read.tsx'
import { MuteButton, SaveButton } from '../../views/reading/save-button.tsx'
import { SavedPage } from '../../views/reading/saved-page.tsx'
import { membersPlace } from '../groups/view-models.ts'
import type { Translator } from '../i18n/translator.ts'
import { postModel } from '../posts/view-models.ts'
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
      const list = {
        ...{ t, now: ctx.clock.now() },
        posts: posts.map((post) => postModel(t, post, { withGroup: true })),
        older: older === undefined ? undefined : `/saved?before=${older}`,
      }
      if (asksForFragment(c)) return fragment(c, <PostList {...list} hasArrived />)
      return page(
        c,
        { place: membersPlace(t, community.name), tab: 'home', back: { href: '/home' } },
        <SavedPage {...list} newer={before === undefined ? undefined : '/saved'} />,
      )
    })

    .post('/home/read', requireMember, async (c) => {
      const result = await markAllRead(c.var.ctx)
      if (!result.ok) return refusedPage(c, result.refusals)
      return asksForFragment(c) ? fragment(c, <AllRead t={c.var.t} />) : seeOther(c, '/home')
    })

    .post('/posts/:postId/save', requireMember, (c) => keep(c, c.req.param('postId'), 'saved'))

    .post('/posts/:postId/unsave', requireMember, (c) => keep(c, c.req.param('postId'), 'unsaved'))

    .post('/posts/:postId/mute', requireMember, (c) => keep(c, c.req.param('postId'), 'muted'))

    .post('/posts/:postId/unmute', requireMember, (c) => keep(c, c.req.param('postId'), 'unmuted'))

const acts = {
  saved: { act: savePost, said: 'post.savedDone' },
  unsaved: { act: unsavePost, said: 'post.unsavedDone' },
  muted: { act: muteThread, said: 'post.mutedDone' },
  unmuted: { act: unmuteThread, said: 'post.unmutedDone' },
} as const

/** With the script only the button changes. */
async function keep(c: MemberPageContext, postId: string, done: keyof typeof acts): Promise<Response> {
  const { ctx, t } = c.var
  const { act, said } = acts[done]
  const result = await act(ctx, { postId })
  if (!result.ok) return refusedPage(c, result.refusals)
  const here = `/posts/${postId}`
  return asksForFragment(c)
    ? fragment(
        c,
        <>
          {buttonOf(t, here, done)}
          <Said>{t(said)}</Said>
        </>,
      )
    : seeOther(c, `${here}?done=${done}`)
}

const buttonOf = (t: Translator, here: string, done: keyof typeof acts): Child =>
  done === 'saved' || done === 'unsaved' ? (
    <SaveButton t={t} here={here} isSaved={done === 'saved'} focused />
  ) : (
    <MuteButton t={t} here={here} isMuted={done === 'muted'} focused />
  )

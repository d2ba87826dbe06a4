import { Hono } from 'hono'
import { toFormErrors } from '../../views/components/errors.tsx'
import { ReactionBar } from '../../views/components/reaction-bar.tsx'
import { Poll } from '../../views/posts/poll.tsx'
import { PollPage } from '../../views/posts/poll-page.tsx'
import { groupPlace } from '../groups/view-models.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember } from '../web/require-member.ts'
import {
  asksForFragment,
  fragment,
  type MemberPageContext,
  missingPage,
  page,
  refusedPage,
  seeOther,
  statusOf,
} from '../web/respond.tsx'
import { acceptAnswer } from './accept-answer.ts'
import { addressOf } from './comment-fragments.tsx'
import { type ReactionTarget, react } from './react.ts'
import { readThreadPost } from './thread-queries.ts'
import { reactionsModel } from './view-models.ts'
import { voteInPoll } from './vote-in-poll.ts'

/** Answering without words: reactions, votes, and accepting an answer. */
export const answeringRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .post('/posts/:postId/reactions', requireMember, (c) => addReaction(c, { postId: c.req.param('postId') }))

    .post('/comments/:commentId/reactions', requireMember, (c) =>
      addReaction(c, { commentId: c.req.param('commentId') }),
    )

    .post('/posts/:postId/answer', requireMember, async (c) => {
      const postId = c.req.param('postId')
      const commentId = (await readForm(c)).line('comment') || undefined
      const result = await acceptAnswer(c.var.ctx, { postId, commentId })
      return result.ok
        ? seeOther(c, `/posts/${postId}?done=${commentId === undefined ? 'taken-back' : 'accepted'}`)
        : refusedPage(c, result.refusals)
    })

    .post('/posts/:postId/votes', requireMember, async (c) => {
      const { ctx, t } = c.var
      const postId = c.req.param('postId')
      const result = await voteInPoll(ctx, { postId, optionIds: (await readForm(c)).all('option') })
      const isFragment = asksForFragment(c)
      if (result.ok && !isFragment) return seeOther(c, `/posts/${postId}?done=voted#poll`)
      if (!result.ok && ['missing', 'forbidden'].includes(result.refusals[0].kind)) {
        return refusedPage(c, result.refusals)
      }
      const post = await readThreadPost(ctx, postId)
      if (!post?.poll) return missingPage(c)
      const refused = result.ok ? undefined : result.refusals
      const props = {
        ...{ t, now: ctx.clock.now(), poll: post.poll, lang: post.language },
        action: `/posts/${postId}/votes`,
        errors: toFormErrors(t, refused ?? []),
      }
      const status = refused ? statusOf(refused) : 200
      return isFragment
        ? fragment(c, <Poll {...props} />, status)
        : page(
            c,
            {
              place: groupPlace(t, placeOf(post)),
              tab: 'groups',
              back: { href: `/posts/${postId}` },
              status,
            },
            <PollPage {...props} />,
          )
    })

async function addReaction(c: MemberPageContext, target: ReactionTarget): Promise<Response> {
  const { ctx, t } = c.var
  const result = await react(ctx, { target, kind: (await readForm(c)).line('kind') })
  if (!result.ok) return refusedPage(c, result.refusals)
  const { thread, ...reactions } = result.value
  const path = target.postId === undefined ? `/comments/${target.commentId}` : `/posts/${target.postId}`
  if (asksForFragment(c)) {
    return fragment(c, <ReactionBar t={t} reactions={reactionsModel(path, reactions)} />)
  }
  return seeOther(c, target.postId === undefined ? addressOf(thread, target.commentId) : path)
}

const placeOf = ({ groupName, readers }: { readonly groupName: string; readonly readers: number }) => ({
  name: groupName,
  readers,
})

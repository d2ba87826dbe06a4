import { Hono } from 'hono'
import { toFormErrors } from '../../views/components/errors.tsx'
import { ReactionBar } from '../../views/components/reaction-bar.tsx'
import { Said } from '../../views/components/small-act.tsx'
import { JustAccepted, NoAcceptedAnswer } from '../../views/posts/accepted-answer.tsx'
import { Poll, type PollProps } from '../../views/posts/poll.tsx'
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
import { commentAddress } from './comment-address.ts'
import { readAcceptedAnswer } from './comment-queries.ts'
import { type ReactionTarget, react } from './react.ts'
import { reactionKinds } from './reactions.ts'
import { readThreadPost } from './thread-queries.ts'
import { commentModel, reactionsModel } from './view-models.ts'
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
      if (!result.ok) return refusedPage(c, result.refusals)
      return asksForFragment(c)
        ? acceptedFragment(c, postId)
        : seeOther(c, `/posts/${postId}?done=${commentId === undefined ? 'taken-back' : 'accepted'}`)
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
        ? pollFragment(c, props, refused !== undefined)
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
  const kind = (await readForm(c)).line('kind')
  const result = await react(ctx, { target, kind })
  if (!result.ok) return refusedPage(c, result.refusals)
  const { thread, ...reactions } = result.value
  const path = target.postId === undefined ? `/comments/${target.commentId}` : `/posts/${target.postId}`
  if (asksForFragment(c)) {
    const pressed = reactionKinds.find((one) => one === kind)
    const said = pressed && reactions.myReaction === pressed ? 'reaction.given' : 'reaction.takenBack'
    return fragment(
      c,
      <>
        <ReactionBar t={t} reactions={reactionsModel(path, reactions)} pressed={pressed} />
        <Said>{t(said)}</Said>
      </>,
    )
  }
  return seeOther(c, target.postId === undefined ? commentAddress(thread, target.commentId) : path)
}

/** The answer on top, or that there is none any more. */
async function acceptedFragment(c: MemberPageContext, postId: string): Promise<Response> {
  const { ctx, t } = c.var
  const accepted = await readAcceptedAnswer(ctx, postId)
  if (!accepted) return fragment(c, <NoAcceptedAnswer t={t} />)
  return fragment(
    c,
    <JustAccepted
      t={t}
      now={ctx.clock.now()}
      answer={commentModel(ctx, t, accepted)}
      href={`#${accepted.id}`}
      takeBackAction={`/posts/${postId}/answer`}
    />,
  )
}

/** The vote with hers in it, or with why it does not count. */
function pollFragment(c: MemberPageContext, props: PollProps, isRefused: boolean): Response {
  if (isRefused) return fragment(c, <Poll {...props} />, 422)
  return fragment(
    c,
    <>
      <Poll {...props} hasJustVoted />
      <Said>{props.t('poll.voted')}</Said>
    </>,
  )
}

const placeOf = ({ groupName, readers }: { readonly groupName: string; readonly readers: number }) => ({
  name: groupName,
  readers,
})

import { Hono } from 'hono'
import { Warning } from '../../views/components/messages.tsx'
import { PostCard } from '../../views/components/post-card.tsx'
import { OlderComments, ThreadComments } from '../../views/posts/comment-thread.tsx'
import { DeletePage } from '../../views/posts/delete-page.tsx'
import { ThreadPage } from '../../views/posts/thread-page.tsx'
import { relationTo } from '../groups/group-moderator.ts'
import { groupPlace } from '../groups/view-models.ts'
import type { MessageKey } from '../i18n/translator.ts'
import { renderMarkdown } from '../markdown.ts'
import { seeThread } from '../notifications/see.ts'
import { can } from '../policy/permissions.ts'
import { visitThread } from '../reading/visit-thread.ts'
import { readPostSanction } from '../standing/anonymous-queries.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { requireMember } from '../web/require-member.ts'
import {
  asksForFragment,
  forbiddenPage,
  fragment,
  type MemberPageContext,
  missingPage,
  page,
  refusedPage,
  seeOther,
} from '../web/respond.tsx'
import { newOnOlderPages, threadProps } from './comment-fragments.tsx'
import { pageOfComment, readAcceptedAnswer, readComments } from './comment-queries.ts'
import { deletePost } from './delete-post.ts'
import { postActions } from './post-actions.ts'
import { readPost, readSharing, type ThreadView } from './queries.ts'
import { readSpokenConsent } from './spoken-consent.ts'
import { takeBackSpoken } from './take-back-spoken.ts'
import { readThreadPost } from './thread-queries.ts'
import { postModel } from './view-models.ts'

/** A post with its comments, and taking it away. */
export const threadRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/posts/:postId', requireMember, (c) => threadPage(c, c.req.param('postId')))

    .get('/posts/:postId/delete', requireMember, async (c) => {
      const { ctx, t } = c.var
      const post = await readPost(ctx, c.req.param('postId'))
      if (!post) return missingPage(c)
      const here = `/posts/${post.id}`
      if (!post.isMine) {
        // What moderators take away has a reason and a way back: another page.
        const mayRemove =
          can(ctx.actor, 'post.remove', 'reader') || can(ctx.actor, 'post.remove', relationTo(post))
        return mayRemove ? seeOther(c, `/remove/post/${post.id}`) : forbiddenPage(c)
      }
      const { isOut, isPending } = await readSharing(ctx, post.id)
      return page(
        c,
        {
          place: groupPlace(t, { name: post.groupName, readers: post.readers }),
          tab: 'groups',
          back: { href: here },
        },
        <DeletePage
          t={t}
          title={t('post.delete.title')}
          consequence={t('post.delete.own')}
          action={`${here}/delete`}
          keepHref={here}
          warning={
            <>
              {isPending && <Warning t={t}>{t('post.delete.pending')}</Warning>}
              {isOut && (
                <Warning t={t}>
                  {t('post.delete.outside')} <a href="/shares">{t('post.delete.outsideLink')}</a>
                </Warning>
              )}
            </>
          }
        >
          <PostCard t={t} now={ctx.clock.now()} post={postModel(t, post, { inThread: true })} full />
        </DeletePage>,
      )
    })

    .post('/posts/:postId/delete', requireMember, async (c) => {
      const result = await deletePost(c.var.ctx, { postId: c.req.param('postId') })
      return result.ok
        ? seeOther(c, `/groups/${result.value.groupId}?done=deleted`)
        : refusedPage(c, result.refusals)
    })

    .get('/posts/:postId/take-back', requireMember, (c) => takeBackPage(c, c.req.param('postId')))

    .post('/posts/:postId/take-back', requireMember, async (c) => {
      const { ctx, t } = c.var
      const input = { postId: c.req.param('postId'), reason: t('post.takeBack.reason') }
      const result = await takeBackSpoken(ctx, input)
      return result.ok
        ? seeOther(c, `/groups/${result.value.groupId}?done=deleted`)
        : refusedPage(c, result.refusals)
    })

/** Asks before what was written for another woman is taken away, because she wants it back. */
async function takeBackPage(c: MemberPageContext, postId: string): Promise<Response> {
  const { ctx, t } = c.var
  const post = await readPost(ctx, postId)
  if (!post?.onBehalf) return missingPage(c)
  if (!can(ctx.actor, 'spoken-consent.take-back', relationTo(post))) return forbiddenPage(c)
  const here = `/posts/${post.id}`
  return page(
    c,
    { ...placeOf(c, post), back: { href: here } },
    <DeletePage
      t={t}
      title={t('post.takeBack.title')}
      consequence={t('post.takeBack.means')}
      action={`${here}/take-back`}
      keepHref={here}
    >
      <PostCard t={t} now={ctx.clock.now()} post={postModel(t, post, { inThread: true })} full />
    </DeletePage>,
  )
}

const placeOf = (c: MemberPageContext, { groupName, readers }: ThreadView) => ({
  place: groupPlace(c.var.t, { name: groupName, readers }),
  tab: 'groups' as const,
})

/**
 * Everything is asked at once, for nothing needs the other: one round trip after the one for who she is, and one more
 * where the page of a comment is looked for, or what is new fills more than a page.
 */
async function threadPage(c: MemberPageContext, postId: string): Promise<Response> {
  const { ctx, t } = c.var
  const wanted = c.req.query('comment')
  const before =
    c.req.query('before') ?? (wanted === undefined ? undefined : await pageOfComment(ctx, { postId }, wanted))
  const [post, comments, accepted, sanction, consent, mark] = await Promise.all([
    readThreadPost(ctx, postId),
    readComments(ctx, { postId }, { before }),
    readAcceptedAnswer(ctx, postId),
    readPostSanction(ctx, postId),
    readSpokenConsent(ctx, postId),
    // On an older page she has not read what is new.
    before === undefined ? visitThread(ctx, postId) : undefined,
    seeThread(ctx, postId),
  ])
  if (!post) return missingPage(c)
  if (c.req.query('before') !== undefined && asksForFragment(c)) {
    return fragment(c, <OlderComments {...threadProps(c, { post, comments, accepted, mark, before })} />)
  }
  const since = await newOnOlderPages(ctx, postId, comments, mark)
  if (before === undefined && asksForFragment(c)) {
    return fragment(c, <ThreadComments {...threadProps(c, { post, comments, accepted, mark, since })} />)
  }
  const done = doneText(c.req.query('done'))
  return page(
    c,
    {
      place: groupPlace(t, { name: post.groupName, readers: post.readers }),
      tab: 'groups',
      back: { href: `/groups/${post.groupId}` },
      ...(done === undefined ? {} : { notice: { tone: 'done' as const, text: t(done) } }),
    },
    <ThreadPage
      {...threadProps(c, { post, comments, accepted, mark, since, before })}
      post={postModel(t, post, { inThread: true })}
      actions={postActions(ctx, post)}
      poll={post.poll}
      corrections={post.corrections.map(({ body, createdAt }) => ({
        body: renderMarkdown(body),
        at: createdAt,
      }))}
      isHeld={post.heldAt !== null}
      sanction={sanction}
      consent={consent}
      liveScript={c.var.deps.assets.live}
    />,
  )
}

/** What an act on this thread says once it led back here. */
const dones: ReadonlyMap<string | undefined, MessageKey> = new Map([
  ['comment-deleted', 'comment.deleted'],
  ['comment-held', 'comment.heldDone'],
  ['saved', 'post.savedDone'],
  ['unsaved', 'post.unsavedDone'],
  ['muted', 'post.mutedDone'],
  ['unmuted', 'post.unmutedDone'],
  ['voted', 'poll.voted'],
  ['accepted', 'answer.acceptedDone'],
  ['taken-back', 'answer.takenBackDone'],
])

const doneText = (done: string | undefined): MessageKey | undefined => dones.get(done)

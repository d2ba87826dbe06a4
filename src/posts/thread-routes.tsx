import { Hono } from 'hono'
import { Warning } from '../../views/components/messages.tsx'
import { PostCard } from '../../views/components/post-card.tsx'
import { DeletePage } from '../../views/posts/delete-page.tsx'
import { ThreadPage } from '../../views/posts/thread-page.tsx'
import { groupPlace } from '../groups/view-models.ts'
import { can } from '../policy/permissions.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { requireMember } from '../web/require-member.ts'
import { forbiddenPage, missingPage, page, refusedPage, seeOther } from '../web/respond.tsx'
import { readComments } from './comment-queries.ts'
import { deletePost } from './delete-post.ts'
import { usualLanguage } from './forms.ts'
import { readPost, readSharing } from './queries.ts'
import { commentModels, postModel } from './view-models.ts'

/** A post with its comments, and taking it away. */
export const threadRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/posts/:postId', requireMember, async (c) => {
      const { ctx, t, community } = c.var
      const post = await readPost(ctx, c.req.param('postId'))
      if (!post) return missingPage(c)
      const before = c.req.query('before')
      const comments = await readComments(ctx, { postId: post.id }, { before })
      const relation = post.isMine ? 'author' : 'reader'
      const here = `/posts/${post.id}`
      return page(
        c,
        {
          place: groupPlace(t, { name: post.groupName, readers: post.readers }),
          tab: 'groups',
          back: { href: `/groups/${post.groupId}` },
          ...(c.req.query('done') === 'comment-deleted'
            ? { notice: { tone: 'done' as const, text: t('comment.deleted') } }
            : {}),
        },
        <ThreadPage
          t={t}
          now={ctx.clock.now()}
          post={postModel(t, post)}
          editHref={can(ctx.actor, 'post.edit', relation) ? `${here}/edit` : undefined}
          deleteHref={can(ctx.actor, 'post.delete', relation) ? `${here}/delete` : undefined}
          shareHref={can(ctx.actor, 'share.propose', relation) ? `/share/new/${post.id}` : undefined}
          comments={commentModels(ctx, t, comments)}
          older={comments.older === undefined ? undefined : `${here}?before=${comments.older}#comments`}
          newer={before === undefined ? undefined : `${here}#comments`}
          composer={{
            action: `${here}/comments`,
            group: post.groupName,
            readers: post.readers,
            hidden: { submission: ctx.random.id(), language: usualLanguage(community, t.locale) },
          }}
        />,
      )
    })

    .get('/posts/:postId/delete', requireMember, async (c) => {
      const { ctx, t } = c.var
      const post = await readPost(ctx, c.req.param('postId'))
      if (!post) return missingPage(c)
      if (!can(ctx.actor, 'post.delete', post.isMine ? 'author' : 'reader')) {
        return forbiddenPage(c)
      }
      const here = `/posts/${post.id}`
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
          consequence={t(post.isMine ? 'post.delete.own' : 'post.delete.others')}
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
          <PostCard t={t} now={ctx.clock.now()} post={postModel(t, post)} full />
        </DeletePage>,
      )
    })

    .post('/posts/:postId/delete', requireMember, async (c) => {
      const result = await deletePost(c.var.ctx, { postId: c.req.param('postId') })
      return result.ok
        ? seeOther(c, `/groups/${result.value.groupId}?done=deleted`)
        : refusedPage(c, result.refusals)
    })

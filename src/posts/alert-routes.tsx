import { Hono } from 'hono'
import { type FormError, toFormErrors } from '../../views/components/errors.tsx'
import { CorrectionPage, SmsPage } from '../../views/posts/alert-pages.tsx'
import { HistoryPage } from '../../views/posts/history-page.tsx'
import { groupPlace, membersPlace } from '../groups/view-models.ts'
import { renderMarkdown } from '../markdown.ts'
import { can } from '../policy/permissions.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember } from '../web/require-member.ts'
import {
  forbiddenPage,
  type MemberPageContext,
  missingPage,
  type PageOptions,
  page,
  refusedPage,
  seeOther,
  statusOf,
} from '../web/respond.tsx'
import { addCorrection, longestCorrection } from './add-correction.ts'
import { threadAddress } from './comment-address.ts'
import { type RevisedText, readHistory } from './revisions.ts'
import { smsText } from './sms-text.ts'
import { readThreadPost, type ThreadPost } from './thread-queries.ts'

/** What belongs to alerts alone, and what texts said before, for moderators. */
export const alertRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/posts/:postId/sms', requireMember, async (c) => {
      const { ctx, t, community } = c.var
      const post = await readThreadPost(ctx, c.req.param('postId'))
      if (post?.kind !== 'alert') return missingPage(c)
      const corrections = post.corrections.map(({ body }) => body)
      return page(
        c,
        optionsOf(c, post),
        <SmsPage t={t} {...smsText({ body: post.body, corrections }, community.name)} />,
      )
    })

    .get('/posts/:postId/correct', requireMember, async (c) => {
      const post = await readThreadPost(c.var.ctx, c.req.param('postId'))
      if (post?.kind !== 'alert') return missingPage(c)
      return can(c.var.ctx.actor, 'alert.correct', post.isMine ? 'author' : 'reader')
        ? correctionPage(c, post)
        : forbiddenPage(c)
    })

    .post('/posts/:postId/correct', requireMember, async (c) => {
      const { ctx, t } = c.var
      const postId = c.req.param('postId')
      const form = await readForm(c)
      const text = form.text('text')
      const result = await addCorrection(ctx, { postId, submission: form.line('submission'), text })
      if (result.ok) return seeOther(c, `/posts/${postId}`)
      const post = await readThreadPost(ctx, postId)
      const [{ kind, message }] = result.refusals
      if (!post || kind === 'missing' || message === 'errors.forbidden')
        return refusedPage(c, result.refusals)
      const errors = toFormErrors(t, result.refusals)
      return correctionPage(c, post, { text, errors }, statusOf(result.refusals))
    })

    .get('/posts/:postId/history', requireMember, (c) => historyPage(c, { postId: c.req.param('postId') }))

    .get('/comments/:commentId/history', requireMember, (c) =>
      historyPage(c, { commentId: c.req.param('commentId') }),
    )

const optionsOf = (c: MemberPageContext, { id, groupName, readers }: ThreadPost): PageOptions => ({
  place: groupPlace(c.var.t, { name: groupName, readers }),
  tab: 'groups',
  back: { href: `/posts/${id}` },
})

function correctionPage(
  c: MemberPageContext,
  post: ThreadPost,
  typed?: { readonly text: string; readonly errors: readonly FormError[] },
  status: PageOptions['status'] = 200,
): Promise<Response> {
  return page(
    c,
    { ...optionsOf(c, post), status },
    <CorrectionPage
      t={c.var.t}
      action={`/posts/${post.id}/correct`}
      group={post.groupName}
      readers={post.readers}
      submission={c.var.ctx.random.id()}
      maxLength={longestCorrection}
      {...typed}
    />,
  )
}

/** For everybody but moderators there is no such page. */
async function historyPage(c: MemberPageContext, text: RevisedText): Promise<Response> {
  const { ctx, t, community } = c.var
  const history = await readHistory(ctx, text)
  if (!history) return missingPage(c)
  return page(
    c,
    {
      place: { ...membersPlace(t, community.name), readers: t('post.history.readers') },
      tab: 'groups',
      back: { href: threadAddress(history.thread) },
    },
    <HistoryPage
      t={t}
      now={ctx.clock.now()}
      lang={history.language}
      current={renderMarkdown(history.body)}
      revisions={history.revisions.map(({ body, replacedAt }) => ({
        body: renderMarkdown(body),
        until: replacedAt,
      }))}
    />,
  )
}

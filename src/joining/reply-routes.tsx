import { Hono } from 'hono'
import { toFormErrors } from '../../views/components/errors.tsx'
import { RepliesPage, ReplyPage } from '../../views/joining/replies.tsx'
import { couldBeId } from '../ids.ts'
import { queuePlace } from '../moderation/queue-place.ts'
import type { Refusal } from '../result.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm, type SubmittedForm } from '../web/forms.ts'
import { requireMember, requireModerator } from '../web/require-member.ts'
import {
  type MemberPageContext,
  missingPage,
  type PageContext,
  page,
  refusedPage,
  seeOther,
  statusOf,
} from '../web/respond.tsx'
import { listReplies, readReply, type SavedReply, versionOf } from './reply-queries.ts'
import { addReply, changeReply, deleteReply } from './save-reply.ts'

/** Answers that moderators keep ready for those who are not let in. */
export const replyRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/queue/replies', requireMember, requireModerator, (c) =>
      repliesPage(c, { isSaved: c.req.query('done') === 'saved' }),
    )

    .post('/queue/replies', requireMember, requireModerator, async (c) => {
      const form = await readForm(c)
      const { ctx } = c.var
      const typed = { id: form.line('submission'), ...readReplyForm(form) }
      const result = await addReply(ctx, typed)
      if (result.ok) return seeOther(c, '/queue/replies?done=saved')
      const { refusals } = result
      const status = statusOf(refusals)
      if (status !== 409 && status !== 422) return refusedPage(c, refusals)
      const id = status === 409 || !couldBeId(typed.id) ? ctx.random.id() : typed.id
      return repliesPage(c, { typed: { ...typed, id }, refusals, status })
    })

    .get('/queue/replies/:replyId', requireMember, requireModerator, async (c) => {
      const reply = await readReply(c.var.ctx, c.req.param('replyId'))
      return reply ? replyPage(c, { reply, version: await versionOf(reply) }) : missingPage(c)
    })

    .post('/queue/replies/:replyId', requireMember, requireModerator, async (c) => {
      const form = await readForm(c)
      const reply = { id: c.req.param('replyId'), ...readReplyForm(form) }
      const version = form.line('version')
      const result = await changeReply(c.var.ctx, { ...reply, version })
      if (result.ok) return seeOther(c, '/queue/replies?done=saved')
      const { refusals } = result
      const status = statusOf(refusals)
      if (status === 422) return replyPage(c, { reply, version, refusals, status })
      const newer = status === 409 ? await readReply(c.var.ctx, reply.id) : undefined
      if (!newer) return refusedPage(c, refusals)
      return replyPage(c, { reply, newer, version: await versionOf(newer), refusals, status: 409 })
    })

    .post('/queue/replies/:replyId/delete', requireMember, requireModerator, async (c) => {
      const result = await deleteReply(c.var.ctx, { id: c.req.param('replyId') })
      return result.ok ? seeOther(c, '/queue/replies?done=saved') : refusedPage(c, result.refusals)
    })

const readReplyForm = (form: SubmittedForm) => ({ name: form.line('name'), body: form.text('body') })

interface AskedReplies {
  readonly typed?: SavedReply
  readonly refusals?: readonly Refusal[]
  readonly status?: 200 | 409 | 422
  readonly isSaved?: boolean
}

async function repliesPage(c: MemberPageContext, asked: AskedReplies) {
  const { typed, refusals = [], status = 200, isSaved = false } = asked
  const { ctx, t } = c.var
  const notice = { tone: 'done', text: t('joining.replies.saved') } as const
  const values = typed ?? { id: ctx.random.id(), name: '', body: '' }
  const replies = await listReplies(ctx)
  return page(
    c,
    {
      place: queuePlace(t),
      back: { href: '/queue/applications' },
      status,
      ...(isSaved ? { notice } : {}),
    },
    <RepliesPage t={t} replies={replies} values={values} errors={toFormErrors(t, refusals)} />,
  )
}

interface AskedReply {
  readonly reply: SavedReply
  /** What somebody else made of it meanwhile. */
  readonly newer?: SavedReply
  readonly version: string
  readonly refusals?: readonly Refusal[]
  readonly status?: 200 | 409 | 422
}

function replyPage(c: PageContext, { reply, newer, version, refusals = [], status = 200 }: AskedReply) {
  const { t } = c.var
  return page(
    c,
    { place: queuePlace(t), back: { href: '/queue/replies' }, status },
    <ReplyPage t={t} reply={reply} newer={newer} version={version} errors={toFormErrors(t, refusals)} />,
  )
}

import { Hono } from 'hono'
import { toFormErrors } from '../../views/components/errors.tsx'
import { Warning } from '../../views/components/messages.tsx'
import { PageTitle } from '../../views/components/text.tsx'
import { AnonymousPostPage, LimitCard, QuotedPost } from '../../views/standing/anonymous-pages.tsx'
import { AppealDecisionPage } from '../../views/standing/decision-pages.tsx'
import { AppealFormPage } from '../../views/standing/own-standing.tsx'
import { renderMarkdown } from '../markdown.ts'
import { queuePlace } from '../moderation/queue-place.ts'
import type { Refusal } from '../result.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember, requireModerator } from '../web/require-member.ts'
import {
  type MemberPageContext,
  missingPage,
  page,
  refusedPage,
  seeOther,
  statusOf,
} from '../web/respond.tsx'
import {
  type AnonymousPostView,
  type LimitAppealView,
  type LimitView,
  readAnonymousPost,
  readLimitAppeal,
  readPostSanction,
} from './anonymous-queries.ts'
import { appealLimit } from './appeal-limit.ts'
import { decideLimitAppeal } from './decide-limit-appeal.ts'
import { limitAnonymous } from './limit-anonymous.ts'
import { limitDays } from './rules.ts'

/** Acting on whoever wrote an anonymous post, her appeal from inside it, and its answer: never her name (P8). */
export const anonymousRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/anonymous/:postId', requireMember, requireModerator, async (c) => {
      const post = await readAnonymousPost(c.var.ctx, c.req.param('postId'))
      return post ? limitPage(c, { post, submission: c.var.ctx.random.id() }) : missingPage(c)
    })

    .post('/anonymous/:postId', requireMember, requireModerator, async (c) => {
      const { ctx } = c.var
      const postId = c.req.param('postId')
      const form = await readForm(c)
      const values = { days: form.line('days'), reason: form.text('reason') }
      const submission = form.line('submission')
      const result = await limitAnonymous(ctx, { postId, submission, ...values })
      if (result.ok) return seeOther(c, `/anonymous/${postId}?done=limited`)
      const { refusals } = result
      const post = statusOf(refusals) === 422 ? await readAnonymousPost(ctx, postId) : undefined
      return post ? limitPage(c, { post, submission, values, refusals }) : refusedPage(c, refusals)
    })

    .get('/posts/:postId/appeal', requireMember, async (c) => {
      const limit = await readOwnLimit(c, c.req.param('postId'))
      return limit ? appealPage(c, { limit, postId: c.req.param('postId') }) : missingPage(c)
    })

    .post('/posts/:postId/appeal', requireMember, async (c) => {
      const postId = c.req.param('postId')
      const appeal = (await readForm(c)).text('appeal')
      const result = await appealLimit(c.var.ctx, { postId, appeal })
      if (result.ok) return seeOther(c, `/posts/${postId}/appeal?done=appealed`)
      const { refusals } = result
      const limit = statusOf(refusals) === 404 ? undefined : await readOwnLimit(c, postId)
      return limit ? appealPage(c, { limit, postId, appeal, refusals }) : refusedPage(c, refusals)
    })

    .get('/queue/anonymous-appeals/:sanctionId', requireMember, requireModerator, async (c) => {
      const appeal = await readLimitAppeal(c.var.ctx, c.req.param('sanctionId'))
      return appeal ? decisionPage(c, { appeal }) : missingPage(c)
    })

    .post('/queue/anonymous-appeals/:sanctionId', requireMember, requireModerator, async (c) => {
      const { ctx } = c.var
      const sanctionId = c.req.param('sanctionId')
      const form = await readForm(c)
      const values = { decision: form.line('decision'), answer: form.text('answer') }
      const result = await decideLimitAppeal(ctx, { sanctionId, ...values })
      if (result.ok) return seeOther(c, '/queue?done=appealDecided')
      const { refusals } = result
      const appeal = statusOf(refusals) === 404 ? undefined : await readLimitAppeal(ctx, sanctionId)
      return appeal ? decisionPage(c, { appeal, values, refusals }) : refusedPage(c, refusals)
    })

type Refusals = readonly [Refusal, ...Refusal[]]

/** A post as the pages that decide quote it. */
export const quoted = (post: Pick<AnonymousPostView, 'id' | 'body' | 'language' | 'createdAt'>) => ({
  id: post.id,
  body: renderMarkdown(post.body),
  lang: post.language,
  at: post.createdAt,
})

interface Limiting {
  readonly post: AnonymousPostView
  readonly submission: string
  readonly values?: { readonly days: string; readonly reason: string }
  readonly refusals?: Refusals
}

function limitPage(c: MemberPageContext, { post, submission, values, refusals }: Limiting) {
  const { t, ctx } = c.var
  return page(
    c,
    {
      place: queuePlace(t),
      back: { href: '/queue' },
      status: refusals ? statusOf(refusals) : 200,
      ...(c.req.query('done') === 'limited'
        ? { notice: { tone: 'done', text: t('standing.anonymous.done') } }
        : {}),
    },
    <AnonymousPostPage
      t={t}
      now={ctx.clock.now()}
      post={{ ...quoted(post), isRemoved: post.isRemoved }}
      limits={post.limits}
      limitDays={limitDays}
      submission={submission}
      values={values}
      errors={toFormErrors(t, refusals ?? [])}
    />,
  )
}

async function readOwnLimit(c: MemberPageContext, postId: string): Promise<LimitView | undefined> {
  const sanction = await readPostSanction(c.var.ctx, postId)
  return sanction?.isMine ? sanction.limit : undefined
}

interface Appealing {
  readonly limit: LimitView
  readonly postId: string
  readonly appeal?: string
  readonly refusals?: Refusals
}

function appealPage(c: MemberPageContext, { limit, postId, appeal, refusals }: Appealing) {
  const { t, ctx } = c.var
  const options = {
    place: {
      kind: 'inside' as const,
      name: t('standing.own.place'),
      readers: t('standing.anonymous.readers'),
    },
    back: { href: `/posts/${postId}` },
    status: refusals ? statusOf(refusals) : (200 as const),
  }
  const card = <LimitCard t={t} now={ctx.clock.now()} limit={limit} />
  if (limit.appeal !== null && !refusals) {
    const notice = c.req.query('done') === 'appealed' && {
      notice: { tone: 'done' as const, text: t('standing.done.appealed') },
    }
    const content = (
      <>
        <PageTitle>{t('standing.appeal.title')}</PageTitle>
        {card}
      </>
    )
    return page(c, { ...options, ...(notice || {}) }, content)
  }
  return page(
    c,
    options,
    <AppealFormPage
      t={t}
      action={`/posts/${postId}/appeal`}
      cancelHref={`/posts/${postId}`}
      appeal={appeal}
      errors={toFormErrors(t, refusals ?? [])}
      warning={<Warning t={t}>{t('standing.anonymous.appealWarning')}</Warning>}
    >
      {card}
    </AppealFormPage>,
  )
}

interface Deciding {
  readonly appeal: LimitAppealView
  readonly values?: { readonly decision: string; readonly answer: string }
  readonly refusals?: Refusals
}

function decisionPage(c: MemberPageContext, { appeal, values, refusals }: Deciding) {
  const { t, ctx } = c.var
  const post = {
    id: appeal.postId,
    body: renderMarkdown(appeal.body),
    lang: appeal.language,
    at: appeal.postedAt,
  }
  return page(
    c,
    { place: queuePlace(t), back: { href: '/queue' }, status: refusals ? statusOf(refusals) : 200 },
    <AppealDecisionPage
      t={t}
      now={ctx.clock.now()}
      id={`appeal-${appeal.id}`}
      kind="anonymousAppeal"
      since={appeal.appealedAt}
      action={`/queue/anonymous-appeals/${appeal.id}`}
      title={t('standing.decide.anonymousTitle')}
      closed={appeal.closed}
      values={values}
      errors={toFormErrors(t, refusals ?? [])}
    >
      <QuotedPost t={t} post={post} />
      <LimitCard t={t} now={ctx.clock.now()} limit={appeal} />
    </AppealDecisionPage>,
  )
}

import { Hono } from 'hono'
import { DecidedPage, ReviewPage } from '../../views/moderation/review.tsx'
import type { MemberCtx } from '../context.ts'
import type { Translator } from '../i18n/translator.ts'
import { invalid, type Refusal, type Result, refuse } from '../result.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember, requireModerator } from '../web/require-member.ts'
import {
  type MemberPageContext,
  missingPage,
  type PageOptions,
  page,
  refusedPage,
  seeOther,
  statusOf,
} from '../web/respond.tsx'
import { type Before, readBefore } from './before.ts'
import { type FlagCategory, flagCategories, isFlagCategory } from './categories.ts'
import { keepFlagged, removeFlagged } from './decide-flags.ts'
import { releaseHeld, removeHeld } from './decide-held.ts'
import { readOutcome } from './decided.ts'
import { queuePlace } from './queue-place.ts'
import { type FlagReason, type Reviewed, readFlagReasons, readReviewed } from './review-queries.ts'
import type { Flaggable, Written } from './things.ts'
import { reviewedModel } from './view-models.ts'

type Decision = Promise<Result<{ readonly undoId: string }>>

/** What is flagged and what is held: a moderator reads it in its context and decides. */
export function reviewRoutes() {
  const app = new Hono<MemberEnv & AppEnv>()
  for (const what of ['post', 'comment', 'allied-post'] as const) {
    const thingOf = (id: string): Flaggable => ({ what, id })
    app
      .get(`/queue/flags/${what}/:id`, requireMember, requireModerator, (c) =>
        flagPage(c, thingOf(c.req.param('id'))),
      )
      .post(`/queue/flags/${what}/:id/keep`, requireMember, requireModerator, async (c) => {
        const thing = thingOf(c.req.param('id'))
        const version = (await readForm(c)).line('version')
        return afterDecision(c, keepFlagged(c.var.ctx, { thing, version }), (told) =>
          flagPage(c, thing, told),
        )
      })
      .post(`/queue/flags/${what}/:id/remove`, requireMember, requireModerator, async (c) => {
        const thing = thingOf(c.req.param('id'))
        return afterDecision(c, removal(c, removeFlagged, thing), (told) => flagPage(c, thing, told))
      })
  }
  for (const what of ['post', 'comment'] as const) {
    const thingOf = (id: string): Written => ({ what, id })
    app
      .get(`/queue/held/${what}/:id`, requireMember, requireModerator, (c) =>
        heldPage(c, thingOf(c.req.param('id'))),
      )
      .post(`/queue/held/${what}/:id/release`, requireMember, requireModerator, async (c) => {
        const thing = thingOf(c.req.param('id'))
        const version = (await readForm(c)).line('version')
        return afterDecision(c, releaseHeld(c.var.ctx, { thing, version }), (told) =>
          heldPage(c, thing, told),
        )
      })
      .post(`/queue/held/${what}/:id/remove`, requireMember, requireModerator, async (c) => {
        const thing = thingOf(c.req.param('id'))
        return afterDecision(c, removal(c, removeHeld, thing), (told) => heldPage(c, thing, told))
      })
  }
  return app
}

/** Removes with the reason that she chose; its author reads it, so none is taken for granted. */
async function removal<Thing extends Flaggable>(
  c: MemberPageContext,
  remove: (
    ctx: MemberCtx,
    input: { readonly thing: Thing; readonly version: string; readonly category: FlagCategory },
  ) => Decision,
  thing: Thing,
): Decision {
  const form = await readForm(c)
  const category = form.line('category')
  return isFlagCategory(category)
    ? remove(c.var.ctx, { thing, version: form.line('version'), category })
    : refuse(invalid('category', 'flag.errors.category'))
}

type Told = Pick<PageOptions, 'status' | 'notice'>

/** Back to the queue, with the way back; the second of two moderators reads what the first decided. */
async function afterDecision(
  c: MemberPageContext,
  decision: Decision,
  again: (told: Told) => Promise<Response>,
): Promise<Response> {
  const result = await decision
  if (result.ok) return seeOther(c, `/queue?undo=${result.value.undoId}`)
  const [{ kind, field, message }] = result.refusals
  if (kind !== 'conflict' && kind !== 'invalid') return refusedPage(c, result.refusals)
  const text = c.var.t(message)
  const status = statusOf(result.refusals)
  return field !== undefined
    ? again({ status, notice: { tone: 'warning', text } })
    : decidedPage(c, text, status)
}

async function flagPage(c: MemberPageContext, thing: Flaggable, told: Told = {}): Promise<Response> {
  const { ctx } = c.var
  const reviewed = await readReviewed(ctx, thing)
  const reasons = reviewed ? await readFlagReasons(ctx, thing) : []
  const since = reasons[0]?.since
  return reviewed && since
    ? reviewPage(c, reviewed, { place: 'flags', reasons, since, before: await beforeOf(c, reviewed) }, told)
    : decidedOrMissing(c, thing)
}

async function heldPage(c: MemberPageContext, thing: Written, told: Told = {}): Promise<Response> {
  const reviewed = await readReviewed(c.var.ctx, thing)
  if (!reviewed?.heldAt) return decidedOrMissing(c, thing)
  const before = await beforeOf(c, reviewed)
  return reviewPage(c, reviewed, { place: 'held', reasons: [], since: reviewed.heldAt, before }, told)
}

/** Where she may not decide there is nothing to weigh. */
const beforeOf = async (c: MemberPageContext, { mayDecide, thing }: Reviewed): Promise<Before | undefined> =>
  mayDecide ? readBefore(c.var.ctx, thing) : undefined

interface Waiting {
  readonly place: 'flags' | 'held'
  readonly reasons: readonly FlagReason[]
  readonly since: Date
  readonly before: Before | undefined
}

function reviewPage(
  c: MemberPageContext,
  reviewed: Reviewed,
  { place, reasons, since, before }: Waiting,
  told: Told,
): Promise<Response> {
  const { ctx, t } = c.var
  const { what, id } = reviewed.thing
  return page(
    c,
    { ...queueOptions(c), ...told },
    <ReviewPage
      t={t}
      now={ctx.clock.now()}
      thing={reviewedModel(t, reviewed)}
      kind={kinds[place][what]}
      since={since}
      reasons={reasons}
      action={`/queue/${place}/${what}/${id}`}
      version={reviewed.version}
      mayDecide={reviewed.mayDecide}
      categories={flagCategories.filter((category) => category !== 'other')}
      before={before}
      more={waysOn(t, reviewed)}
    />,
  )
}

/** What takes more than a tap; each page says by itself what it needs. */
function waysOn(t: Translator, { thing: { what, id }, anonymous, author, placeName, href }: Reviewed) {
  if (what === 'allied-post')
    return href === null ? [] : [{ href: `/allies/posts/${id}/flag`, label: t('flagOut.link') }]
  return [
    { href: `/remove/${what}/${id}`, label: t('review.removeWithReason') },
    ...(what === 'post' && placeName !== null
      ? [{ href: `/contact/about-post/${id}`, label: t('review.write') }]
      : []),
    ...(anonymous && what === 'post'
      ? [{ href: `/anonymous/${id}`, label: t('review.anonymousTools') }]
      : []),
    ...(author === null ? [] : [{ href: `/people/of-${what}/${id}`, label: t('review.person') }]),
  ]
}

const kinds = {
  flags: { post: 'flaggedPost', comment: 'flaggedComment', 'allied-post': 'flaggedAlliedPost' },
  held: { post: 'heldPost', comment: 'heldComment', 'allied-post': 'heldPost' },
} as const

async function decidedOrMissing(c: MemberPageContext, thing: Flaggable): Promise<Response> {
  const outcome = await readOutcome(c.var.ctx, thing)
  return outcome === undefined
    ? missingPage(c)
    : decidedPage(c, c.var.t(`queue.errors.${outcome}` satisfies Refusal['message']), 200)
}

const decidedPage = (c: MemberPageContext, text: string, status: PageOptions['status']) =>
  page(
    c,
    { ...queueOptions(c), ...(status === undefined ? {} : { status }) },
    <DecidedPage t={c.var.t} text={text} />,
  )

const queueOptions = (c: MemberPageContext) => ({
  place: queuePlace(c.var.t),
  back: { href: '/queue' },
})

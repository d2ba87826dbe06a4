import { type Context, Hono } from 'hono'
import { toFormErrors } from '../../views/components/errors.tsx'
import {
  OwnRemovalPage,
  RemovalResultPage,
  RemovedPage,
  RemovePage,
} from '../../views/moderation/removal.tsx'
import { ReviewedThing } from '../../views/moderation/review.tsx'
import { isModerator } from '../context.ts'
import { listReplies, readReply } from '../joining/reply-queries.ts'
import { renderMarkdown } from '../markdown.ts'
import { can } from '../policy/permissions.ts'
import type { Refusal } from '../result.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember, requireModerator } from '../web/require-member.ts'
import { forbiddenPage, missingPage, page, refusedPage, seeOther, statusOf } from '../web/respond.tsx'
import { flagCategories } from './categories.ts'
import { onwards } from './queue-walk-routes.tsx'
import { readLatelyRemoved, readOwnRemoval, readUndo } from './removal-queries.ts'
import { longestReason, removeWritten } from './remove-written.ts'
import { restoreRemoved } from './restore-removed.ts'
import { readRemovable } from './review-queries.ts'
import { placeOf, type Written } from './things.ts'
import { reviewedModel } from './view-models.ts'

type MemberContext = Context<MemberEnv & AppEnv>

/** Taking away what others wrote, with a reason and a way back; and what its author reads then. */
export function removalRoutes() {
  const app = new Hono<MemberEnv & AppEnv>()
    .get('/removals/:undoId', requireMember, async (c) => {
      const { ctx, t } = c.var
      const undoId = c.req.param('undoId')
      const undo = await readUndo(ctx, undoId)
      if (undo?.act !== 'removed') return missingPage(c)
      const place = await placeOf(ctx, undo.thing)
      const thread = place?.postId ? `/posts/${place.postId}` : '/allies'
      const backHref = undo.thing.what === 'post' ? `/groups/${place?.groupId ?? ''}` : thread
      return page(
        c,
        { ...queuePlace(c), back: { href: backHref } },
        <RemovalResultPage t={t} result={{ undoId, outcome: 'removed' }} backHref={backHref} />,
      )
    })

    .get('/queue/removed', requireMember, requireModerator, async (c) => {
      const { ctx, t } = c.var
      const removed = await readLatelyRemoved(ctx)
      return page(
        c,
        { ...queuePlace(c), back: { href: '/queue' } },
        <RemovedPage
          t={t}
          now={ctx.clock.now()}
          removed={removed.map(({ what, id, body, language, removedAt, ...rest }) => ({
            ...rest,
            id,
            action: `/queue/removed/${what}/${id}/restore`,
            html: renderMarkdown(body),
            lang: language,
            at: removedAt,
          }))}
        />,
      )
    })

  for (const what of ['post', 'comment'] as const) {
    const thingOf = (id: string): Written => ({ what, id })
    app
      .get(`/remove/${what}/:id`, requireMember, (c) => removePage(c, thingOf(c.req.param('id'))))
      .post(`/${what}s/:id/remove`, requireMember, (c) => remove(c, thingOf(c.req.param('id'))))
      .post(`/queue/removed/${what}/:id/restore`, requireMember, requireModerator, async (c) => {
        const result = await restoreRemoved(c.var.ctx, thingOf(c.req.param('id')))
        return result.ok ? seeOther(c, '/queue?done=restored') : refusedPage(c, result.refusals)
      })
      .get(`/removed/${what}/:id`, requireMember, (c) => ownRemovalPage(c, thingOf(c.req.param('id'))))
  }
  return app
}

async function remove(c: MemberContext, thing: Written): Promise<Response> {
  const { ctx } = c.var
  const form = await readForm(c)
  const values = { category: form.line('category'), reason: form.text('reason') }
  const saved = form.line('insert')
  if (saved !== '') {
    const body = (await readReply(ctx, saved))?.body ?? ''
    const reason = [values.reason, body].filter((text) => text !== '').join('\n\n')
    return removePage(c, thing, { values: { ...values, reason }, refusals: [] })
  }
  const result = await removeWritten(ctx, { thing, ...values })
  if (!result.ok) {
    return statusOf(result.refusals) === 422
      ? removePage(c, thing, { values, refusals: result.refusals })
      : refusedPage(c, result.refusals)
  }
  const { undoId, wasWaiting } = result.value
  // This form does not stand below `/queue/`, but she may have come from there, one by one.
  const isOfQueue = wasWaiting && isModerator(ctx.actor)
  return seeOther(c, isOfQueue ? onwards(c, `/queue?undo=${undoId}`) : `/removals/${undoId}`)
}

interface Typed {
  readonly values: { readonly category: string; readonly reason: string }
  readonly refusals: readonly Refusal[]
}

async function removePage(c: MemberContext, thing: Written, typed?: Typed): Promise<Response> {
  const { ctx, t } = c.var
  const reviewed = await readRemovable(ctx, thing)
  if (!reviewed) return missingPage(c)
  const relation = reviewed.looksAfter ? 'group-moderator' : 'reader'
  if (!can(ctx.actor, `${thing.what}.remove`, relation)) return forbiddenPage(c)
  if (reviewed.isMine) return refusedPage(c, [{ kind: 'forbidden', message: 'removal.errors.own' }])
  const keepHref = reviewed.href ?? '/queue'
  return page(
    c,
    { ...queuePlace(c), back: { href: keepHref }, status: typed && typed.refusals.length > 0 ? 422 : 200 },
    <RemovePage
      t={t}
      what={thing.what}
      categories={flagCategories}
      savedReplies={await listReplies(ctx)}
      action={`/${thing.what}s/${thing.id}/remove`}
      keepHref={keepHref}
      longestReason={longestReason}
      values={typed?.values}
      errors={toFormErrors(t, typed?.refusals ?? [])}
    >
      <ReviewedThing t={t} now={ctx.clock.now()} thing={reviewedModel(t, reviewed)} />
    </RemovePage>,
  )
}

async function ownRemovalPage(c: MemberContext, thing: Written): Promise<Response> {
  const { ctx, t } = c.var
  const removal = await readOwnRemoval(ctx, thing)
  if (!removal) return missingPage(c)
  const { category, reason, removedAt, body, language, anonymous } = removal
  return page(
    c,
    { ...queuePlace(c), back: { href: '/home' } },
    <OwnRemovalPage
      t={t}
      category={category}
      reason={reason}
      at={removedAt}
      text={body === '' ? undefined : { html: renderMarkdown(body), lang: language }}
      isAnonymous={anonymous}
    />,
  )
}

const queuePlace = (c: MemberContext) => ({
  place: { kind: 'inside' as const, name: c.var.t('removal.place'), readers: c.var.t('removal.readers') },
})

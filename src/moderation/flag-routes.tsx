import { type Context, Hono } from 'hono'
import { toFormErrors } from '../../views/components/errors.tsx'
import { Person } from '../../views/components/person.tsx'
import { Prose } from '../../views/components/text.tsx'
import { Time } from '../../views/components/time.tsx'
import { Translations } from '../../views/components/translations.tsx'
import { FlaggedPage, FlagPage } from '../../views/moderation/flag.tsx'
import type { Refusal } from '../result.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember } from '../web/require-member.ts'
import { missingPage, page, refusedPage, seeOther, statusOf } from '../web/respond.tsx'
import { flagCategories } from './categories.ts'
import { type FlaggableView, readFlaggable } from './flag-queries.ts'
import { flagThing, longestNote } from './flag-thing.ts'
import type { Flaggable } from './things.ts'
import { authorName, htmlOf } from './view-models.ts'

type MemberContext = Context<MemberEnv & AppEnv>

/** A member asks the moderators to look at something. */
export function flagRoutes() {
  const app = new Hono<MemberEnv & AppEnv>()
  for (const what of ['post', 'comment', 'allied-post'] as const) {
    app
      .get(`/flag/${what}/:id`, requireMember, async (c) => {
        const thing: Flaggable = { what, id: c.req.param('id') }
        const view = await readFlaggable(c.var.ctx, thing)
        if (!view) return missingPage(c)
        const isDone = view.isFlagged && c.req.query('done') !== undefined
        return isDone
          ? page(c, placeOf(c, view), <FlaggedPage t={c.var.t} backHref={view.href} />)
          : flagPage(c, thing, view)
      })
      .post(`/flag/${what}/:id`, requireMember, async (c) => {
        const { ctx } = c.var
        const thing: Flaggable = { what, id: c.req.param('id') }
        const form = await readForm(c)
        const values = { category: form.line('category'), note: form.text('note') }
        const result = await flagThing(ctx, { thing, ...values })
        if (result.ok) return seeOther(c, `/flag/${what}/${thing.id}?done=sent`)
        const view = await readFlaggable(ctx, thing)
        return view
          ? flagPage(c, thing, view, { values, refusals: result.refusals })
          : refusedPage(c, result.refusals)
      })
  }
  return app
}

interface Typed {
  readonly values: { readonly category: string; readonly note: string }
  readonly refusals: readonly [Refusal, ...Refusal[]]
}

/** What she typed stays; what she did before, or wrote herself, has no form. */
function flagPage(c: MemberContext, { what, id }: Flaggable, view: FlaggableView, typed?: Typed) {
  const { ctx, t, community } = c.var
  const closed = view.isMine ? t('flag.errors.own') : view.isFlagged ? t('flag.before') : undefined
  return page(
    c,
    { ...placeOf(c, view), ...(typed ? { status: statusOf(typed.refusals) } : {}) },
    <FlagPage
      t={t}
      what={what}
      communityName={community.name}
      categories={flagCategories}
      action={`/flag/${what}/${id}`}
      backHref={view.href}
      longestNote={longestNote}
      values={typed?.values}
      errors={closed === undefined ? toFormErrors(t, typed?.refusals ?? []) : []}
      closed={closed}
    >
      <div class="stack">
        <Person name={authorName(t, view)}>
          <Time t={t} at={view.createdAt} now={ctx.clock.now()} />
        </Person>
        <Prose html={htmlOf(view.text)} lang={view.language} />
        <Translations texts={view.translations} />
      </div>
    </FlagPage>,
  )
}

const placeOf = (c: MemberContext, { href }: FlaggableView) => ({
  place: { kind: 'inside' as const, name: c.var.t('flag.place'), readers: c.var.t('queue.readers') },
  back: { href },
})

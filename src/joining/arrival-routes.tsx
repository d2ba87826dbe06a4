import { Hono } from 'hono'
import { toFormErrors } from '../../views/components/errors.tsx'
import { ArrivalPage, ArrivalsPage } from '../../views/joining/arrivals.tsx'
import { ArrivePage } from '../../views/joining/arrive.tsx'
import { GonePage } from '../../views/joining/invited.tsx'
import { passphraseModel, readKnock, readNewPassphrase, ticketFor, wantsOtherWords } from '../auth/forms.ts'
import { readTexts } from '../community/queries.ts'
import { showTexts } from '../community/shown-texts.ts'
import type { Refusal } from '../result.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm, type SubmittedForm } from '../web/forms.ts'
import { requireMember, requireModerator } from '../web/require-member.ts'
import {
  type MemberPageContext,
  type PageContext,
  type PageOptions,
  page,
  refusedPage,
  seeOther,
  statusOf,
} from '../web/respond.tsx'
import { isArrivalOpen, listArrivals } from './arrival-queries.ts'
import { newArrivalToken, readArrivalToken, showArrivalToken } from './arrival-token.ts'
import { arrive } from './arrive.ts'
import { endArrival } from './end-arrival.ts'
import { openArrival } from './open-arrival.ts'
import { readCount } from './read-count.ts'
import { suggestSignInName } from './suggest-sign-in-name.ts'

const door = { kind: 'door' } as const

/** Face to face: a code on a moderator's screen, and coming in with it. */
export const arrivalRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/arrivals', requireMember, requireModerator, (c) =>
      arrivalsPage(c, { isEnded: c.req.query('done') === 'ended' }),
    )

    // Also how she looks again: the code stands in no address and is not kept, so the form brings it along.
    .post('/arrivals', requireMember, requireModerator, async (c) => {
      const { ctx, t } = c.var
      const form = await readForm(c)
      const typed = form.line('places')
      const result = await openArrival(ctx, { token: form.line('token'), places: readCount(typed) })
      if (!result.ok) {
        const status = statusOf(result.refusals)
        return status === 422
          ? arrivalsPage(c, { typed, refusals: result.refusals })
          : refusedPage(c, result.refusals)
      }
      const link = `${ctx.origin}/arrive/${showArrivalToken(result.value.token)}`
      return page(
        c,
        { place: placeOf(c), back: { href: '/arrivals' } },
        <ArrivalPage t={t} now={ctx.clock.now()} link={link} arrival={result.value} />,
      )
    })

    .post('/arrivals/:arrivalId/end', requireMember, requireModerator, async (c) => {
      const result = await endArrival(c.var.ctx, { arrivalId: c.req.param('arrivalId') })
      return result.ok ? seeOther(c, '/arrivals?done=ended') : refusedPage(c, result.refusals)
    })

    .get('/arrive/:token', async (c) => {
      const { ctx, member } = c.var
      const token = c.req.param('token')
      if (!(await isArrivalOpen(ctx, token))) return gonePage(c)
      return member ? seeOther(c, '/home') : arrivePage(c, { token })
    })

    .post('/arrive/:token', async (c) => {
      const { ctx, t, member, sessions } = c.var
      if (member) return seeOther(c, '/home')
      const token = c.req.param('token')
      const form = await readForm(c)
      if (wantsOtherWords(form) && (await isArrivalOpen(ctx, token))) return arrivePage(c, { token, form })
      const chosen = readNewPassphrase(form)
      if (!chosen.ok) {
        if (!(await isArrivalOpen(ctx, token))) return gonePage(c)
        return arrivePage(c, { token, form, refusals: chosen.refusals, status: 422 })
      }
      const result = await arrive(ctx, {
        token,
        submission: form.line('submission'),
        displayName: form.line('displayName'),
        signInName: form.line('signInName'),
        passphrase: chosen.value,
        locale: t.locale,
        ...readKnock(c, form),
      })
      if (!result.ok) {
        const status = statusOf(result.refusals)
        if (status === 404) return gonePage(c)
        if (status !== 422 && status !== 429) return refusedPage(c, result.refusals)
        return arrivePage(c, { token, form, refusals: result.refusals, status })
      }
      c.header('Set-Cookie', await sessions.start(ctx, result.value.memberId), { append: true })
      return seeOther(c, '/home')
    })

interface AskedArrivals {
  readonly typed?: string
  readonly refusals?: readonly Refusal[]
  readonly isEnded?: boolean
}

async function arrivalsPage(c: MemberPageContext, { typed, refusals = [], isEnded = false }: AskedArrivals) {
  const { ctx, t } = c.var
  const notice = { tone: 'done', text: t('joining.arrivals.ended') } as const
  const content = (
    <ArrivalsPage
      t={t}
      now={ctx.clock.now()}
      token={newArrivalToken(ctx.random)}
      arrivals={await listArrivals(ctx)}
      typed={typed}
      errors={toFormErrors(t, refusals)}
    />
  )
  return page(
    c,
    {
      place: placeOf(c),
      back: { href: '/queue' },
      status: refusals.length > 0 ? 422 : 200,
      ...(isEnded ? { notice } : {}),
    },
    content,
  )
}

interface AskedArrive {
  readonly token: string
  readonly form?: SubmittedForm
  readonly refusals?: readonly Refusal[]
  readonly status?: PageOptions['status']
}

async function arrivePage(c: PageContext, { token, form, refusals = [], status = 200 }: AskedArrive) {
  const { ctx, t, community } = c.var
  const texts = await readTexts(ctx, c.var.reader.languages)
  const content = (
    <ArrivePage
      t={t}
      offered={community.locales}
      action={`/arrive/${showArrivalToken(readArrivalToken(token))}`}
      submission={form?.line('submission') || ctx.random.id()}
      texts={texts && showTexts(texts)}
      values={{
        displayName: form?.line('displayName') ?? '',
        signInName: form?.line('signInName') ?? suggestSignInName(ctx.random, t.locale),
      }}
      passphrase={passphraseModel(c, form)}
      errors={toFormErrors(t, refusals)}
      ticket={await ticketFor(c, 'join', refusals)}
    />
  )
  return page(c, { place: door, status }, content)
}

/** One answer for codes that never were and those that are over, ended or full (P14). */
const gonePage = (c: PageContext) =>
  page(c, { place: door, back: { href: '/' }, status: 404 }, <GonePage t={c.var.t} kind="arrival" />)

const placeOf = ({ var: { t } }: PageContext) =>
  ({ kind: 'inside', name: t('joining.arrivals.title'), readers: t('queue.readers') }) as const

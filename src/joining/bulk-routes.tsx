import { Hono } from 'hono'
import { toFormErrors } from '../../views/components/errors.tsx'
import { ApplicationsPage } from '../../views/joining/applications.tsx'
import { ChosenPage, OutcomesPage } from '../../views/joining/chosen.tsx'
import { queuePlace } from '../moderation/queue-place.ts'
import { invalid, type Refusal } from '../result.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm, type SubmittedForm } from '../web/forms.ts'
import { requireMember, requireModerator } from '../web/require-member.ts'
import { type MemberPageContext, type PageOptions, page, refusedPage, statusOf } from '../web/respond.tsx'
import { type DecideApplications, decideApplications } from './decide-applications.ts'
import { readDeclining } from './decision-routes.tsx'
import type { Declining } from './decline-application.ts'
import { listApplications, readWaiting } from './queries.ts'
import { listReplies } from './reply-queries.ts'

/** A moderator decides on several applications alike: choose, look once more, decide. */
export const bulkRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/queue/applications', requireMember, requireModerator, (c) =>
      listPage(c, { after: c.req.query('after') }),
    )

    .post('/queue/applications/chosen', requireMember, requireModerator, async (c) => {
      const form = await readForm(c)
      const chosen = readChosen(form)
      return chosen.length === 0
        ? listPage(c, { after: form.line('after'), refusals: [invalid('application', 'joining.bulk.none')] })
        : chosenPage(c, { chosen })
    })

    .post('/queue/applications/approve', requireMember, requireModerator, async (c) =>
      decide(c, await readForm(c), 'approve'),
    )

    .post('/queue/applications/decline', requireMember, requireModerator, async (c) => {
      const form = await readForm(c)
      return decide(c, form, { kind: 'decline', ...readDeclining(form) })
    })

interface Chosen {
  readonly id: string
  /** As the moderator read it: once somebody else has decided, it stands nowhere else. */
  readonly name: string
}

const readChosen = (form: SubmittedForm): Chosen[] =>
  form.all('application').map((id) => ({ id, name: form.line(`name-${id}`) }))

async function decide(
  c: MemberPageContext,
  form: SubmittedForm,
  decision: DecideApplications['decision'],
): Promise<Response> {
  const { ctx, t } = c.var
  const chosen = readChosen(form)
  const result = await decideApplications(ctx, { applicationIds: chosen.map(({ id }) => id), decision })
  if (result.ok) {
    const outcomes = result.value.map(({ applicationId, kind }) => ({
      kind,
      name: chosen.find(({ id }) => id === applicationId)?.name ?? '',
    }))
    const isTooLate = outcomes.every(({ kind }) => kind === 'already')
    return page(
      c,
      { place: queuePlace(t), back: { href: '/queue/applications' }, status: isTooLate ? 409 : 200 },
      <OutcomesPage t={t} outcomes={outcomes} />,
    )
  }
  const { refusals } = result
  if (statusOf(refusals) !== 422) return refusedPage(c, refusals)
  if (refusals[0].field === 'application') return listPage(c, { refusals })
  const declining = decision === 'approve' ? undefined : readDeclining(form)
  return chosenPage(c, { chosen, declining, refusals })
}

interface AskedList {
  readonly after?: string | undefined
  readonly refusals?: readonly Refusal[]
}

async function listPage(c: MemberPageContext, { after, refusals = [] }: AskedList) {
  const { ctx, t } = c.var
  const asked = await listApplications(ctx, { after })
  // Whoever stood behind that place is decided on by now: the others are on the first page.
  const isBeyond = asked.applications.length === 0 && asked.waiting > 0
  const { applications, waiting, after: next } = isBeyond ? await listApplications(ctx) : asked
  const options: PageOptions = {
    place: queuePlace(t),
    back: { href: '/queue' },
    status: refusals.length > 0 ? 422 : 200,
  }
  return page(
    c,
    options,
    <ApplicationsPage
      t={t}
      now={ctx.clock.now()}
      applications={applications}
      waiting={waiting}
      after={isBeyond ? undefined : after || undefined}
      nextHref={next && `/queue/applications?after=${next}`}
      errors={toFormErrors(t, refusals)}
    />,
  )
}

interface AskedChosen {
  readonly chosen: readonly Chosen[]
  readonly declining?: Required<Declining> | undefined
  readonly refusals?: readonly Refusal[]
}

/** Everybody who was chosen, by name; whoever is decided on by now is told too. */
async function chosenPage(c: MemberPageContext, { chosen, declining, refusals = [] }: AskedChosen) {
  const { ctx, t } = c.var
  const waiting = await readWaiting(
    ctx,
    chosen.map(({ id }) => id),
  )
  const gone = chosen.filter(({ id }) => !waiting.some((still) => still.id === id))
  return page(
    c,
    {
      place: queuePlace(t),
      back: { href: '/queue/applications' },
      status: refusals.length > 0 ? 422 : 200,
    },
    <ChosenPage
      t={t}
      chosen={waiting.map(({ id, displayName }) => ({ id, name: displayName }))}
      gone={gone.map(({ name }) => name)}
      replies={await listReplies(ctx)}
      declining={declining}
      errors={toFormErrors(t, refusals)}
    />,
  )
}

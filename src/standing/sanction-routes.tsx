import { Hono } from 'hono'
import { toFormErrors } from '../../views/components/errors.tsx'
import { AppealDecisionPage } from '../../views/standing/decision-pages.tsx'
import { SanctionCard } from '../../views/standing/sanction-list.tsx'
import { ExpelPage, LiftPage, SanctionPage } from '../../views/standing/sanction-pages.tsx'
import { queuePlace } from '../moderation/queue-place.ts'
import { can } from '../policy/permissions.ts'
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
import { decideAppeal } from './decide-appeal.ts'
import { liftSanction } from './lift-sanction.ts'
import { peoplePlace } from './people-routes.tsx'
import { type PersonView, readPerson } from './person-queries.ts'
import { isExpulsion, judgeWords, longest, measureNames } from './rules.ts'
import { sanctionMember } from './sanction-member.ts'
import { type AppealView, readAppeal, type SanctionView } from './sanction-queries.ts'

/** Deciding about a member, taking it back, and answering her appeal. */
export const sanctionRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/people/:memberId/sanction', requireMember, requireModerator, async (c) => {
      const person = await readOther(c, c.req.param('memberId'))
      return person ? sanctionPage(c, { person, submission: c.var.ctx.random.id() }) : missingPage(c)
    })

    .post('/people/:memberId/sanction', requireMember, requireModerator, async (c) => {
      const { ctx } = c.var
      const memberId = c.req.param('memberId')
      const form = await readForm(c)
      const values = { measure: form.line('measure'), reason: form.text('reason') }
      const submission = form.line('submission')
      const { measure, reason } = values
      // The second page sends back what it named: a yes to one of the two is no yes to the other.
      const isSettled = !isExpulsion(measure) || form.line('confirm') === measure
      const refusedWords = judgeWords('reason', reason, longest.reason)
      if (!isSettled && refusedWords.length === 0) {
        const person = await readOther(c, memberId)
        return person ? expelPage(c, { person, submission, measure, reason }) : missingPage(c)
      }
      const result = await sanctionMember(ctx, { memberId, submission, ...values })
      if (result.ok) return seeOther(c, `/people/${memberId}?done=sanctioned`)
      const { refusals } = result
      const person = statusOf(refusals) === 404 ? undefined : await readOther(c, memberId)
      return person ? sanctionPage(c, { person, submission, values, refusals }) : refusedPage(c, refusals)
    })

    .get('/people/:memberId/sanctions/:sanctionId/lift', requireMember, requireModerator, async (c) => {
      const person = await readOther(c, c.req.param('memberId'))
      const sanction = person && runningOne(person, c.req.param('sanctionId'))
      return person && sanction ? liftPage(c, { person, sanction }) : missingPage(c)
    })

    .post('/people/:memberId/sanctions/:sanctionId/lift', requireMember, requireModerator, async (c) => {
      const { memberId, sanctionId } = c.req.param()
      const answer = (await readForm(c)).text('answer')
      const result = await liftSanction(c.var.ctx, { memberId, sanctionId, answer })
      if (result.ok) return seeOther(c, `/people/${memberId}?done=lifted`)
      const { refusals } = result
      const person = statusOf(refusals) === 422 ? await readOther(c, memberId) : undefined
      const sanction = person && runningOne(person, sanctionId)
      return person && sanction
        ? liftPage(c, { person, sanction, answer, refusals })
        : refusedPage(c, refusals)
    })

    .get('/queue/appeals/:sanctionId', requireMember, requireModerator, async (c) => {
      const appeal = await readAppeal(c.var.ctx, c.req.param('sanctionId'))
      return appeal ? appealPage(c, { appeal }) : missingPage(c)
    })

    .post('/queue/appeals/:sanctionId', requireMember, requireModerator, async (c) => {
      const { ctx } = c.var
      const sanctionId = c.req.param('sanctionId')
      const form = await readForm(c)
      const values = { decision: form.line('decision'), answer: form.text('answer') }
      const result = await decideAppeal(ctx, { sanctionId, ...values })
      if (result.ok) return seeOther(c, '/queue?done=appealDecided')
      const { refusals } = result
      const appeal = statusOf(refusals) === 404 ? undefined : await readAppeal(ctx, sanctionId)
      return appeal ? appealPage(c, { appeal, values, refusals }) : refusedPage(c, refusals)
    })

/** Somebody whom a moderator can decide about: not herself. */
async function readOther(c: MemberPageContext, memberId: string): Promise<PersonView | undefined> {
  const { ctx } = c.var
  const person = can(ctx.actor, 'member.sanction') ? await readPerson(ctx, memberId) : undefined
  return person?.isSelf ? undefined : person
}

const runningOne = (person: PersonView, sanctionId: string): SanctionView | undefined =>
  person.sanctions.find(({ id, isRunning }) => id === sanctionId && isRunning)

interface Sanctioning {
  readonly person: PersonView
  readonly submission: string
  readonly values?: { readonly measure: string; readonly reason: string }
  readonly refusals?: Refusals | undefined
}

type Refusals = readonly [Refusal, ...Refusal[]]

function sanctionPage(c: MemberPageContext, { person, submission, values, refusals }: Sanctioning) {
  const { t } = c.var
  return page(
    c,
    {
      place: peoplePlace(c),
      back: { href: `/people/${person.id}` },
      status: refusals ? statusOf(refusals) : 200,
    },
    <SanctionPage
      t={t}
      person={person}
      measureNames={measureNames}
      submission={submission}
      values={values}
      errors={toFormErrors(t, refusals ?? [])}
    />,
  )
}

interface Expelling {
  readonly person: PersonView
  readonly submission: string
  readonly measure: 'expel' | 'expel-and-remove'
  readonly reason: string
}

function expelPage(c: MemberPageContext, { person, submission, measure, reason }: Expelling) {
  const back = { href: `/people/${person.id}/sanction` }
  return page(
    c,
    { place: peoplePlace(c), back },
    <ExpelPage t={c.var.t} person={person} submission={submission} measure={measure} reason={reason} />,
  )
}

interface Lifting {
  readonly person: PersonView
  readonly sanction: SanctionView
  readonly answer?: string
  readonly refusals?: Refusals
}

function liftPage(c: MemberPageContext, { person, sanction, answer, refusals }: Lifting) {
  const { t } = c.var
  return page(
    c,
    {
      place: peoplePlace(c),
      back: { href: `/people/${person.id}` },
      status: refusals ? statusOf(refusals) : 200,
    },
    <LiftPage
      t={t}
      person={person}
      sanction={sanction}
      answer={answer}
      errors={toFormErrors(t, refusals ?? [])}
    />,
  )
}

interface Deciding {
  readonly appeal: AppealView
  readonly values?: { readonly decision: string; readonly answer: string }
  readonly refusals?: Refusals
}

function appealPage(c: MemberPageContext, { appeal, values, refusals }: Deciding) {
  const { t } = c.var
  return page(
    c,
    {
      place: queuePlace(t),
      back: { href: '/queue' },
      status: refusals ? statusOf(refusals) : 200,
    },
    <AppealDecisionPage
      t={t}
      now={c.var.ctx.clock.now()}
      id={`appeal-${appeal.id}`}
      kind="appeal"
      since={appeal.appealedAt}
      action={`/queue/appeals/${appeal.id}`}
      title={t('standing.decide.title', { name: appeal.memberName })}
      closed={appeal.closed}
      values={values}
      errors={toFormErrors(t, refusals ?? [])}
    >
      <SanctionCard t={t} sanction={appeal} />
    </AppealDecisionPage>,
  )
}

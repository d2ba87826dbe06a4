import { Hono } from 'hono'
import { CodePage } from '../../views/joining/code.tsx'
import { ClosedPage } from '../../views/joining/join.tsx'
import { passphraseModel, readKnock, readNewPassphrase, ticketFor } from '../auth/forms.ts'
import { showCode } from '../codes.ts'
import { readQuestions } from '../community/queries.ts'
import { isDoorOpen } from '../community/settings.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { type PageContext, page, refusedPage, seeOther, statusOf } from '../web/respond.tsx'
import { arrivalRoutes } from './arrival-routes.tsx'
import { bulkRoutes } from './bulk-routes.tsx'
import { decisionRoutes } from './decision-routes.tsx'
import { judgeStep, stepAfter, stepName, stepOfField, stepsOf } from './draft.ts'
import { readDraft, readEntrance, startPage, stepPage } from './forms.tsx'
import { goneInvitePage, inviteRoutes } from './invite-routes.tsx'
import { mayAskAgain } from './previous-application.ts'
import { replyRoutes } from './reply-routes.tsx'
import { statusRoutes } from './status-routes.tsx'
import { submitApplication } from './submit-application.ts'
import { vouchRoutes } from './vouch-routes.tsx'

/** Asking to join, looking up what became of it, inviting, coming in face to face, deciding. */
export const joiningRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/join', (c) => {
      const { community, member } = c.var
      if (member) return seeOther(c, '/home')
      return isDoorOpen(community) ? startPage(c) : closedPage(c)
    })

    .get('/join/start', (c) => seeOther(c, '/join'))

    // From an invite, from the answer to an old code, or back from the first question.
    .post('/join/start', async (c) => {
      const { ctx, t, member } = c.var
      if (member) return seeOther(c, '/home')
      const draft = readDraft(await readForm(c), await readQuestions(ctx, t.locale))
      const entrance = await readEntrance(c, draft.invite)
      return entrance === 'open' ? startPage(c, { draft }) : shutPage(c, entrance)
    })

    .get('/join/questions', (c) => seeOther(c, '/join'))

    .post('/join/questions', async (c) => {
      const { ctx, t } = c.var
      const form = await readForm(c)
      const questions = await readQuestions(ctx, t.locale)
      const steps = stepsOf(questions)
      const draft = readDraft(form, questions)
      const entrance = await readEntrance(c, draft.invite)
      if (entrance !== 'open') return shutPage(c, entrance)
      const wanted = steps.find((step) => stepName(step) === form.line('go'))
      if (wanted) return stepPage(c, { steps, step: wanted, draft })
      const at = steps.find((step) => stepName(step) === form.line('at'))
      if (at) {
        const refusals = judgeStep(at, draft)
        if (refusals.length > 0) return stepPage(c, { steps, step: at, draft, refusals, status: 422 })
        return stepPage(c, { steps, step: stepAfter(steps, at, draft), draft })
      }
      const { previousCode } = draft
      const asked = previousCode === '' || (await mayAskAgain(ctx, { previousCode, ...readKnock(c, form) }))
      if (asked === true || asked.ok) return stepPage(c, { steps, step: steps[0], draft })
      const { refusals } = asked
      const ticket = await ticketFor(c, 'status', refusals)
      return startPage(c, { draft, refusals, ticket, status: statusOf(refusals) })
    })

    .post('/join', async (c) => {
      const { ctx, t, community } = c.var
      const form = await readForm(c)
      const questions = await readQuestions(ctx, t.locale)
      const draft = readDraft(form, questions)
      if (!isDoorOpen(community) && draft.invite === '') return closedPage(c, 403)
      const code = form.line('code')
      const chosen = readNewPassphrase(form)
      const result = chosen.ok
        ? await submitApplication(ctx, {
            ...draft,
            code,
            passphrase: chosen.value,
            locale: t.locale,
            ...readKnock(c, form),
          })
        : chosen
      if (result.ok) {
        const shown = showCode(result.value.code)
        return page(c, { place: { kind: 'door' } }, <CodePage t={t} code={shown} />)
      }
      const { refusals } = result
      const status = statusOf(refusals)
      if (status !== 422 && status !== 429) return refusedPage(c, refusals)
      const steps = stepsOf(questions)
      const step = stepOfField(steps, refusals[0].field)
      const ticket = await ticketFor(c, 'join', refusals)
      const passphrase = passphraseModel(c, form)
      return stepPage(c, { steps, step, draft, refusals, code, passphrase, ticket, status })
    })

    .route('/', statusRoutes())
    .route('/', inviteRoutes())
    .route('/', arrivalRoutes())
    .route('/', vouchRoutes())
    .route('/', bulkRoutes())
    .route('/', replyRoutes())
    .route('/', decisionRoutes())

const closedPage = (c: PageContext, status: 200 | 403 = 200) =>
  page(c, { place: { kind: 'door' }, back: { href: '/' }, status }, <ClosedPage t={c.var.t} />)

const shutPage = (c: PageContext, entrance: 'closed' | 'gone') =>
  entrance === 'gone' ? goneInvitePage(c) : closedPage(c, 403)

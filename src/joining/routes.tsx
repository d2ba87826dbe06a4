import { Hono } from 'hono'
import { CodePage } from '../../views/joining/code.tsx'
import { ClosedPage, JoinPage } from '../../views/joining/join.tsx'
import { readKnock, ticketFor } from '../auth/forms.ts'
import { showCode } from '../codes.ts'
import { readQuestions, readTexts } from '../community/queries.ts'
import { isDoorOpen } from '../community/settings.ts'
import type { AppEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { type PageContext, page, refusedPage, seeOther, statusOf } from '../web/respond.tsx'
import { decisionRoutes } from './decision-routes.tsx'
import { judgeStep, stepAfter, stepName, stepOfField, stepsOf } from './draft.ts'
import { readDraft, stepPage } from './forms.tsx'
import { statusRoutes } from './status-routes.tsx'
import { submitApplication } from './submit-application.ts'

/** Asking to join, looking up what became of it, deciding. */
export const joiningRoutes = () =>
  new Hono<AppEnv>()
    .get('/join', async (c) => {
      const { ctx, t, community, member } = c.var
      if (member) return seeOther(c, '/home')
      if (!isDoorOpen(community)) return closedPage(c)
      const texts = await readTexts(ctx, t.locale)
      const questions = await readQuestions(ctx, t.locale)
      return page(
        c,
        { place: { kind: 'door' }, back: { href: '/' } },
        <JoinPage t={t} offered={community.locales} texts={texts} questions={questions.length} />,
      )
    })

    .get('/join/questions', (c) => seeOther(c, '/join'))

    .post('/join/questions', async (c) => {
      const { ctx, t, community } = c.var
      if (!isDoorOpen(community)) return closedPage(c, 403)
      const form = await readForm(c)
      const questions = await readQuestions(ctx, t.locale)
      const steps = stepsOf(questions)
      const draft = readDraft(form, questions)
      const wanted = steps.find((step) => stepName(step) === form.line('go'))
      if (wanted) return stepPage(c, { steps, step: wanted, draft })
      const at = steps.find((step) => stepName(step) === form.line('at'))
      if (!at) return stepPage(c, { steps, step: steps[0], draft })
      const refusals = judgeStep(at, draft)
      if (refusals.length > 0) return stepPage(c, { steps, step: at, draft, refusals, status: 422 })
      return stepPage(c, { steps, step: stepAfter(steps, at, draft), draft })
    })

    .post('/join', async (c) => {
      const { ctx, t, community } = c.var
      if (!isDoorOpen(community)) return closedPage(c, 403)
      const form = await readForm(c)
      const questions = await readQuestions(ctx, t.locale)
      const draft = readDraft(form, questions)
      const code = form.line('code')
      const result = await submitApplication(ctx, {
        ...draft,
        code,
        passphrase: form.secret('passphrase'),
        locale: t.locale,
        ...readKnock(c, form),
      })
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
      return stepPage(c, { steps, step, draft, refusals, code, ticket, status })
    })

    .route('/', statusRoutes())
    .route('/', decisionRoutes())

const closedPage = (c: PageContext, status: 200 | 403 = 200) =>
  page(c, { place: { kind: 'door' }, back: { href: '/' }, status }, <ClosedPage t={c.var.t} />)

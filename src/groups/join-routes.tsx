import { Hono } from 'hono'
import { toFormErrors } from '../../views/components/errors.tsx'
import { AskedPage, JoinPage } from '../../views/groups/join-page.tsx'
import type { Refusal } from '../result.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember } from '../web/require-member.ts'
import {
  type MemberPageContext,
  missingPage,
  page,
  refusedPage,
  seeOther,
  statusOf,
} from '../web/respond.tsx'
import { askToJoin } from './ask-to-join.ts'
import { readGroup } from './queries.ts'
import { type JoinView, readJoinView } from './request-queries.ts'
import { answerField, groupLimits } from './rules.ts'
import { doneNotice, narrowPlace, rulesOf } from './view-models.ts'
import { withdrawRequest } from './withdraw-request.ts'

/** Asking a group to let her in, and taking that back. */
export const joinRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/groups/:groupId/join', requireMember, async (c) => {
      const groupId = c.req.param('groupId')
      const group = await readJoinView(c.var.ctx, groupId)
      return group ? joinPage(c, { group }) : insideOrMissing(c, groupId)
    })

    .post('/groups/:groupId/join', requireMember, async (c) => {
      const { ctx } = c.var
      const groupId = c.req.param('groupId')
      const group = await readJoinView(ctx, groupId)
      if (!group) return insideOrMissing(c, groupId)
      const form = await readForm(c)
      const answers = Object.fromEntries(group.questions.map(({ id }) => [id, form.text(answerField(id))]))
      const result = await askToJoin(ctx, { groupId, submission: form.line('submission'), answers })
      if (result.ok) return seeOther(c, `/groups/${groupId}/join?done=asked`)
      const { refusals } = result
      // As it is now: she may have asked from another phone, or it is not to be asked any more.
      const now = await readJoinView(ctx, groupId)
      return now && statusOf(refusals) !== 403
        ? joinPage(c, { group: now, answers, refusals })
        : refusedPage(c, refusals)
    })

    .post('/groups/:groupId/join/withdraw', requireMember, async (c) => {
      const result = await withdrawRequest(c.var.ctx, { groupId: c.req.param('groupId') })
      return result.ok ? seeOther(c, '/groups?done=withdrawn') : refusedPage(c, result.refusals)
    })

/** Who is in already needs no door; for everybody else there is none. */
async function insideOrMissing(c: MemberPageContext, groupId: string): Promise<Response> {
  const group = await readGroup(c.var.ctx, groupId)
  return group ? seeOther(c, `/groups/${group.id}`) : missingPage(c)
}

interface Asking {
  readonly group: JoinView
  readonly answers?: Readonly<Record<string, string>>
  readonly refusals?: readonly [Refusal, ...Refusal[]]
}

function joinPage(c: MemberPageContext, { group, answers = {}, refusals }: Asking) {
  const { t, ctx } = c.var
  const { request, questions } = group
  const errors = refusals && toFormErrors(t, refusals)
  const typed = questions.flatMap(({ id, prompt }) => {
    const answer = answers[id] ?? ''
    return answer === '' ? [] : [{ prompt, answer }]
  })
  return page(
    c,
    {
      place: narrowPlace(group.name, t('group.join.readers')),
      tab: 'groups',
      back: { href: '/groups' },
      status: refusals ? statusOf(refusals) : 200,
      ...doneNotice(t, c.req.query('done')),
    },
    request?.state === 'waiting' ? (
      <AskedPage t={t} group={group} answers={request.answers} typed={typed} errors={errors} />
    ) : (
      <JoinPage
        t={t}
        group={{ ...group, rules: rulesOf(group) }}
        questions={questions.map(({ id, ...question }) => ({
          ...question,
          field: answerField(id),
          value: answers[id] ?? '',
        }))}
        submission={ctx.random.id()}
        longest={groupLimits.answer}
        declined={request?.reason ?? undefined}
        errors={errors}
      />
    ),
  )
}

import { Hono } from 'hono'
import { toFormErrors } from '../../views/components/errors.tsx'
import { SettingsPage, type SettingsPageProps } from '../../views/groups/settings-page.tsx'
import type { Refusal } from '../result.ts'
import type { AppEnv, MemberEnv } from '../web/environment.ts'
import { readForm } from '../web/forms.ts'
import { requireMember } from '../web/require-member.ts'
import {
  forbiddenPage,
  type MemberPageContext,
  missingPage,
  page,
  refusedPage,
  seeOther,
  statusOf,
} from '../web/respond.tsx'
import { type ChangeGroup, changeGroup, mayBeForAll } from './change-group.ts'
import { addQuestion, removeQuestion, requireQuestion } from './change-questions.ts'
import { readGroup } from './queries.ts'
import { groupLimits } from './rules.ts'
import { type GroupSettings, readGroupSettings } from './settings-queries.ts'
import { doneNotice, narrowPlace } from './view-models.ts'

/** What a group is, and what it asks of those who want to be let in. */
export const settingsRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/groups/:groupId/settings', requireMember, (c) => settingsPage(c, c.req.param('groupId')))

    .post('/groups/:groupId/settings', requireMember, async (c) => {
      const groupId = c.req.param('groupId')
      const form = await readForm(c)
      const typed: ChangeGroup = {
        groupId,
        version: form.line('version'),
        name: form.line('name'),
        description: form.text('description'),
        rules: form.text('rules'),
        access: form.line('access'),
        postDays: form.line('postDays'),
        isConfirmed: form.flag('confirm'),
      }
      const result = await changeGroup(c.var.ctx, typed)
      if (result.ok) return seeOther(c, `/groups/${groupId}/settings?done=changed`)
      return isAboutFields(result.refusals)
        ? settingsPage(c, groupId, { typed, refusals: result.refusals })
        : refusedPage(c, result.refusals)
    })

    .post('/groups/:groupId/questions', requireMember, async (c) => {
      const groupId = c.req.param('groupId')
      const form = await readForm(c)
      const question = { prompt: form.line('prompt'), required: form.flag('required') }
      const input = { groupId, submission: form.line('submission'), ...question }
      const result = await addQuestion(c.var.ctx, input)
      if (result.ok) return seeOther(c, `/groups/${groupId}/settings?done=changed#questions`)
      return isAboutFields(result.refusals)
        ? settingsPage(c, groupId, { question, questionRefusals: result.refusals })
        : refusedPage(c, result.refusals)
    })

    .post('/groups/:groupId/questions/:questionId/remove', requireMember, async (c) => {
      const { groupId, questionId } = c.req.param()
      const result = await removeQuestion(c.var.ctx, { groupId, questionId })
      return result.ok
        ? seeOther(c, `/groups/${groupId}/settings?done=changed#questions`)
        : refusedPage(c, result.refusals)
    })

    .post('/groups/:groupId/questions/:questionId/require', requireMember, async (c) => {
      const { groupId, questionId } = c.req.param()
      const required = (await readForm(c)).line('required') === 'yes'
      const result = await requireQuestion(c.var.ctx, { groupId, questionId, required })
      return result.ok
        ? seeOther(c, `/groups/${groupId}/settings?done=changed#questions`)
        : refusedPage(c, result.refusals)
    })

type Refusals = readonly [Refusal, ...Refusal[]]

const isAboutFields = (refusals: Refusals): boolean => [422, 409].includes(statusOf(refusals))

interface Refused {
  readonly typed?: ChangeGroup
  readonly refusals?: Refusals
  readonly question?: { readonly prompt: string; readonly required: boolean }
  readonly questionRefusals?: Refusals
}

/** Hers to change, or not: a member who reads the group may know that it has settings. */
async function settingsPage(c: MemberPageContext, groupId: string, refused: Refused = {}): Promise<Response> {
  const { ctx, t } = c.var
  const { typed, question } = refused
  const settings = await readGroupSettings(ctx, groupId)
  if (!settings) return (await readGroup(ctx, groupId)) ? forbiddenPage(c) : missingPage(c)
  const refusals = refused.refusals ?? refused.questionRefusals
  const isStale = refused.refusals !== undefined && statusOf(refused.refusals) === 409
  return page(
    c,
    {
      place: narrowPlace(settings.name, t('group.members.readers')),
      tab: 'groups',
      back: { href: `/groups/${groupId}` },
      status: refusals ? statusOf(refusals) : 200,
      ...doneNotice(t, c.req.query('done')),
    },
    <SettingsPage
      t={t}
      groupId={groupId}
      name={settings.name}
      access={settings.access}
      isFixed={settings.key !== null}
      mayBeForAll={mayBeForAll(ctx, settings)}
      values={valuesOf(settings, typed, isStale)}
      limits={groupLimits}
      questions={{
        questions: settings.questions,
        submission: ctx.random.id(),
        longest: groupLimits.prompt,
        values: question,
        errors: refused.questionRefusals && toFormErrors(t, refused.questionRefusals),
      }}
      saved={isStale ? settings : undefined}
      errors={refused.refusals && toFormErrors(t, refused.refusals)}
    />,
  )
}

/** What she typed stays. Once she has been shown what is saved now, saving again is her decision. */
function valuesOf(
  settings: GroupSettings,
  typed: ChangeGroup | undefined,
  isStale: boolean,
): SettingsPageProps['values'] {
  const { version, name, description, rules, access, postDays } = settings
  const saved = { version: String(version), postDays: postDays === null ? '' : String(postDays) }
  if (!typed) return { ...saved, name, description, rules, access }
  return { ...typed, version: isStale ? saved.version : typed.version }
}

import { Hono } from 'hono'
import { toFormErrors } from '../../views/components/errors.tsx'
import { MembersPage } from '../../views/groups/members-page.tsx'
import { linesOf } from '../lines.ts'
import { can } from '../policy/permissions.ts'
import type { Refusal, Result } from '../result.ts'
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
import { addGroupMembers } from './add-group-members.ts'
import { relationTo } from './group-moderator.ts'
import { listBelonging } from './member-queries.ts'
import { readGroup } from './queries.ts'
import { removeGroupMember } from './remove-group-member.ts'
import { setGroupRole } from './set-group-role.ts'
import { doneNotice, narrowPlace } from './view-models.ts'

/** Who is in a group, for those who look after it. */
export const memberRoutes = () =>
  new Hono<MemberEnv & AppEnv>()
    .get('/groups/:groupId/members', requireMember, (c) => membersPage(c, c.req.param('groupId')))

    .post('/groups/:groupId/members', requireMember, async (c) => {
      const groupId = c.req.param('groupId')
      const names = (await readForm(c)).text('names')
      const result = await addGroupMembers(c.var.ctx, { groupId, names: linesOf(names) })
      return answer(c, groupId, 'added', result, names)
    })

    .post('/groups/:groupId/members/:memberId/remove', requireMember, async (c) => {
      const { groupId, memberId } = c.req.param()
      return answer(c, groupId, 'removed', await removeGroupMember(c.var.ctx, { groupId, memberId }))
    })

    .post('/groups/:groupId/members/:memberId/role', requireMember, async (c) => {
      const { groupId, memberId } = c.req.param()
      const role = (await readForm(c)).line('role')
      if (role !== 'moderator' && role !== 'member') return missingPage(c)
      const result = await setGroupRole(c.var.ctx, { groupId, memberId, role })
      return answer(c, groupId, 'roleChanged', result)
    })

/** Back to the list; who gave up her own office, or herself, is led to where she may still be. */
async function answer(
  c: MemberPageContext,
  groupId: string,
  done: 'added' | 'removed' | 'roleChanged',
  result: Result<undefined>,
  names?: string,
): Promise<Response> {
  if (!result.ok) {
    const isPageWorth = statusOf(result.refusals) === 422 || statusOf(result.refusals) === 409
    return isPageWorth
      ? membersPage(c, groupId, { names, refusals: result.refusals })
      : refusedPage(c, result.refusals)
  }
  const group = await readGroup(c.var.ctx, groupId)
  if (!group) return seeOther(c, '/groups')
  return seeOther(c, `/groups/${groupId}${group.looksAfter ? '/members' : ''}?done=${done}`)
}

interface Refused {
  readonly names?: string | undefined
  readonly refusals?: readonly [Refusal, ...Refusal[]]
}

async function membersPage(c: MemberPageContext, groupId: string, refused: Refused = {}): Promise<Response> {
  const { ctx, t } = c.var
  const { names = '', refusals } = refused
  const group = await readGroup(ctx, groupId)
  if (!group) return missingPage(c)
  if (!can(ctx.actor, 'group-member.change', relationTo(group))) return forbiddenPage(c)
  const before = c.req.query('before')
  const { members, older } = await listBelonging(ctx, group.id, { before })
  const here = `/groups/${group.id}/members`
  return page(
    c,
    {
      place: narrowPlace(group.name, t('group.members.readers')),
      tab: 'groups',
      back: { href: `/groups/${group.id}` },
      status: refusals ? statusOf(refusals) : 200,
      ...doneNotice(t, c.req.query('done')),
    },
    <MembersPage
      t={t}
      group={{ ...group, isFixed: group.key === 'moderators' }}
      members={members}
      names={names}
      older={older === undefined ? undefined : `${here}?before=${older}`}
      newer={before === undefined ? undefined : here}
      errors={refusals && toFormErrors(t, refusals)}
    />,
  )
}

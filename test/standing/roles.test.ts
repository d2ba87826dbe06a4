import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MemberCtx } from '../../src/context.ts'
import { createTranslator } from '../../src/i18n/translator.ts'
import { grants } from '../../src/policy/permissions.ts'
import { changeRoles } from '../../src/standing/change-roles.ts'
import { actionNames, actionText, permissionTable, shownRoles } from '../../src/standing/roles.ts'
import { openStanding, refusalOf, type Standing } from './pages.ts'

let standing: Standing
let admin: MemberCtx

beforeAll(async () => {
  standing = await openStanding()
  admin = (await standing.member({ name: 'Ada', roles: ['moderator', 'admin'] })).ctx
})
afterAll(() => standing.close())

const rolesOf = async (memberId: string) => {
  const rows = await standing.db
    .selectFrom('memberRoles')
    .select('role')
    .where('memberId', '=', memberId)
    .orderBy('role')
    .execute()
  return rows.map(({ role }) => role)
}
const isInModerators = async (memberId: string) => {
  const row = await standing.db
    .selectFrom('groupMembers')
    .select('groupId')
    .where('memberId', '=', memberId)
    .where('groupId', '=', standing.groups.moderators)
    .executeTakeFirst()
  return row !== undefined
}

describe('roles', () => {
  it('are given and taken by admins over a form; she is told and signed out, and the record says so', async () => {
    const luz = await standing.member({ name: 'Luz' })
    const hers = await standing.visit(luz.id)
    const visitor = await standing.visit(admin.actor.memberId)
    const path = `/people/${luz.id}/roles`
    const given = await visitor.submit((await visitor.get(path)).form(path), {
      roles: ['moderator', 'caseworker', 'queen'],
    })
    expect(given.words).toContain('The roles are changed.')
    expect(await rolesOf(luz.id)).toEqual(['caseworker', 'moderator'])
    expect(await isInModerators(luz.id)).toBe(true)
    expect((await hers.get('/roles')).status).toBe(404)
    await visitor.submit((await visitor.get(path)).form(path), { roles: ['caseworker'] })
    expect(await isInModerators(luz.id)).toBe(false)
    expect(await standing.acts()).toEqual(['role-given', 'role-given', 'role-taken'])
    expect(await standing.noticesOf(luz.id)).toEqual(['role-changed', 'role-changed'])
  })

  it('are no business of moderators', async () => {
    const mar = await standing.member({ roles: ['moderator'] })
    const luz = await standing.member()
    const visitor = await standing.visit(mar.id)
    expect((await visitor.get(`/people/${luz.id}/roles`)).status).toBe(404)
    expect((await visitor.submit(`/people/${luz.id}/roles`, { roles: 'admin' })).status).toBe(403)
    expect(await rolesOf(luz.id)).toEqual([])
    await standing.db.deleteFrom('memberRoles').where('memberId', '=', mar.id).execute()
  })

  it('are never taken from the last admin or moderator, also when two leave at the same moment', async () => {
    const { memberId } = admin.actor
    expect(refusalOf(await changeRoles(admin, { memberId, roles: ['moderator'] }))).toBe(
      'standing.errors.last.admin',
    )
    expect(refusalOf(await changeRoles(admin, { memberId, roles: ['admin'] }))).toBe(
      'standing.errors.last.moderator',
    )
    const visitor = await standing.visit(memberId)
    const path = `/people/${memberId}/roles`
    const refused = await visitor.submit((await visitor.get(path)).form(path), { roles: [] })
    expect(refused.status).toBe(409)
    expect(refused.words).toContain('She is the last')
    const other = await standing.member({ roles: ['moderator', 'admin'] })
    const both = [
      changeRoles(admin, { memberId, roles: ['moderator'] }),
      changeRoles(other.ctx, { memberId: other.id, roles: ['moderator'] }),
    ]
    expect((await Promise.all(both)).filter(({ ok }) => ok)).toHaveLength(1)
    const admins = await standing.db
      .selectFrom('memberRoles')
      .select('memberId')
      .where('role', '=', 'admin')
      .execute()
    expect(admins).toHaveLength(1)
  })

  it('do not count those who cannot act: a frozen admin is none', async () => {
    const first = await standing.member({ roles: ['admin', 'moderator'] })
    await standing.db.updateTable('members').set({ status: 'frozen' }).where('id', '<>', first.id).execute()
    const refused = await changeRoles(first.ctx, { memberId: first.id, roles: ['moderator'] })
    expect(refusalOf(refused)).toBe('standing.errors.last.admin')
    const frozen = await standing.member()
    await standing.db.updateTable('members').set({ status: 'frozen' }).where('id', '=', frozen.id).execute()
    const given = await changeRoles(first.ctx, { memberId: frozen.id, roles: ['moderator'] })
    expect(refusalOf(given)).toBe('standing.errors.notActive')
  })
})

describe('the page of who may do what', () => {
  it('shows every grant of the one table, in words', async () => {
    const shown = permissionTable().flatMap(({ role, actions }) =>
      actions.flatMap(({ action, relations }) =>
        relations.map((relation) => `${role} ${action} ${relation}`),
      ),
    )
    const granted = Object.entries(grants).flatMap(([action, rows]) =>
      rows.map(([role, relation]) => `${role} ${action} ${relation}`),
    )
    expect(shown.sort()).toEqual(granted.sort())
    expect(new Set(shownRoles).size).toBe(shownRoles.length)
    expect(actionNames.filter((action) => actionText(action) === undefined)).toEqual([])
    const { id } = await standing.member()
    const page = await (await standing.visit(id)).get('/roles')
    expect(page.status).toBe(200)
    const t = createTranslator('en')
    for (const action of actionNames) {
      const key = actionText(action)
      expect(page.words).toContain(key === undefined ? action : t(key))
    }
    expect(standing.faults).toEqual([])
  })
})

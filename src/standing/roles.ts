import { isMessageKey } from '../i18n/is-message-key.ts'
import type { MessageKey } from '../i18n/translator.ts'
import { type Action, type ActorRole, grants, type Relation } from '../policy/permissions.ts'

/** In the order in which the page shows them. */
export const shownRoles: readonly ActorRole[] = [
  ...(['member', 'moderator', 'admin', 'caseworker', 'guest', 'remote', 'system'] as const),
]

export interface RoleRow {
  readonly role: ActorRole
  readonly actions: readonly { readonly action: Action; readonly relations: readonly Relation[] }[]
}

const isAction = (name: string): name is Action => Object.hasOwn(grants, name)

/** Every action there is, from the one table. */
export const actionNames: readonly Action[] = Object.keys(grants).filter(isAction)

/** Who may do what: the permission table itself, by role (P13). */
export const permissionTable = (): readonly RoleRow[] =>
  shownRoles
    .map((role) => ({
      role,
      actions: actionNames
        .map((action) => ({ action, relations: relationsOf(action, role) }))
        .filter(({ relations }) => relations.length > 0),
    }))
    .filter(({ actions }) => actions.length > 0)

function relationsOf(action: Action, role: ActorRole): Relation[] {
  const rows: readonly (readonly [ActorRole, Relation])[] = grants[action]
  return rows.filter(([granted]) => granted === role).map(([, relation]) => relation)
}

/** The words for an action; undefined for one that nobody has found words for yet. */
export function actionText(action: Action): MessageKey | undefined {
  const key = `roles.action.${action.replaceAll('.', '-')}`
  return isMessageKey(key) ? key : undefined
}

import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Details, PageTitle } from '../components/text.tsx'

type RoleName = 'guest' | 'member' | 'moderator' | 'caseworker' | 'admin' | 'remote' | 'system'
type RelationName = 'any' | 'author' | 'reader' | 'follower' | 'allowed' | 'group-moderator' | 'delegate'

export interface PermissionsPageProps {
  t: Translator
  rows: readonly {
    readonly role: RoleName
    readonly actions: readonly { readonly text: string; readonly relations: readonly RelationName[] }[]
  }[]
}

/** Who may do what, made from the very table that decides it. */
export const PermissionsPage: FC<PermissionsPageProps> = ({ t, rows }) => (
  <>
    <PageTitle lead={t('roles.lead')}>{t('roles.title')}</PageTitle>
    {rows.map(({ role, actions }) => (
      <Details summary={t(`roles.role.${role}`)}>
        <Actions t={t} actions={actions} />
      </Details>
    ))}
  </>
)

const Actions: FC<{ t: Translator; actions: PermissionsPageProps['rows'][number]['actions'] }> = ({
  t,
  actions,
}) => (
  <ul>
    {actions.map(({ text, relations }) => (
      <li>
        {text}
        {relations.includes('any') ? null : (
          <span class="soft">
            {' '}
            ({relations.map((relation) => t(`roles.relation.${relation}`)).join('; ')})
          </span>
        )}
      </li>
    ))}
  </ul>
)

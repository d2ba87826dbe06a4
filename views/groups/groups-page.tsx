import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { LinkList } from '../components/lists.tsx'
import { EmptyState } from '../components/messages.tsx'
import { PageTitle } from '../components/text.tsx'

export interface GroupLink {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly readers: number
}

export interface GroupsPageProps {
  t: Translator
  groups: readonly GroupLink[]
  canCreate: boolean
}

/** The groups she can read. */
export const GroupsPage: FC<GroupsPageProps> = ({ t, groups, canCreate }) => (
  <>
    <PageTitle lead={t('group.list.lead')}>{t('group.list.title')}</PageTitle>
    {groups.length === 0 ? (
      <EmptyState icon="users" title={t('group.list.empty')} />
    ) : (
      <LinkList items={groups.map((group) => groupItem(t, group, `/groups/${group.id}`))} />
    )}
    {canCreate && (
      <ButtonRow>
        <Button kind="secondary" icon="users" href="/groups/new">
          {t('group.new.title')}
        </Button>
      </ButtonRow>
    )}
  </>
)

export const groupItem = (t: Translator, { name, description, readers }: GroupLink, href: string) => ({
  href,
  title: name,
  icon: 'users' as const,
  text: (
    <>
      {description !== '' && (
        <>
          <span dir="auto">{description}</span>
          <br />
        </>
      )}
      {t('group.list.readers', { count: readers })}
    </>
  ),
})

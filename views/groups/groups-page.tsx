import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import type { SafeHtml } from '../../src/safe-html.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Form } from '../components/form.tsx'
import { LinkList } from '../components/lists.tsx'
import { EmptyState } from '../components/messages.tsx'
import { Details, PageTitle, Prose, Section, Tag } from '../components/text.tsx'

export interface GroupLink {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly readers: number
}

export interface GroupDoorModel {
  readonly id: string
  readonly name: string
  readonly description: string
  /** Nothing when it has no rules. */
  readonly rules?: SafeHtml | undefined
  readonly hasAsked: boolean
}

export interface GroupsPageProps {
  t: Translator
  groups: readonly GroupLink[]
  /** Those she can ask to join. */
  doors: readonly GroupDoorModel[]
  /** Those for all members that she left. */
  left: readonly GroupLink[]
  canCreate: boolean
}

/** The groups she can read, those she can ask to join, and those she left. */
export const GroupsPage: FC<GroupsPageProps> = ({ t, groups, doors, left, canCreate }) => (
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
    {doors.length > 0 && (
      <Section title={t('group.list.ask')}>
        {doors.map((door) => (
          <Door t={t} door={door} />
        ))}
      </Section>
    )}
    {left.length > 0 && (
      <Section title={t('group.list.left')}>
        {left.map(({ id, name, description }) => (
          <section class="stack">
            <h3 dir="auto">
              <a href={`/groups/${id}`}>{name}</a>
            </h3>
            {description !== '' && <p dir="auto">{description}</p>}
            <Form action={`/groups/${id}/return`} label={t('group.list.returnTo', { name })}>
              <Button kind="secondary" icon="undo-2">
                {t('group.list.return')}
                <span class="visually-hidden"> {name}</span>
              </Button>
            </Form>
          </section>
        ))}
      </Section>
    )}
  </>
)

const Door: FC<{ t: Translator; door: GroupDoorModel }> = ({ t, door }) => (
  <section class="stack">
    <h3 dir="auto">
      {door.name} {door.hasAsked && <Tag icon="clock">{t('group.list.asked')}</Tag>}
    </h3>
    {door.description !== '' && <p dir="auto">{door.description}</p>}
    {door.rules !== undefined && (
      <Details summary={t('group.rules')} printed>
        <Prose html={door.rules} />
      </Details>
    )}
    <p>
      <Button kind="secondary" href={`/groups/${door.id}/join`}>
        {t(door.hasAsked ? 'group.list.seeRequest' : 'group.list.askAction')}
        <span class="visually-hidden"> {door.name}</span>
      </Button>
    </p>
  </section>
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

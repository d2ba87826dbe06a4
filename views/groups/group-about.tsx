import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import type { SafeHtml } from '../../src/safe-html.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Form } from '../components/form.tsx'
import { LinkList } from '../components/lists.tsx'
import { Details, Prose } from '../components/text.tsx'

export interface GroupAboutProps {
  t: Translator
  group: {
    readonly id: string
    readonly access: 'members' | 'approval' | 'hidden'
    readonly rules?: SafeHtml | undefined
    readonly postDays: number | null
    readonly isMuted: boolean
    readonly hasLeft: boolean
    readonly looksAfter: boolean
    /** How many ask to be let in. */
    readonly requests: number
  }
}

/** What holds in a group, and what she can do with it; for those who look after it, where they do that. */
export const GroupAbout: FC<GroupAboutProps> = ({ t, group }) => {
  const here = `/groups/${group.id}`
  return (
    <>
      {group.looksAfter && (
        <Details summary={t('group.care')} open={group.requests > 0}>
          <LinkList items={careLinks(t, group)} />
        </Details>
      )}
      <Details summary={t('group.about')}>
        {group.rules !== undefined && (
          <>
            <h2>{t('group.rules')}</h2>
            <Prose html={group.rules} />
          </>
        )}
        {group.postDays !== null && <p>{t('group.about.expiry', { days: group.postDays })}</p>}
        <p class="soft">{t(group.isMuted ? 'group.about.muted' : 'group.about.muteHint')}</p>
        <Form action={`${here}/${group.isMuted ? 'unmute' : 'mute'}`}>
          <ButtonRow>
            <Button kind="secondary">{t(group.isMuted ? 'group.about.unmute' : 'group.about.mute')}</Button>
            {!group.hasLeft && (
              <Button kind="quiet" icon="log-out" href={`${here}/leave`}>
                {t('group.about.leave')}
              </Button>
            )}
          </ButtonRow>
        </Form>
      </Details>
    </>
  )
}

const careLinks = (t: Translator, { id, access, requests }: GroupAboutProps['group']) => [
  ...(access === 'approval'
    ? [
        {
          href: `/groups/${id}/requests`,
          title: t('group.care.requests', { count: requests }),
          icon: 'inbox' as const,
        },
      ]
    : []),
  {
    href: `/groups/${id}/members`,
    title: t(access === 'members' ? 'group.care.moderators' : 'group.care.members'),
    icon: 'users' as const,
  },
  { href: `/groups/${id}/settings`, title: t('group.care.settings'), icon: 'pencil' as const },
]

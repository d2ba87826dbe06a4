import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import type { SafeHtml } from '../../src/safe-html.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Form } from '../components/form.tsx'
import { LinkList } from '../components/lists.tsx'
import { smallAct } from '../components/small-act.tsx'
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
      <Details summary={t('group.about')} printed>
        {group.rules !== undefined && (
          <>
            <h2>{t('group.rules')}</h2>
            <Prose html={group.rules} />
            <div data-print={t('common.print')} />
          </>
        )}
        {group.postDays !== null && <p>{t('group.about.expiry', { days: group.postDays })}</p>}
        <div class="not-printed">
          <MuteGroup t={t} here={here} isMuted={group.isMuted} />
        </div>
        {!group.hasLeft && (
          <ButtonRow>
            <Button kind="quiet" icon="log-out" href={`${here}/leave`}>
              {t('group.about.leave')}
            </Button>
          </ButtonRow>
        )}
      </Details>
    </>
  )
}

/** Whether she hears of a group, and the button that changes it. */
export const MuteGroup: FC<{
  t: Translator
  /** The group's page. */
  here: string
  isMuted: boolean
  /** Only in fragments. */
  focused?: boolean | undefined
}> = ({ t, here, isMuted, focused }) => {
  const action = `${here}/${isMuted ? 'unmute' : 'mute'}`
  return (
    <Form action={action} htmx={smallAct(action)}>
      <p class="soft">{t(isMuted ? 'group.about.muted' : 'group.about.muteHint')}</p>
      <Button kind="secondary" focused={focused}>
        {t(isMuted ? 'group.about.unmute' : 'group.about.mute')}
      </Button>
    </Form>
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

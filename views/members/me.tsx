import type { FC } from 'hono/jsx'
import type { Locale, Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Form } from '../components/form.tsx'
import { LanguageSwitch } from '../components/language-switch.tsx'
import { type LinkItem, LinkList } from '../components/lists.tsx'
import { Notice } from '../components/messages.tsx'
import { Person } from '../components/person.tsx'
import { PageTitle, Section, Tag } from '../components/text.tsx'

export interface MePageProps {
  t: Translator
  displayName: string
  roles: readonly ('moderator' | 'caseworker' | 'admin')[]
  offered: readonly Locale[]
  /** On how many devices she is signed in, and on how many of them her pages are locked. */
  sessions: { readonly all: number; readonly locked: number }
  /** After how many minutes her pages lock; undefined while they do not. */
  lockMinutes: number | undefined
  mayInvite: boolean
  /** Whether members write to each other here. */
  hasMessages: boolean
  maySeeSettings: boolean
  recovery: {
    /** Somebody asked for a new passphrase for her account, and at least one woman said yes. */
    readonly askedAt: Date | null
    /** Printed codes that are left. */
    readonly codes: number
    readonly helper: string | null
    /** How many wait for her own word. */
    readonly askedOfMe: number
  }
}

/** Her own page. Nobody else has one of her: there is no profile. */
export const MePage: FC<MePageProps> = ({
  t,
  displayName,
  roles,
  offered,
  sessions,
  lockMinutes,
  mayInvite,
  hasMessages,
  maySeeSettings,
  recovery,
}) => (
  <>
    <PageTitle lead={t('members.me.lead')}>{t('members.me.title')}</PageTitle>
    <p class="cluster">
      <Person name={displayName} />
      {roles.map((role) => (
        <Tag tone="community">{t(`members.role.${role}`)}</Tag>
      ))}
    </p>
    <RecoveryStrips t={t} recovery={recovery} />
    <Section title={t('members.me.here')}>
      <LinkList items={herePages(t, { mayInvite, hasMessages, maySeeSettings })} />
    </Section>
    <Section title={t('members.me.outside')}>
      <LinkList items={ownPages(t)} />
    </Section>
    <Section title={t('members.me.account')}>
      <LinkList items={accountPages(t, recovery, lockMinutes)} />
    </Section>
    <Section title={t('members.me.devices')}>
      <p>
        {t('members.me.devices.text', { count: sessions.all })}{' '}
        {sessions.locked > 0 && t('members.me.devices.locked', { count: sessions.locked })}
      </p>
      <ButtonRow>
        {lockMinutes !== undefined && (
          <Form action="/lock">
            <Button kind="secondary" icon="lock">
              {t('lock.now')}
            </Button>
          </Form>
        )}
        <Form action="/sign-out">
          <Button kind="secondary" icon="log-out">
            {t('members.me.signOut')}
          </Button>
        </Form>
        <Form action="/me/sessions/end">
          <Button kind="secondary">{t('members.me.signOutEverywhere')}</Button>
        </Form>
      </ButtonRow>
    </Section>
    <LanguageSwitch t={t} offered={offered} returnTo="/me" isAlone />
  </>
)

/** What cannot wait: her account may be taken over, or another woman wants to come in. */
const RecoveryStrips: FC<{ t: Translator; recovery: MePageProps['recovery'] }> = ({ t, recovery }) => (
  <>
    {recovery.askedAt !== null && (
      <Notice tone="alarm">
        <p>
          <strong>{t('members.me.recovery')}</strong> {t('members.me.recovery.text')}{' '}
          <a href="/me/recovery">{t('members.me.recovery.look')}</a>
        </p>
      </Notice>
    )}
    {recovery.askedOfMe > 0 && (
      <Notice>
        <p>
          <a href="/recoveries">{t('members.me.asked', { count: recovery.askedOfMe })}</a>
        </p>
      </Notice>
    )}
  </>
)

const herePages = (
  t: Translator,
  may: Pick<MePageProps, 'mayInvite' | 'hasMessages' | 'maySeeSettings'>,
): LinkItem[] => [
  { href: '/notifications', title: t('notifications.title'), icon: 'bell' },
  { href: '/saved', title: t('members.me.saved'), icon: 'check' },
  { href: '/drafts', title: t('drafts.title'), icon: 'square-pen' },
  { href: '/contact', title: t('members.me.contact'), icon: 'message-circle' },
  ...(may.hasMessages ? [{ href: '/messages', title: t('members.me.messages'), icon: 'send' as const }] : []),
  ...(may.mayInvite ? [{ href: '/invites', title: t('joining.invites.title'), icon: 'users' as const }] : []),
  ...(may.maySeeSettings ? [{ href: '/settings', title: t('settings.title'), icon: 'house' as const }] : []),
]

const accountPages = (
  t: Translator,
  { codes, helper }: MePageProps['recovery'],
  lockMinutes: number | undefined,
): LinkItem[] => [
  {
    href: '/me/lock',
    title: t('members.me.lock'),
    text: t('members.me.lock.text', { minutes: lockMinutes ?? 0 }),
    icon: 'lock',
  },
  { href: '/me/passphrase', title: t('members.me.passphrase'), icon: 'lock' },
  {
    href: '/me/codes',
    title: t('members.me.codes'),
    text: t('members.me.codes.text', { count: codes }),
    icon: 'circle-check',
  },
  {
    href: '/me/helper',
    title: t('members.me.helper'),
    text: t('members.me.helper.text', { isNamed: helper === null ? 'no' : 'yes', name: helper ?? '' }),
    icon: 'users',
  },
  { href: '/reading', title: t('reading.title'), text: t('reading.link'), icon: 'eye' },
  { href: '/notifications/settings', title: t('members.me.notifications'), icon: 'bell' },
  { href: '/standing', title: t('members.me.standing'), icon: 'circle-user' },
]

const ownPages = (t: Translator): LinkItem[] => [
  { href: '/shares', title: t('members.me.shares'), text: t('members.me.shares.text'), icon: 'door-open' },
  {
    href: '/pen-names',
    title: t('members.me.penNames'),
    text: t('members.me.penNames.text'),
    icon: 'pencil',
  },
  { href: '/about/data', title: t('about.toData'), icon: 'eye' },
]

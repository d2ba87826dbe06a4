import type { FC } from 'hono/jsx'
import type { Locale, Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Form } from '../components/form.tsx'
import { LanguageSwitch } from '../components/language-switch.tsx'
import { type LinkItem, LinkList } from '../components/lists.tsx'
import { Person } from '../components/person.tsx'
import { PageTitle, Section, Tag } from '../components/text.tsx'

export interface MePageProps {
  t: Translator
  displayName: string
  roles: readonly ('moderator' | 'caseworker' | 'admin')[]
  offered: readonly Locale[]
  /** On how many devices she is signed in. */
  sessions: number
}

/** Her own page. Nobody else has one of her: there is no profile. */
export const MePage: FC<MePageProps> = ({ t, displayName, roles, offered, sessions }) => (
  <>
    <PageTitle lead={t('members.me.lead')}>{t('members.me.title')}</PageTitle>
    <p class="cluster">
      <Person name={displayName} />
      {roles.map((role) => (
        <Tag tone="community">{t(`members.role.${role}`)}</Tag>
      ))}
    </p>
    <LinkList items={[{ href: '/notifications', title: t('notifications.title'), icon: 'bell' }]} />
    <Section title={t('members.me.outside')}>
      <LinkList items={ownPages(t)} />
    </Section>
    <Section title={t('shell.language')}>
      <LanguageSwitch t={t} offered={offered} returnTo="/me" />
    </Section>
    <Section title={t('members.me.devices')}>
      <p>{t('members.me.devices.text', { count: sessions })}</p>
      <ButtonRow>
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
  </>
)

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

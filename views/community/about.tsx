import type { FC } from 'hono/jsx'
import type { Locale, Translator } from '../../src/i18n/translator.ts'
import { LanguageSwitch } from '../components/language-switch.tsx'
import { LinkList } from '../components/lists.tsx'
import { PageTitle, Section } from '../components/text.tsx'

/** What this is, for anybody: what it protects from, what it cannot. Says nothing of the people here. */
export const AboutPage: FC<{ t: Translator; offered: readonly Locale[] }> = ({ t, offered }) => (
  <>
    <PageTitle lead={t('about.lead')}>{t('about.title')}</PageTitle>
    <Section title={t('about.protects.title')}>
      <ul>
        <li>{t('about.protects.names')}</li>
        <li>{t('about.protects.closed')}</li>
        <li>{t('about.protects.noTracks')}</li>
        <li>{t('about.protects.consent')}</li>
        <li>{t('about.protects.leave')}</li>
      </ul>
    </Section>
    <Section title={t('about.cannot.title')}>
      <ul>
        <li>{t('about.cannot.server')}</li>
        <li>{t('about.cannot.phone')}</li>
        <li>{t('about.cannot.people')}</li>
        <li>{t('about.cannot.style')}</li>
        <li>{t('about.cannot.allies')}</li>
        <li>{t('about.cannot.admin')}</li>
        <li>{t('about.cannot.network')}</li>
      </ul>
    </Section>
    <div data-print={t('common.print')} />
    <LinkList
      items={[
        { href: '/about/data', title: t('about.toData'), icon: 'clock' },
        { href: '/withdraw', title: t('about.toWithdraw'), icon: 'undo-2' },
      ]}
    />
    <LanguageSwitch t={t} offered={offered} returnTo="/about" />
  </>
)

import type { FC } from 'hono/jsx'
import type { TextLanguagesModel } from '../../src/i18n/languages.ts'
import type { Translator } from '../../src/i18n/translator.ts'
import type { SafeHtml } from '../../src/safe-html.ts'
import { Rules } from '../community/text-lines.tsx'
import { TextLanguages } from '../components/language-switch.tsx'
import { LinkList } from '../components/lists.tsx'
import { Details, PageTitle, Section } from '../components/text.tsx'

export interface HelpPageProps {
  t: Translator
  /** Nobody has looked after the community for long, and members may take over. */
  canSucceed: boolean
  rules?:
    | {
        readonly rules: readonly SafeHtml[]
        readonly locale: string
        readonly languages?: TextLanguagesModel | undefined
      }
    | undefined
}

/** What can be done here, whom words reach, the rules, and how to leave. */
export const HelpPage: FC<HelpPageProps> = ({ t, canSucceed, rules }) => (
  <>
    <PageTitle>{t('help.title')}</PageTitle>
    <Section title={t('help.do')}>
      <LinkList
        items={[
          { href: '/write', title: t('help.do.write'), text: t('help.do.write.text'), icon: 'square-pen' },
          { href: '/groups', title: t('help.do.read'), text: t('help.do.read.text'), icon: 'users' },
          { href: '/shares', title: t('help.do.share'), text: t('help.do.share.text'), icon: 'door-open' },
          { href: '/search', title: t('search.title'), text: t('search.lead'), icon: 'search' },
          {
            href: '/contact',
            title: t('members.me.contact'),
            text: t('help.do.contact.text'),
            icon: 'message-circle',
          },
          ...(canSucceed
            ? [{ href: '/succession', title: t('help.do.succession'), icon: 'users' as const }]
            : []),
        ]}
      />
    </Section>
    <Details summary={t('help.leave')} printed>
      <ul>
        <li>{t('help.leave.now')}</li>
        <li>{t('help.leave.keys')}</li>
        <li>{t('help.leave.everywhere')}</li>
        <li>{t('help.leave.history')}</li>
      </ul>
    </Details>
    <Details summary={t('help.reach')} printed>
      <ul>
        <li>{t('help.reach.group')}</li>
        <li>{t('help.reach.newcomers')}</li>
        <li>{t('help.reach.server')}</li>
        <li>{t('help.reach.outside')}</li>
        <li>{t('help.reach.pictures')}</li>
      </ul>
    </Details>
    {rules && (
      <Details summary={t('joining.start.rules')} printed>
        <Rules rules={rules.rules} lang={rules.locale} />
        <TextLanguages t={t} languages={rules.languages} />
        <div data-print={t('common.print')} />
      </Details>
    )}
    <LinkList
      items={[
        { href: '/reading', title: t('reading.title'), icon: 'eye' },
        { href: '/roles', title: t('settings.roles.title'), icon: 'circle-user' },
        { href: '/about', title: t('about.title'), icon: 'life-buoy' },
        { href: '/about/data', title: t('about.toData'), icon: 'eye' },
      ]}
    />
  </>
)

import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import type { IconName } from '../icons.ts'
import type { Shell, Tab } from '../shell.ts'
import { Icon } from './icon.tsx'

/** For keyboards and screen readers: past everything that is the same on each page. */
export const SkipLinks: FC<{ t: Translator; hasTabs: boolean }> = ({ t, hasTabs }) => (
  <div class="skip-links">
    <a href="#main">{t('shell.skip.content')}</a>
    {hasTabs && <a href="#tabs">{t('shell.skip.tabs')}</a>}
  </div>
)

/** The quick exit: a link, so that it works without the script too. */
export const LeaveNow: FC<{ t: Translator }> = ({ t }) => (
  <a class="leave-now" href="/leave" rel="nofollow" data-leave>
    <Icon name="log-out" />
    {t('shell.leaveNow')}
  </a>
)

/** Back, the neutral title, Leave now: always on top, where a keyboard cannot cover it. */
export const TopBar: FC<{ shell: Shell }> = ({ shell }) => (
  <header class="top-bar">
    {shell.back && <BackLink t={shell.t} href={shell.back.href} to={shell.back.label} />}
    <p class="top-bar__title">{shell.title}</p>
    <LeaveNow t={shell.t} />
  </header>
)

/** One word for the eye; where it leads is told to those who cannot see the page. */
export const BackLink: FC<{ t: Translator; href: string; to?: string | undefined }> = ({ t, href, to }) => (
  <a class="back-link" href={href}>
    <Icon name="arrow-left" />
    <span>
      {t('common.back')}
      {to !== undefined && <span class="visually-hidden">: {to}</span>}
    </span>
  </a>
)

const tabs: readonly { readonly tab: Tab; readonly href: string; readonly icon: IconName }[] = [
  { tab: 'home', href: '/home', icon: 'house' },
  { tab: 'groups', href: '/groups', icon: 'users' },
  { tab: 'write', href: '/write', icon: 'square-pen' },
  { tab: 'help', href: '/help', icon: 'life-buoy' },
  { tab: 'me', href: '/me', icon: 'circle-user' },
]

/** Five places, each with icon and word: at the bottom of a phone, down the side of a wide screen. */
export const TabBar: FC<{ t: Translator; current?: Tab | undefined; unseen: number }> = ({
  t,
  current,
  unseen,
}) => (
  <nav class="tab-bar" id="tabs" aria-label={t('shell.tabs')} tabindex={-1}>
    <ul>
      {tabs.map(({ tab, href, icon }) => (
        <li>
          <a class="tab-bar__tab" href={href} aria-current={tab === current ? 'page' : undefined}>
            <Icon name={icon} />
            <span>
              {t(`shell.tab.${tab}`)}
              {tab === 'me' && unseen > 0 && (
                <>
                  {' '}
                  <span class="tab-bar__count">
                    <span aria-hidden="true">{shown(unseen)}</span>
                    <span class="visually-hidden">({t('shell.unseen', { count: shown(unseen) })})</span>
                  </span>
                </>
              )}
            </span>
          </a>
        </li>
      ))}
    </ul>
  </nav>
)

const shown = (unseen: number): string => (unseen > 9 ? '9+' : String(unseen))

/** On a wide screen: the community's name over the tabs. On a phone only the tabs remain. */
export const SideRail: FC<{ shell: Shell }> = ({ shell }) => (
  <div class="side-rail">
    <p class="side-rail__community" dir="auto">
      {shell.communityName}
    </p>
    <TabBar
      t={shell.t}
      current={shell.currentTab}
      unseen={shell.viewer.kind === 'member' ? shell.viewer.unseen : 0}
    />
    {shell.lockMinutes !== undefined && (
      <a class="side-rail__lock" href="/lock" rel="nofollow">
        {shell.t('lock.rail')}
      </a>
    )}
  </div>
)

/** What waits for a moderator, on her home page. */
export const ToDoStrip: FC<{ t: Translator; count: number }> = ({ t, count }) => (
  <a class="to-do-strip" href="/queue">
    <Icon name="inbox" />
    <span>{t('shell.toDo', { count })}</span>
  </a>
)

/** What she was told and has not seen, on her home page. */
export const UnseenStrip: FC<{ t: Translator; count: number }> = ({ t, count }) => (
  <a class="to-do-strip" href="/notifications">
    <Icon name="bell" />
    <span>{t('shell.unseen.link', { count, shown: shown(count) })}</span>
  </a>
)

import { html } from 'hono/html'
import type { Child, FC, PropsWithChildren } from 'hono/jsx'
import { IconSprite } from './components/icon.tsx'
import { Notice } from './components/messages.tsx'
import { SideRail, SkipLinks, ToDoStrip, TopBar, UnseenStrip } from './components/navigation.tsx'
import { PlaceBand } from './components/place-band.tsx'
import type { Shell } from './shell.ts'

/**
 * htmx as INTERFACE.md asks: failed answers are not swapped unless `hx-status:422` says so, nothing is injected
 * into the page, no history cache, 15 seconds.
 */
export const htmxConfiguration = JSON.stringify({
  noSwap: [204, 304, '4xx', '5xx'],
  includeIndicatorCSS: false,
  history: false,
  mode: 'same-origin',
  defaultTimeout: 15_000,
})

export interface LayoutProps {
  shell: Shell
  /** Beside the text on a wide screen, below it on a phone: who reads this, rules. Starts with an h2. */
  aside?: Child
}

/** A whole page. Its title never changes; its place band and tabs follow from the shell. */
export const Layout: FC<PropsWithChildren<LayoutProps>> = ({ shell, aside, children }) => {
  const { t, viewer, place, assets } = shell
  const hasTabs = viewer.kind === 'member' && place.kind !== 'leaving'
  const isClosed = place.kind !== 'outside'
  const toDo = viewer.kind === 'member' && viewer.isModerator && shell.currentTab === 'home' ? viewer.toDo : 0
  const unseen = viewer.kind === 'member' && shell.currentTab === 'home' ? viewer.unseen : 0
  return html`<!doctype html>${(
    <html
      lang={t.locale}
      dir="ltr"
      translate={isClosed ? 'no' : undefined}
      data-place={place.kind}
      data-hue={shell.hue}
      data-paper={shell.isForPaper ? '' : undefined}
    >
      <Head shell={shell} isClosed={isClosed} withHtmx={hasTabs} />
      <body data-tabs={hasTabs ? '' : undefined} data-not-sent={hasTabs ? t('shell.notSent') : undefined}>
        <IconSprite url={assets.sprite}>
          <SkipLinks t={t} hasTabs={hasTabs} />
          <TopBar shell={shell} />
          <PlaceBand t={t} place={place} weaveSeed={shell.weaveSeed} />
          <div class="columns">
            {hasTabs && <SideRail shell={shell} />}
            <main class="main" id="main" tabindex={-1}>
              {shell.notice && (
                <Notice tone={shell.notice.tone} live>
                  <p>{shell.notice.text}</p>
                </Notice>
              )}
              {toDo > 0 && <ToDoStrip t={t} count={toDo} />}
              {unseen > 0 && <UnseenStrip t={t} count={unseen} />}
              {children}
            </main>
            {aside && <aside class="aside">{aside}</aside>}
          </div>
        </IconSprite>
      </body>
    </html>
  )}`
}

const Head: FC<{ shell: Shell; isClosed: boolean; withHtmx: boolean }> = ({ shell, isClosed, withHtmx }) => (
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>{shell.title}</title>
    {isClosed && <meta name="google" content="notranslate" />}
    <meta name="robots" content="noindex, nofollow, noarchive" />
    <meta name="format-detection" content="telephone=no, date=no, address=no, email=no" />
    <meta name="color-scheme" content="light dark" />
    {withHtmx && <meta name="htmx-config" content={htmxConfiguration} />}
    <link rel="icon" href={shell.assets.icon} />
    <link rel="stylesheet" href={shell.assets.stylesheet} />
    <script src={shell.assets.script} defer />
    {withHtmx && <script src={shell.assets.htmx} defer />}
  </head>
)

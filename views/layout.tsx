import { html } from 'hono/html'
import type { Child, FC, PropsWithChildren } from 'hono/jsx'
import { IconSprite } from './components/icon.tsx'
import { Notice } from './components/messages.tsx'
import { SideRail, SkipLinks, ToDoStrip, TopBar, UnseenStrip } from './components/navigation.tsx'
import { PlaceBand } from './components/place-band.tsx'
import { ReadBy } from './components/reader.tsx'
import { ReaderAudience } from './components/reader-audience.tsx'
import { directionOf } from './direction.ts'
import { scriptWords } from './script-words.ts'
import type { Shell } from './shell.ts'

/**
 * htmx as INTERFACE.md asks: failed answers are not swapped unless `hx-status:422` says so, nothing is injected
 * into the page, no history cache, 15 seconds.
 */
export const htmxConfiguration = JSON.stringify({
  noSwap: [204, 304, '4xx', '5xx'],
  includeIndicatorCSS: false,
  // What she opened stays open when the part of the page around it is shown anew.
  morphIgnore: ['data-htmx-powered', 'open'],
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
      dir={directionOf(t.locale)}
      translate={isClosed ? 'no' : undefined}
      data-place={place.kind}
      data-hue={shell.hue}
      data-paper={shell.isForPaper ? '' : undefined}
      data-text={shell.reader && shell.reader.textSize !== 'normal' ? shell.reader.textSize : undefined}
    >
      <Head shell={shell} isClosed={isClosed} withHtmx={hasTabs} />
      <body data-tabs={hasTabs ? '' : undefined} {...scriptWords(shell, hasTabs)} {...idleLock(shell)}>
        <IconSprite url={assets.sprite}>
          <SkipLinks t={t} hasTabs={hasTabs} />
          <TopBar shell={shell} />
          <PlaceBand t={t} place={place} weaveSeed={shell.weaveSeed} />
          <div class="columns">
            {hasTabs && <SideRail shell={shell} />}
            <main class="main" id="main" tabindex={-1}>
              {hasTabs && <p class="visually-hidden" id="said" role="status" />}
              {shell.notice && (
                <Notice tone={shell.notice.tone} live>
                  <p>{shell.notice.text}</p>
                </Notice>
              )}
              {toDo > 0 && <ToDoStrip t={t} count={toDo} />}
              {unseen > 0 && <UnseenStrip t={t} count={unseen} />}
              {shell.reader ? <ReadBy reader={shell.reader}>{children}</ReadBy> : children}
            </main>
            {aside && <aside class="aside">{aside}</aside>}
            {!aside && hasTabs && (
              <aside class="aside" data-default="">
                <ReaderAudience t={t} place={place} />
              </aside>
            )}
          </div>
        </IconSprite>
      </body>
    </html>
  )}`
}

/** What the script needs to lock the page while nobody touches it. */
const idleLock = ({ t, lockMinutes }: Shell) =>
  lockMinutes === undefined
    ? {}
    : {
        'data-lock-minutes': lockMinutes,
        'data-lock-warning': t('lock.warning'),
        'data-lock-stay': t('lock.stay'),
      }

/** Words only: a picture would be asked for by whoever shows the preview. */
const PreviewHead: FC<{ preview: NonNullable<Shell['preview']> }> = ({ preview }) => (
  <>
    <meta property="og:type" content="article" />
    <meta property="og:title" content={preview.title} />
    <meta property="og:description" content={preview.description} />
    <meta property="og:url" content={preview.url} />
    <meta property="og:locale" content={preview.language} />
    {preview.feeds && (
      <>
        <link rel="alternate" type="application/atom+xml" href={preview.feeds.atom} />
        <link rel="alternate" type="application/feed+json" href={preview.feeds.json} />
      </>
    )}
  </>
)

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
    {shell.preview && <PreviewHead preview={shell.preview} />}
    <link rel="icon" href={shell.assets.icon} />
    <link rel="stylesheet" href={shell.assets.stylesheet} />
    <script src={shell.assets.script} defer />
    {withHtmx && <script src={shell.assets.htmx} defer />}
  </head>
)

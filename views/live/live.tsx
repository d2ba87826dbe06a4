import type { FC, PropsWithChildren } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { WithMoment } from '../components/time.tsx'

/** What a page follows. */
export interface LiveModel {
  /** Where its stream is. */
  readonly stream: string
  /** What the page shows; absent where that is asked anew as the stream begins. */
  readonly version?: string | undefined
}

/** The script that follows a stream; once on a page, outside of what is shown anew. */
export const LiveScript: FC<{ src: string }> = ({ src }) => <script src={src} defer />

/**
 * What is shown anew whenever the stream says that it changed, with one `LiveState` inside. Its `data-live-words`,
 * or else its h1, are said to whoever hears the page.
 */
export const LiveRegion: FC<PropsWithChildren<{ script: string }>> = ({ script, children }) => (
  <>
    <div data-live-region="">{children}</div>
    <p class="visually-hidden" role="status" data-live-say="" />
    <LiveScript src={script} />
  </>
)

export interface LiveStateProps {
  t: Translator
  live: LiveModel
  /** Where the page is asked for anew; absent inside the form that asks for it. */
  look?: string | undefined
  /** Tells what is new, with a link to it, in place of this; nothing that she reads or types is moved. */
  news?: string | undefined
  /** A link to look again, and when the page was made; absent where the page has its own. */
  again?: { readonly href: string; readonly now: Date } | undefined
}

/** Whether the page follows by itself or has to be looked at again. Without the script it says the latter. */
export const LiveState: FC<LiveStateProps> = ({ t, live, look, news, again }) => (
  <div
    class="cluster soft"
    data-live={live.stream}
    data-version={live.version}
    data-look={look}
    data-news={news}
    data-follows={t('live.follows')}
    data-lost={t('live.lost')}
  >
    <span>
      {news !== undefined && <span role="status" data-live-news="" />}
      <span data-live-state="">{t('live.still')}</span>
    </span>
    {again !== undefined && (
      <span>
        <WithMoment t={t} at={again.now} only="hour" sentence={(time) => t('live.checkedAt', { time })} />{' '}
        <a href={again.href}>{t('live.again')}</a>
      </span>
    )}
  </div>
)

/** New comments of a thread, which are shown when she wants them. */
export const CommentNews: FC<{ t: Translator; count: number; href: string; thread: string }> = (props) => {
  const { t, count, href, thread } = props
  return (
    <>
      <strong>{t('live.comments', { count })}</strong>{' '}
      <a href={href} hx-get={thread} hx-target="#comments" hx-swap="outerMorph" data-live-show="">
        {t('live.show')}
      </a>
    </>
  )
}

/** Something else waits for a moderator. */
export const QueueNews: FC<{ t: Translator; href: string }> = ({ t, href }) => (
  <>
    <strong>{t('live.queue')}</strong> <a href={href}>{t('live.show')}</a>
  </>
)

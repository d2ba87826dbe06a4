import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { EmptyState } from '../components/messages.tsx'
import { QueueItem } from '../components/queue-item.tsx'
import { PageTitle } from '../components/text.tsx'

interface QueueEntryModel {
  readonly kind: 'application' | 'share' | 'follower' | 'comment'
  readonly id: string
  readonly title: string
  readonly since: Date
}

export interface QueuePageProps {
  t: Translator
  now: Date
  entries: readonly QueueEntryModel[]
  /** All that waits, also what does not fit onto the page. */
  left: number
}

/** Everything that waits for a moderator, the oldest first. */
export const QueuePage: FC<QueuePageProps> = ({ t, now, entries, left }) => (
  <>
    <PageTitle lead={left > 0 ? t('queue.left', { count: left }) : undefined}>{t('queue.title')}</PageTitle>
    {entries.length === 0 && (
      <EmptyState
        title={t('queue.empty')}
        icon="circle-check"
        action={{ href: '/home', label: t('queue.toHome') }}
      />
    )}
    {entries.map(({ kind, id, title, since }) => (
      <QueueItem
        t={t}
        now={now}
        id={id}
        kind={t(`queue.kind.${kind}`)}
        title={title === '' ? t('queue.untitled') : title}
        href={`${pages[kind]}/${id}`}
        since={since}
      />
    ))}
  </>
)

const pages: Readonly<Record<QueueEntryModel['kind'], string>> = {
  application: '/queue/applications',
  share: '/queue/shares',
  follower: '/queue/followers',
  comment: '/queue/comments',
}

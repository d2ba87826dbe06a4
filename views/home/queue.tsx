import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { EmptyState } from '../components/messages.tsx'
import { QueueItem } from '../components/queue-item.tsx'
import { PageTitle } from '../components/text.tsx'

interface QueueEntryModel {
  readonly kind: 'application' | 'share' | 'follower' | 'comment' | 'commentChange'
  readonly id: string
  readonly title: string
  readonly channel: string
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
    {entries.map(({ kind, id, title, channel, since }) => (
      <QueueItem
        t={t}
        now={now}
        id={id}
        kind={t(`queue.kind.${kind}`)}
        title={titleOf(t, { kind, title, channel })}
        href={`${pages[kind]}/${id}`}
        since={since}
      />
    ))}
  </>
)

/** A name alone does not say what it wants, where several channels have a queue. */
function titleOf(
  t: Translator,
  { kind, title, channel }: Pick<QueueEntryModel, 'kind' | 'title' | 'channel'>,
): string {
  if (title === '') return t('queue.untitled')
  if (kind === 'follower') return t('followers.queue.title', { name: title, channel })
  if (kind === 'comment') return t('remoteComments.title', { name: title, channel })
  if (kind === 'commentChange') return t('remoteComments.change.title', { name: title, channel })
  return title
}

const pages: Readonly<Record<QueueEntryModel['kind'], string>> = {
  application: '/queue/applications',
  share: '/queue/shares',
  follower: '/queue/followers',
  comment: '/queue/comments',
  commentChange: '/queue/comments',
}

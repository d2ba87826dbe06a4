import type { Child, FC, PropsWithChildren } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { ButtonRow } from './button.tsx'
import { Tag } from './text.tsx'
import { Time } from './time.tsx'

export interface QueueItemProps {
  t: Translator
  now: Date
  id: string
  /** What waits: "Application", "Share", "Flag". */
  kind: string
  title: string
  /** Leads to the page that decides, where the item stands in a list. */
  href?: string | undefined
  /** Since when it waits. */
  since: Date
  /** In whose words, and why. */
  reason?: Child
  /** The forms or buttons that decide. `fixed` keeps them at the bottom of a phone's screen. */
  actions?: Child
  fixed?: boolean | undefined
  headingLevel?: 1 | 2 | undefined
}

/** One thing that waits for a moderator. Children are the context: the post, the answers. */
export const QueueItem: FC<PropsWithChildren<QueueItemProps>> = (props) => {
  const { t, now, id, kind, title, href, since, reason, actions, fixed, headingLevel = 2, children } = props
  const Heading = headingLevel === 1 ? 'h1' : 'h2'
  return (
    <article class="queue-item" id={id}>
      <p class="queue-item__meta">
        <Tag tone="community">{kind}</Tag>{' '}
        <span>
          {t('queue.since')} <Time t={t} at={since} now={now} />
        </span>
      </p>
      <Heading dir="auto">{href === undefined ? title : <a href={href}>{title}</a>}</Heading>
      {reason !== undefined && <div class="queue-item__reason">{reason}</div>}
      {children && <div class="queue-item__context">{children}</div>}
      {actions && <ButtonRow fixed={fixed}>{actions}</ButtonRow>}
    </article>
  )
}

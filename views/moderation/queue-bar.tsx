import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Notice } from '../components/messages.tsx'
import { UndoLine } from './undo-line.tsx'

/** A decision that was just made. */
export interface QueueResult {
  readonly outcome: 'kept' | 'removed' | 'released'
  readonly undoId: string
}

export interface QueueBarModel {
  /** Another moderator who has it open. */
  readonly onIt?: string | undefined
  /** Goes on behind this one, which waits where it is. Absent for what does not wait any more. */
  readonly skipHref?: string | undefined
  /** What she decided on the page before. */
  readonly result?: QueueResult | undefined
  /** What another page says was done. */
  readonly done?: string | undefined
}

export interface QueueBarProps {
  t: Translator
  bar: QueueBarModel
  /** How much waits, this one included. */
  left: number
}

/** Over every page that decides: what was decided before, who else is on it, and the ways on. */
export const QueueBar: FC<QueueBarProps> = ({ t, bar: { onIt, skipHref, result, done }, left }) => (
  <>
    {result && (
      <UndoLine t={t} undoId={result.undoId}>
        {t(`queue.result.${result.outcome}`)}
      </UndoLine>
    )}
    {done !== undefined && (
      <Notice tone="done" live>
        <p>{done}</p>
      </Notice>
    )}
    <p class="cluster soft">
      <span>{t('queue.left', { count: left })}</span>{' '}
      {left > 0 && (
        <a href={skipHref ?? '/queue/next'} accesskey="j">
          {t(skipHref ? 'queue.skip' : 'queue.next')}
        </a>
      )}{' '}
      <a href="/queue">{t('queue.back')}</a>
    </p>
    {onIt !== undefined && (
      <Notice>
        <p>{t('queue.onIt', { name: onIt })}</p>
      </Notice>
    )}
  </>
)

import type { FC, PropsWithChildren } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Notice } from '../components/messages.tsx'
import { nextInPlace } from './decision-bar.tsx'
import { QueueKeys } from './queue-keys.tsx'
import { DoneLine, UndoLine } from './undo-line.tsx'

/** A decision that was just made. */
export interface QueueResult {
  readonly outcome: 'kept' | 'removed' | 'released' | 'approvedOnce'
  readonly undoId: string
}

export interface DoneModel {
  readonly text: string
  /** What was decided, to look at it once more or to take it back there. */
  readonly seeHref?: string | undefined
}

export interface QueueBarModel {
  /** The page's own address, for the script that swaps the next thing in. */
  readonly path?: string | undefined
  /** Another moderator who has it open. */
  readonly onIt?: string | undefined
  /** Goes on behind this one, which waits where it is. Absent for what does not wait any more. */
  readonly skipHref?: string | undefined
  /** Goes back to what stands before it. */
  readonly previousHref?: string | undefined
  /** What she decided on the page before. */
  readonly result?: QueueResult | undefined
  /** What another page says was done. */
  readonly done?: DoneModel | undefined
}

export interface QueueBarProps {
  t: Translator
  bar: QueueBarModel
  /** How much waits, this one included. */
  left: number
  /** The keys of a desktop, and what swaps the next thing in. */
  script: string
}

/**
 * Around every page that decides, which is its child: what was decided before, who else is on it, and the ways on. Keys
 * work while the focus is inside.
 */
export const QueueBar: FC<PropsWithChildren<QueueBarProps>> = ({ t, bar, left, script, children }) => {
  const { path, onIt, skipHref, previousHref, result, done } = bar
  return (
    <div class="queue-frame" data-queue={path ?? ''}>
      {result ? (
        <UndoLine t={t} undoId={result.undoId} htmx={nextInPlace(`/queue/undo/${result.undoId}`)}>
          {t(`queue.result.${result.outcome}`)}
        </UndoLine>
      ) : (
        done && <DoneLine t={t} done={done} />
      )}
      <p class="queue-frame__ways">
        <span>{t('queue.left', { count: left })}</span>
        {previousHref !== undefined && (
          <a href={previousHref} data-key="k">
            {t('queue.previous')}
          </a>
        )}
        {left > 0 && (
          <a href={skipHref ?? '/queue/next'} accesskey="j" data-key="j">
            {t(skipHref ? 'queue.skip' : 'queue.next')}
          </a>
        )}
      </p>
      {onIt !== undefined && (
        <Notice>
          <p>{t('queue.onIt', { name: onIt })}</p>
        </Notice>
      )}
      {children}
      <QueueKeys t={t} />
      <script src={script} defer />
    </div>
  )
}

import type { Child, FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Tag } from '../components/text.tsx'
import { Moment, Time } from '../components/time.tsx'

export interface SanctionModel {
  readonly id: string
  readonly kind: 'warn' | 'mute' | 'suspend' | 'expel'
  readonly reason: string
  readonly createdAt: Date
  readonly endsAt: Date | null
  readonly liftedAt: Date | null
  readonly isRunning: boolean
  readonly appeal: string | null
  readonly appealAnswer: string | null
  readonly upheld: boolean | null
  readonly mayAppeal: boolean
}

export interface SanctionCardProps {
  t: Translator
  sanction: SanctionModel
  level?: 2 | 3
  /** What can be done about it. */
  children?: Child
}

/** One decision: what it is, until when, why, and what became of an appeal. */
export const SanctionCard: FC<SanctionCardProps> = ({ t, sanction, level = 2, children }) => {
  const { id, kind, reason, createdAt, endsAt, liftedAt, isRunning, appeal, appealAnswer } = sanction
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <article class="queue-item" id={id}>
      <Heading>{t(`standing.kind.${kind}`)}</Heading>
      <p class="cluster">
        <Tag tone={isRunning ? 'alarm' : 'plain'}>
          {t(
            liftedAt ? 'standing.state.lifted' : isRunning ? 'standing.state.running' : 'standing.state.over',
          )}
        </Tag>
        <span>
          {t('standing.sanction.since')} <Time t={t} at={createdAt} />
        </span>
        {isRunning && endsAt && (
          <span>
            {t('standing.sanction.until')} <Moment t={t} at={endsAt} />
          </span>
        )}
      </p>
      <Words title={t('standing.sanction.reason')} text={reason} />
      {appeal !== null && <Words title={t('standing.sanction.appeal')} text={appeal} />}
      {appeal !== null && appealAnswer === null && <p class="soft">{t('standing.sanction.appealWaits')}</p>}
      {appealAnswer !== null && <Words title={t('standing.sanction.answer')} text={appealAnswer} />}
      {appealAnswer !== null && sanction.upheld === true && <p>{t('standing.sanction.upheld')}</p>}
      {children}
    </article>
  )
}

/** Somebody's words under what they are, line by line. */
export const Words: FC<{ title: string; text: string }> = ({ title, text }) => (
  <div>
    <p class="soft">{title}</p>
    <blockquote dir="auto" hx-ignore="">
      {text.split('\n').map((line) => (
        <p>{line}</p>
      ))}
    </blockquote>
  </div>
)

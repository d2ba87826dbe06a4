import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Pagination } from '../components/lists.tsx'
import { EmptyState, Notice } from '../components/messages.tsx'
import { PageTitle, Section } from '../components/text.tsx'

export interface RecordPageProps {
  t: Translator
  days: readonly {
    readonly day: string
    readonly acts: readonly { readonly sequence: number; readonly text: string }[]
  }[]
  upTo: number
  /** The first act at which the chain is broken. */
  brokenAt?: { readonly sequence: number; readonly why: string } | undefined
  older?: string | undefined
  newer?: string | undefined
}

/** What moderators did, by day; never who, nor to whom. */
export const RecordPage: FC<RecordPageProps> = ({ t, days, upTo, brokenAt, older, newer }) => (
  <>
    <PageTitle lead={t('record.lead')}>{t('record.title')}</PageTitle>
    {brokenAt ? (
      <Notice tone="alarm">
        <p>{t('record.broken', { sequence: brokenAt.sequence })}</p>
        <p>{brokenAt.why}</p>
      </Notice>
    ) : (
      upTo > 0 && (
        <Notice tone="done">
          <p>{t('record.verified', { sequence: upTo })}</p>
        </Notice>
      )
    )}
    {days.length === 0 && <EmptyState title={t('record.empty')} icon="eye" />}
    {days.map(({ day, acts }) => (
      <Section title={t('record.day', { day: Date.parse(`${day}T12:00:00Z`) })}>
        <ul>
          {acts.map(({ sequence, text }) => (
            <li>
              {text} <span class="soft">#{sequence}</span>
            </li>
          ))}
        </ul>
      </Section>
    ))}
    <Pagination t={t} older={older} newer={newer} />
  </>
)

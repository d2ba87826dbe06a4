import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { SummaryList } from '../components/lists.tsx'
import { Warning } from '../components/messages.tsx'
import { Details, PageTitle, Section } from '../components/text.tsx'

/** The kinds of things a table can hold, in the order a reader cares about them. */
export const holdings = [
  'people',
  'applications',
  'invites',
  'recoveries',
  'sessions',
  'notifications',
  'limits',
  'groups',
  'posts',
  'anonymous',
  'drafts',
  'marks',
  'conversations',
  'pictures',
  'shares',
  'editions',
  'deliveries',
  'allies',
  'queue',
  'moderation',
  'record',
  'keys',
  'settings',
] as const

export type Holding = (typeof holdings)[number]

interface HeldTable {
  readonly tableName: string
  /** The longest anything stays, in days; null: until it is deleted. */
  readonly days: number | null
}

export interface DataPageProps {
  t: Translator
  held: readonly { readonly holds: Holding; readonly tables: readonly HeldTable[] }[]
  /** Tables that say nothing of themselves: there should be none, and nobody should have to take our word for it. */
  undeclared: readonly string[]
}

/** What the server keeps and for how long, read from the database that keeps it (P10). */
export const DataPage: FC<DataPageProps> = ({ t, held, undeclared }) => (
  <>
    <PageTitle lead={t('about.data.lead')}>{t('about.data.title')}</PageTitle>
    {undeclared.length > 0 && (
      <Warning t={t}>{t('about.data.undeclared', { tables: undeclared.join(', ') })}</Warning>
    )}
    {held.map(({ holds, tables }) => (
      <Details summary={t(`about.data.${holds}`)} note={lifetime(t, longest(tables))} printed>
        <p>{t(`about.data.${holds}.text`)}</p>
      </Details>
    ))}
    <Section title={t('about.data.never')}>
      <p>{t('about.data.never.text')}</p>
    </Section>
    <Details summary={t('about.data.tables', { count: held.flatMap(({ tables }) => tables).length })}>
      {held.map(({ holds, tables }) => (
        <Section title={t(`about.data.${holds}`)} level={3}>
          <SummaryList
            t={t}
            rows={tables.map(({ tableName, days }) => ({ label: tableName, value: lifetime(t, days) }))}
          />
        </Section>
      ))}
    </Details>
  </>
)

/** What stays until it is deleted outlasts every number of days. */
const longest = (tables: readonly HeldTable[]): number | null =>
  tables.reduce<number | null>(
    (most, { days }) => (most === null || days === null ? null : Math.max(most, days)),
    0,
  )

const lifetime = (t: Translator, days: number | null): string =>
  days === null ? t('about.data.untilDeleted') : t('about.data.days', { count: days })

import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { LinkList } from '../components/lists.tsx'
import { PageTitle, Section, Tag } from '../components/text.tsx'

/** The line to one server in words. */
export interface LineModel {
  readonly host: string
  readonly state: 'paused' | 'held' | 'failing' | 'clock' | 'working'
  /** Whole sentences; empty where nothing is wrong. */
  readonly why: string
  readonly waiting: number
  readonly withdrawals: number
  readonly words: number
  readonly heardOn: Date | undefined
  readonly deliveredOn: Date | undefined
  readonly failingSince: Date | undefined
  readonly heldUntil: Date | undefined
}

export const lineAddress = (host: string): string => `/allies/health/${encodeURIComponent(host)}`

export interface LinesPageProps {
  t: Translator
  troubled: readonly LineModel[]
  working: readonly LineModel[]
  /** Where the next servers of each list are. */
  moreTroubled?: string | undefined
  moreWorking?: string | undefined
  /** Where the lists begin; absent there. */
  first?: string | undefined
}

/** Whether everything arrives, server by server; for moderators. */
export const LinesPage: FC<LinesPageProps> = (props) => {
  const { t, troubled, working, moreTroubled, moreWorking, first } = props
  return (
    <>
      <PageTitle lead={t('health.lead')}>{t('health.title')}</PageTitle>
      <Section title={t('health.trouble.title')}>
        {troubled.length === 0 && <p>{t('health.trouble.none')}</p>}
        <LinkList items={troubled.map((line) => itemOf(t, line))} />
        <More t={t} href={moreTroubled} />
      </Section>
      <Section title={t('health.working.title')}>
        {working.length === 0 && <p>{t('health.working.none')}</p>}
        <LinkList items={working.map((line) => itemOf(t, line))} />
        <More t={t} href={moreWorking} />
      </Section>
      {first !== undefined && (
        <ButtonRow>
          <Button kind="quiet" href={first}>
            {t('health.first')}
          </Button>
        </ButtonRow>
      )}
    </>
  )
}

const More: FC<{ t: Translator; href: string | undefined }> = ({ t, href }) =>
  href === undefined ? null : (
    <ButtonRow>
      <Button kind="secondary" href={href}>
        {t('health.more')}
      </Button>
    </ButtonRow>
  )

const itemOf = (t: Translator, line: LineModel) => ({
  href: lineAddress(line.host),
  title: line.host,
  text: [line.why, t('health.row.waiting', { count: line.waiting })]
    .filter((words) => words !== '')
    .join(' '),
  tag: <Tag>{t(`health.state.${line.state}`)}</Tag>,
})

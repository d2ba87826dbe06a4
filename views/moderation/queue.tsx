import type { FC } from 'hono/jsx'
import { type Locale, locales, type Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { LinkList, Pagination } from '../components/lists.tsx'
import { EmptyState } from '../components/messages.tsx'
import { PageTitle, Section, Tag } from '../components/text.tsx'
import { Time } from '../components/time.tsx'
import { LiveScript, LiveState } from '../live/live.tsx'
import type { DoneModel, QueueResult } from './queue-bar.tsx'
import { DoneLine, UndoLine } from './undo-line.tsx'

type Category = 'danger' | 'names' | 'hate' | 'rules' | 'spam' | 'other'

interface QueueEntryModel {
  readonly kind:
    | 'application'
    | 'share'
    | 'follower'
    | 'comment'
    | 'commentChange'
    | 'remoteFlag'
    | 'offeredTranslation'
    | 'receivedTranslation'
    | 'heldPost'
    | 'heldComment'
    | 'flaggedPost'
    | 'flaggedComment'
    | 'flaggedAlliedPost'
    | 'recovery'
    | 'groupRequest'
    | 'appeal'
    | 'anonymousAppeal'
    | 'freeze'
    | 'unmasking'
    | 'contact'
  readonly id: string
  readonly href: string
  readonly title: string
  readonly channel: string
  readonly since: Date
  readonly count: number
  readonly categories: readonly Category[]
  readonly onIt: string | null
  readonly isNew: boolean
}

export interface QueuePageProps {
  t: Translator
  now: Date
  entries: readonly QueueEntryModel[]
  /** All that waits, also what is not listed. */
  left: number
  /** What the list can be narrowed to, and how much of all that waits it would show. */
  filters: readonly FilterModel[]
  /** What came and what others decided since she looked the last time; nothing the first time. */
  since?: SinceModel | undefined
  result?: QueueResult | undefined
  done?: DoneModel | undefined
  nextHref?: string | undefined
  firstHref?: string | undefined
  /** Where the script is that follows the list. */
  liveScript: string
}

interface FilterModel {
  readonly name: 'danger' | 'words' | 'people' | 'outside'
  readonly count: number
  readonly isOn: boolean
}

interface SinceModel {
  readonly at: Date
  readonly fresh: number
  readonly decided: number
}

/** Everything that waits for a moderator, the gravest and then the oldest first. */
export const QueuePage: FC<QueuePageProps> = (props) => {
  const { t, now, entries, left, filters, since, result, done, nextHref, firstHref } = props
  const filter = filters.find(({ isOn }) => isOn)
  const only = filter ? `?only=${filter.name}` : ''
  return (
    <>
      <Told t={t} result={result} done={done} />
      <PageTitle lead={left > 0 ? leadOf(t, now, left, since) : undefined}>{t('queue.title')}</PageTitle>
      <LiveState
        t={t}
        live={{ stream: '/live/queue' }}
        news={`/live/queue/news${only}`}
        again={{ href: `/queue${only}`, now }}
      />
      <LiveScript src={props.liveScript} />
      {since && since.decided > 0 && <p class="soft">{othersOf(t, now, since)}</p>}
      {left === 0 ? (
        <EmptyState
          title={t('queue.empty')}
          icon="circle-check"
          action={{ href: '/home', label: t('queue.toHome') }}
        >
          <p>{t('queue.emptyText')}</p>
        </EmptyState>
      ) : (
        <>
          <ButtonRow>
            <Button href="/queue/next">{t('queue.one')}</Button>
            {filters.some(({ name, count }) => name === 'people' && count > 1) && (
              <Button kind="quiet" href="/queue/applications">
                {t('queue.several')}
              </Button>
            )}
          </ButtonRow>
          <Filters t={t} left={left} filters={filters} />
        </>
      )}
      {left > 0 && entries.length === 0 && (
        <EmptyState
          title={t('queue.only.none')}
          icon="circle-check"
          action={{ href: '/queue', label: t('queue.only.showAll') }}
        />
      )}
      {entries.length > 0 && (
        <div class="queue-list">
          {entries.map((entry) => (
            <Entry t={t} now={now} entry={entry} />
          ))}
        </div>
      )}
      <Pagination t={t} older={nextHref} newer={firstHref} />
      <Section title={t('queue.tools')}>
        <LinkList
          items={[
            { href: '/queue/applications', title: t('joining.bulk.title'), icon: 'users' },
            { href: '/arrivals', title: t('joining.arrivals.title'), icon: 'door-open' },
            { href: '/queue/contact', title: t('contact.queue.title'), icon: 'message-circle' },
            { href: '/people', title: t('standing.people.title'), icon: 'circle-user' },
            { href: '/freeze', title: t('standing.freeze.title'), icon: 'lock' },
            { href: '/queue/recoveries', title: t('recovery.queue.all'), icon: 'lock' },
            { href: '/queue/replies', title: t('joining.replies.title'), icon: 'reply' },
            { href: '/queue/removed', title: t('queue.toRemoved'), icon: 'undo-2' },
            { href: '/queue/words', title: t('queue.toWords'), icon: 'eye' },
            { href: '/queue/record', title: t('record.title'), icon: 'clock' },
            { href: '/settings', title: t('settings.title'), icon: 'house' },
          ]}
        />
      </Section>
    </>
  )
}

const Told: FC<Pick<QueuePageProps, 't' | 'result' | 'done'>> = ({ t, result, done }) =>
  result ? (
    <UndoLine t={t} undoId={result.undoId}>
      {t(`queue.result.${result.outcome}`)}
    </UndoLine>
  ) : done ? (
    <DoneLine t={t} done={done} />
  ) : null

/** Links, not a form: what is chosen stands in the address. */
const Filters: FC<Pick<QueuePageProps, 't' | 'left' | 'filters'>> = ({ t, left, filters }) => (
  <nav class="queue-filters" aria-label={t('queue.only')}>
    <a href="/queue" aria-current={filters.some(({ isOn }) => isOn) ? undefined : 'page'}>
      {t('queue.all')} ({left})
    </a>
    {filters.map(({ name, count, isOn }) =>
      count > 0 || isOn ? (
        <a href={`/queue?only=${name}`} aria-current={isOn ? 'page' : undefined}>
          {t(`queue.only.${name}`)} ({count})
        </a>
      ) : null,
    )}
  </nav>
)

/** One line of what waits, as short as a phone needs it: what kind, since when, by what to tell it, and why. */
const Entry: FC<{ t: Translator; now: Date; entry: QueueEntryModel }> = ({ t, now, entry }) => {
  const { id, href, kind, since, count, categories, onIt, isNew } = entry
  const isFlag = categories.length > 0
  return (
    <article class="queue-row" id={id}>
      <p class="queue-row__meta">
        {isNew && <Tag>{t('queue.new')}</Tag>}
        <strong>{t(`queue.kind.${kind}`)}</strong>
        <Time t={t} at={since} now={now} />
      </p>
      <h2 class="queue-row__title" dir="auto">
        <a href={href}>{titleOf(t, entry)}</a>
      </h2>
      {(isFlag || onIt !== null) && (
        <p class="queue-row__meta">
          {categories.map((category) => (
            <Tag tone={category === 'danger' ? 'alarm' : 'plain'}>{t(`flag.category.${category}`)}</Tag>
          ))}
          {isFlag && count > 1 && <span>{t('queue.flags', { count })}</span>}
          {onIt !== null && <span>{t('queue.onItShort', { name: onIt })}</span>}
        </p>
      )}
    </article>
  )
}

/** When everything waiting was looked through, and some was skipped. */
export const SkippedPage: FC<Pick<QueuePageProps, 't' | 'left' | 'result' | 'done'>> = ({
  t,
  left,
  result,
  done,
}) => (
  <>
    <Told t={t} result={result} done={done} />
    <PageTitle lead={t('queue.skipped.text')}>{t('queue.skipped')}</PageTitle>
    <p>{t('queue.left', { count: left })}</p>
    <ButtonRow>
      <Button href="/queue/next">{t('queue.again')}</Button>
      <Button kind="quiet" href="/queue">
        {t('queue.back')}
      </Button>
    </ButtonRow>
  </>
)

/** A name alone does not say what it wants, where several channels or groups have a queue. */
function titleOf(
  t: Translator,
  { kind, title, channel }: Pick<QueueEntryModel, 'kind' | 'title' | 'channel'>,
): string {
  const name = title === '' ? t('queue.somebody') : title
  switch (kind) {
    case 'groupRequest':
      return t('queue.title.groupRequest', { name, group: channel })
    case 'contact':
      return t('queue.title.contact', { name })
    case 'recovery':
    case 'appeal':
    case 'freeze':
      return name
  }
  if (title === '') return t('queue.untitled')
  if (kind === 'follower') return t('followers.queue.title', { name: title, channel })
  if (kind === 'remoteFlag') return t('remoteFlags.queue.title', { name: title, channel })
  if (kind === 'comment') return t('remoteComments.title', { name: title, channel })
  if (kind === 'offeredTranslation') return t('translations.offered.title', { channel })
  if (kind === 'receivedTranslation') return t('translations.received.title', { name: title, channel })
  if (kind === 'commentChange') return t('remoteComments.change.title', { name: title, channel })
  return title
}

/** "3 things are left, 1 new since Tuesday." */
function leadOf(t: Translator, now: Date, left: number, since: SinceModel | undefined): string {
  const waiting = t('queue.left', { count: left })
  if (!since || since.fresh === 0) return waiting
  const { at, fresh: count } = since
  const told = isSameDay(at, now)
    ? t('queue.freshToday', { count })
    : t('queue.fresh', { count, since: dayName(t.locale, at, now) })
  return `${waiting}, ${told}`
}

const othersOf = (t: Translator, now: Date, { at, decided: count }: SinceModel): string =>
  isSameDay(at, now)
    ? t('queue.decidedByOthersToday', { count })
    : t('queue.decidedByOthers', { count, since: dayName(t.locale, at, now) })

const isSameDay = (one: Date, other: Date): boolean =>
  one.toISOString().slice(0, 10) === other.toISOString().slice(0, 10)

const sixDays = 6 * 86_400_000

/** The day of the week within the last days, before that the date; in UTC, as every other time. */
const dayName = (locale: Locale, day: Date, now: Date): string =>
  (now.getTime() - day.getTime() < sixDays ? weekdays : dates).get(locale)?.format(day) ?? ''

const formatters = (options: Intl.DateTimeFormatOptions) =>
  new Map(locales.map((locale) => [locale, new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })]))

const weekdays = formatters({ weekday: 'long' })
const dates = formatters({ day: 'numeric', month: 'long' })

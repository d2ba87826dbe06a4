import type { FC } from 'hono/jsx'
import { type Locale, locales, type Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { LinkList } from '../components/lists.tsx'
import { EmptyState } from '../components/messages.tsx'
import { QueueItem } from '../components/queue-item.tsx'
import { PageTitle, Section, Tag } from '../components/text.tsx'
import type { QueueResult } from './queue-bar.tsx'
import { UndoLine } from './undo-line.tsx'

type Category = 'danger' | 'names' | 'hate' | 'rules' | 'spam' | 'other'

interface QueueEntryModel {
  readonly kind:
    | 'application'
    | 'share'
    | 'follower'
    | 'comment'
    | 'commentChange'
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
  /** All that waits, also what does not fit onto the page. */
  left: number
  /** How many of these came since she looked the last time, and when that was; nothing the first time. */
  fresh?: { readonly count: number; readonly since: Date } | undefined
  result?: QueueResult | undefined
}

/** Everything that waits for a moderator, the oldest first. */
export const QueuePage: FC<QueuePageProps> = ({ t, now, entries, left, fresh, result }) => (
  <>
    {result && (
      <UndoLine t={t} undoId={result.undoId}>
        {t(`queue.result.${result.outcome}`)}
      </UndoLine>
    )}
    <PageTitle lead={left > 0 ? leadOf(t, now, left, fresh) : undefined}>{t('queue.title')}</PageTitle>
    {entries.length === 0 ? (
      <EmptyState
        title={t('queue.empty')}
        icon="circle-check"
        action={{ href: '/home', label: t('queue.toHome') }}
      />
    ) : (
      <ButtonRow>
        <Button href="/queue/next">{t('queue.one')}</Button>
      </ButtonRow>
    )}
    {left > entries.length && <p>{t('queue.shown', { count: entries.length })}</p>}
    {entries.map((entry) => (
      <Entry t={t} now={now} entry={entry} />
    ))}
    <Section title={t('queue.tools')}>
      <LinkList
        items={[
          { href: '/queue/applications', title: t('joining.bulk.title'), icon: 'users' },
          { href: '/arrivals', title: t('joining.arrivals.title'), icon: 'door-open' },
          { href: '/queue/contact', title: t('contact.queue.title'), icon: 'message-circle' },
          { href: '/people', title: t('standing.people.title'), icon: 'circle-user' },
          { href: '/freeze', title: t('standing.freeze.title'), icon: 'lock' },
          { href: '/queue/recoveries', title: t('recovery.queue.all'), icon: 'lock' },
          { href: '/queue/removed', title: t('queue.toRemoved'), icon: 'undo-2' },
          { href: '/queue/words', title: t('queue.toWords'), icon: 'eye' },
          { href: '/queue/record', title: t('record.title'), icon: 'clock' },
          { href: '/settings', title: t('settings.title'), icon: 'house' },
        ]}
      />
    </Section>
  </>
)

const Entry: FC<{ t: Translator; now: Date; entry: QueueEntryModel }> = ({ t, now, entry }) => {
  const { id, href, kind, since, count, categories, onIt, isNew } = entry
  const isFlag = categories.length > 0
  return (
    <QueueItem
      t={t}
      now={now}
      id={id}
      kind={t(`queue.kind.${kind}`)}
      title={titleOf(t, entry)}
      href={href}
      since={since}
    >
      {(isFlag || isNew || onIt !== null) && (
        <p class="cluster">
          {isNew && <Tag>{t('queue.new')}</Tag>}
          {categories.map((category) => (
            <Tag tone={category === 'danger' ? 'alarm' : 'plain'}>{t(`flag.category.${category}`)}</Tag>
          ))}
          {isFlag && <span class="soft">{t('queue.flags', { count })}</span>}
          {onIt !== null && <span class="soft">{t('queue.onItShort', { name: onIt })}</span>}
        </p>
      )}
    </QueueItem>
  )
}

/** When everything waiting was looked through, and some was skipped. */
export const SkippedPage: FC<Pick<QueuePageProps, 't' | 'left' | 'result'>> = ({ t, left, result }) => (
  <>
    {result && (
      <UndoLine t={t} undoId={result.undoId}>
        {t(`queue.result.${result.outcome}`)}
      </UndoLine>
    )}
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
  if (kind === 'comment') return t('remoteComments.title', { name: title, channel })
  if (kind === 'commentChange') return t('remoteComments.change.title', { name: title, channel })
  return title
}

/** "3 things are left, 1 new since Tuesday." */
function leadOf(t: Translator, now: Date, left: number, fresh: QueuePageProps['fresh']): string {
  const waiting = t('queue.left', { count: left })
  if (!fresh || fresh.count === 0) return waiting
  const { count, since } = fresh
  const isToday = since.toISOString().slice(0, 10) === now.toISOString().slice(0, 10)
  const told = isToday
    ? t('queue.freshToday', { count })
    : t('queue.fresh', { count, since: dayName(t.locale, since, now) })
  return `${waiting}, ${told}`
}

const sixDays = 6 * 86_400_000

/** The day of the week within the last days, before that the date; in UTC, as every other time. */
const dayName = (locale: Locale, day: Date, now: Date): string =>
  (now.getTime() - day.getTime() < sixDays ? weekdays : dates).get(locale)?.format(day) ?? ''

const formatters = (options: Intl.DateTimeFormatOptions) =>
  new Map(locales.map((locale) => [locale, new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })]))

const weekdays = formatters({ weekday: 'long' })
const dates = formatters({ day: 'numeric', month: 'long' })

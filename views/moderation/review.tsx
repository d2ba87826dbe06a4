import type { Child, FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import type { SafeHtml } from '../../src/safe-html.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Form } from '../components/form.tsx'
import { LinkList } from '../components/lists.tsx'
import { Notice } from '../components/messages.tsx'
import { Person } from '../components/person.tsx'
import { type PictureModel, Pictures } from '../components/picture.tsx'
import { QueueItem } from '../components/queue-item.tsx'
import { Details, PageTitle, Prose, Tag } from '../components/text.tsx'
import { Time } from '../components/time.tsx'
import { type TranslationModel, Translations } from '../components/translations.tsx'
import { Decision, DecisionBar, Fold, nextInPlace } from './decision-bar.tsx'

type Category = 'danger' | 'names' | 'hate' | 'rules' | 'spam' | 'other'

export interface ReviewedModel {
  readonly id: string
  readonly author: string
  readonly title: string
  readonly html: SafeHtml
  readonly lang: string
  /** The same in further languages; a member may read any of them. */
  readonly translations: readonly TranslationModel[]
  readonly at: Date
  readonly isEdited: boolean
  readonly pictures: readonly PictureModel[]
  readonly attachments: readonly {
    readonly href: string
    readonly kind: 'document' | 'voice'
    readonly name: string
    readonly seconds: number
    readonly transcript: string
  }[]
  readonly options: readonly string[]
  readonly above: readonly { readonly author: string; readonly html: SafeHtml; readonly lang: string }[]
  /** Null for a group that is not the moderator's. */
  readonly placeName: string | null
  readonly href: string | null
}

interface ReasonModel {
  readonly category: Category
  readonly count: number
  readonly notes: readonly string[]
}

export type BeforeModel = Readonly<Record<'kept' | 'removed' | 'sanctions' | 'notes', number>>

export interface ReviewPageProps {
  t: Translator
  now: Date
  thing: ReviewedModel
  kind: 'heldPost' | 'heldComment' | 'flaggedPost' | 'flaggedComment' | 'flaggedAlliedPost'
  since: Date
  reasons: readonly ReasonModel[]
  /** Where its decisions go, without their last word. */
  action: string
  version: string
  mayDecide: boolean
  /** The reasons that she may give for removing what nobody flagged. */
  categories: readonly Category[]
  /** What was decided earlier about it and about whoever wrote it, in numbers. */
  before?: BeforeModel | undefined
  /** Ways on that take more than a tap. */
  more: readonly { readonly href: string; readonly label: string }[]
}

/** Something that waits, with what is needed to decide: who, what, above what, and why. */
export const ReviewPage: FC<ReviewPageProps> = (props) => {
  const { t, now, thing, kind, since, reasons, mayDecide } = props
  return (
    <>
      <QueueItem
        t={t}
        now={now}
        id={thing.id}
        kind={t(`queue.kind.${kind}`)}
        title={t('review.by', { name: thing.author })}
        since={since}
        headingLevel={1}
        reason={reasons.length > 0 && mayDecide ? <Reasons t={t} reasons={reasons} /> : undefined}
      >
        <AboveIt t={t} thing={thing} />
        <ReviewedThing t={t} now={now} thing={thing} />
      </QueueItem>
      {thing.href !== null && (
        <p>
          <a href={thing.href}>{t(kind === 'flaggedAlliedPost' ? 'review.openAllies' : 'review.open')}</a>
        </p>
      )}
      {mayDecide ? (
        <Decisions {...props} />
      ) : (
        <Notice>
          <p>{t('queue.errors.own')}</p>
        </Notice>
      )}
    </>
  )
}

const Decisions: FC<ReviewPageProps> = ({ t, kind, reasons, action, version, categories, before, more }) => {
  const isHeld = kind === 'heldPost' || kind === 'heldComment'
  const isAllied = kind === 'flaggedAlliedPost'
  const [reason] = reasons
  return (
    <>
      <p class="soft">{t(`review.means.${isHeld ? 'held' : isAllied ? 'allied' : 'flagged'}`)}</p>
      {!isAllied && reason && (
        <p class="soft">{t('review.reasonTold', { reason: t(`flag.category.${reason.category}`) })}</p>
      )}
      <DecisionBar t={t}>
        <Decision
          action={`${action}/${isHeld ? 'release' : 'keep'}`}
          hidden={{ version }}
          icon="check"
          keyName="a"
        >
          {t(isHeld ? 'review.release' : 'review.keep')}
        </Decision>
        {reason ? (
          <Decision
            action={`${action}/remove`}
            hidden={{ version, category: reason.category }}
            icon="trash-2"
            kind="danger"
            keyName="r"
          >
            {t('review.remove')}
          </Decision>
        ) : (
          <Fold icon="trash-2" kind="danger" summary={t('review.remove')} keyName="r">
            <WhyRemoved t={t} action={`${action}/remove`} version={version} categories={categories} />
          </Fold>
        )}
        {(more.length > 0 || before) && (
          <Fold icon="chevron-down" kind="secondary" summary={t('review.more')}>
            {before && <EarlierDecisions t={t} before={before} />}
            <LinkList items={more.map(({ href, label }) => ({ href, title: label }))} />
          </Fold>
        )}
      </DecisionBar>
    </>
  )
}

/** Told, not weighed: numbers, and nobody's name. */
const EarlierDecisions: FC<{ t: Translator; before: BeforeModel }> = ({ t, before }) => (
  <Details summary={t('review.before')} open>
    <ul>
      {beforeKinds.map((kind) =>
        before[kind] > 0 ? <li>{t(`review.before.${kind}`, { count: before[kind] })}</li> : null,
      )}
    </ul>
  </Details>
)

const beforeKinds = ['kept', 'removed', 'sanctions', 'notes'] as const

/** Nobody has said what is wrong with it: the reason is chosen and it is removed with the same tap. */
const WhyRemoved: FC<{ t: Translator; action: string; version: string; categories: readonly Category[] }> = ({
  t,
  action,
  version,
  categories,
}) => (
  <Form action={action} hidden={{ version }} label={t('review.remove.why')} htmx={nextInPlace(action)}>
    <p>
      <strong>{t('review.remove.why')}</strong>
    </p>
    {categories.map((category) => (
      <Button kind="secondary" name="category" value={category}>
        {t(`flag.category.${category}`)}
      </Button>
    ))}
  </Form>
)

const Reasons: FC<{ t: Translator; reasons: readonly ReasonModel[] }> = ({ t, reasons }) => {
  const notes = reasons.flatMap((reason) => reason.notes)
  return (
    <>
      <ul>
        {reasons.map(({ category, count }) => (
          <li>
            <strong>{t(`flag.category.${category}`)}</strong>
            {count > 1 && ` (${count})`}
          </li>
        ))}
      </ul>
      {notes.length > 0 && (
        <>
          <p class="soft">{t('review.notes')}</p>
          {notes.map((note) => (
            <blockquote dir="auto">{note}</blockquote>
          ))}
        </>
      )}
    </>
  )
}

const AboveIt: FC<{ t: Translator; thing: ReviewedModel }> = ({ t, thing: { above } }) =>
  above.length === 0 ? null : (
    <Details summary={t('review.above')} open>
      {above.map(({ author, html, lang }) => (
        <div class="stack">
          <Person name={author} size="small" />
          <Prose html={html} lang={lang} />
        </div>
      ))}
    </Details>
  )

/** The thing itself, where it is decided on or removed. */
export const ReviewedThing: FC<{ t: Translator; now: Date; thing: ReviewedModel }> = ({ t, now, thing }) => (
  <div class="stack">
    <Person name={thing.author}>
      {thing.placeName !== null && (
        <>
          <bdi>{thing.placeName}</bdi> ·{' '}
        </>
      )}
      <Time t={t} at={thing.at} now={now} />
      {thing.isEdited && ` · ${t('review.edited')}`}
    </Person>
    {thing.placeName === null && <p class="soft">{t('queue.group.other')}</p>}
    {thing.title !== '' && (
      <p lang={thing.lang} dir="auto">
        <strong>{thing.title}</strong>
      </p>
    )}
    <Prose html={thing.html} lang={thing.lang} />
    <Translations texts={thing.translations} open />
    <Pictures t={t} pictures={thing.pictures} />
    <Attached t={t} thing={thing} />
  </div>
)

const Attached: FC<{ t: Translator; thing: ReviewedModel }> = ({ t, thing: { attachments, options } }) => (
  <>
    {attachments.map(({ href, kind, name, seconds, transcript }) => (
      <p dir="auto">
        <Tag>
          {kind === 'voice' ? t('review.attachment.voice', { seconds }) : t('review.attachment.document')}
        </Tag>{' '}
        <a href={href}>{name === '' ? t('review.attachment.document') : name}</a>
        {transcript !== '' && <span> {t('review.transcript', { text: transcript })}</span>}
      </p>
    ))}
    {options.length > 0 && (
      <>
        <p>{t('review.options')}</p>
        <ul>
          {options.map((option) => (
            <li dir="auto">{option}</li>
          ))}
        </ul>
      </>
    )}
  </>
)

/** What was decided already, without the words: they are closed to her again. */
export const DecidedPage: FC<{ t: Translator; text: Child }> = ({ t, text }) => (
  <>
    <PageTitle>{t('queue.decided')}</PageTitle>
    <Notice>
      <p>{text}</p>
    </Notice>
    <ButtonRow>
      <Button href="/queue/next">{t('queue.next')}</Button>
      <Button kind="quiet" href="/queue">
        {t('queue.back')}
      </Button>
    </ButtonRow>
  </>
)

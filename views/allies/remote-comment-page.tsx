import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import type { SafeHtml } from '../../src/safe-html.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Form } from '../components/form.tsx'
import { Notice } from '../components/messages.tsx'
import { Person } from '../components/person.tsx'
import { QueueItem } from '../components/queue-item.tsx'
import { Details, PageTitle, Preview, Prose, Section } from '../components/text.tsx'
import { DecisionBar, Fold } from '../moderation/decision-bar.tsx'
import { Readers, type ReadersModel } from '../shares/exact-preview.tsx'

interface RemoteCommentModel {
  readonly id: string
  readonly state: 'waiting' | 'accepted' | 'refused' | 'withdrawn'
  readonly authorName: string
  readonly host: string
  readonly html: SafeHtml
  readonly language: string
  readonly receivedAt: Date
  readonly channelName: string
  readonly channelKind: 'open' | 'allied'
  readonly edition: { readonly title: string; readonly html: SafeHtml; readonly language: string }
  readonly isEditionWithdrawn: boolean
  /** Newer words of an accepted answer, which wait. */
  readonly change?: {
    readonly actorName: string
    readonly html: SafeHtml
    readonly language: string
    readonly receivedAt: Date
  }
  /** Stands for the words that are shown to be decided on. */
  readonly seen?: string
  /** Who reads it once it is accepted; of an open channel everybody does. */
  readonly readers?: ReadersModel | undefined
}

interface Props {
  t: Translator
  now: Date
  comment: RemoteCommentModel
}

/** An answer from elsewhere to an edition of ours: publish it, or not; later, the same for its newer words, or take it out. */
export const RemoteCommentPage: FC<Props> = ({ t, now, comment }) => {
  switch (comment.state) {
    case 'waiting':
      return <Waiting t={t} now={now} comment={comment} />
    case 'accepted':
      return comment.change ? (
        <Changed t={t} now={now} comment={comment} change={comment.change} />
      ) : (
        <Accepted t={t} comment={comment} />
      )
    case 'refused':
    case 'withdrawn':
      return (
        <>
          <PageTitle>{t(`remoteComments.state.${comment.state}`)}</PageTitle>
          <p>
            <a href="/queue">{t('queue.back')}</a>
          </p>
        </>
      )
  }
}

const Waiting: FC<Props> = ({ t, now, comment }) => {
  const { id, authorName, host, receivedAt, channelName: channel, channelKind, isEditionWithdrawn } = comment
  const action = `/queue/comments/${id}`
  return (
    <>
      <QueueItem
        t={t}
        now={now}
        id={id}
        kind={t('queue.kind.comment')}
        title={t('remoteComments.title', { name: authorName, channel })}
        since={receivedAt}
        headingLevel={1}
        reason={<p>{t('remoteComments.from', { host })}</p>}
      >
        <InContext t={t} comment={comment} />
        {!isEditionWithdrawn && <ReadBy t={t} comment={comment} />}
      </QueueItem>
      <DecisionBar t={t}>
        {!isEditionWithdrawn && (
          <Fold icon="door-open" kind="leaving" summary={t('queue.verb.publish')} keyName="a">
            <p>{t(`remoteComments.means.${channelKind}`, { channel })}</p>
            <p>{t('remoteComments.acceptFinal')}</p>
            <Form action={`${action}/accept`} hidden={{ seen: comment.seen }}>
              <Button kind="leaving">{t('remoteComments.accept', { channel })}</Button>
            </Form>
          </Fold>
        )}
        <Fold icon="trash-2" kind="secondary" summary={t('remoteComments.refuse')} keyName="r">
          <p>{t('remoteComments.refuseText')}</p>
          <Form action={`${action}/refuse`} hidden={{ seen: comment.seen }}>
            <Button kind="danger">{t('remoteComments.refuseYes')}</Button>
          </Form>
        </Fold>
      </DecisionBar>
    </>
  )
}

/** The words that are published, and those that would take their place. */
const Changed: FC<Props & { change: NonNullable<RemoteCommentModel['change']> }> = (props) => {
  const { t, now, comment, change } = props
  const { id, authorName, host, html, language, channelName: channel, channelKind } = comment
  const action = `/queue/comments/${id}`
  return (
    <>
      <QueueItem
        t={t}
        now={now}
        id={id}
        kind={t('queue.kind.commentChange')}
        title={t('remoteComments.change.title', { name: change.actorName, channel })}
        since={change.receivedAt}
        headingLevel={1}
        reason={<p>{t('remoteComments.from', { host })}</p>}
      >
        <Answered t={t} comment={comment} />
        <Section title={t('remoteComments.change.before')}>
          <Person name={authorName} badge={host} />
          <Prose html={html} lang={language} />
        </Section>
        <Preview title={t('remoteComments.change.after')}>
          <Person name={change.actorName} badge={host} />
          <Prose html={change.html} lang={change.language} />
        </Preview>
        <ReadBy t={t} comment={comment} />
      </QueueItem>
      <DecisionBar t={t}>
        <Fold icon="door-open" kind="leaving" summary={t('queue.verb.publish')} keyName="a">
          <p>{t(`remoteComments.change.means.${channelKind}`, { channel })}</p>
          <p>{t('remoteComments.acceptFinal')}</p>
          <Form action={`${action}/accept`} hidden={{ seen: comment.seen }}>
            <Button kind="leaving">{t('remoteComments.change.accept', { channel })}</Button>
          </Form>
        </Fold>
        <Fold icon="undo-2" kind="secondary" summary={t('remoteComments.refuse')} keyName="r">
          <p>{t('remoteComments.change.refuseText')}</p>
          <Form action={`${action}/refuse`} hidden={{ seen: comment.seen }}>
            <Button kind="danger">{t('remoteComments.change.refuse')}</Button>
          </Form>
        </Fold>
        <Fold icon="chevron-down" kind="secondary" summary={t('review.more')}>
          <Remove t={t} id={id} />
        </Fold>
      </DecisionBar>
    </>
  )
}

const Accepted: FC<Omit<Props, 'now'>> = ({ t, comment }) => (
  <>
    <PageTitle over={comment.channelName}>{t('remoteComments.state.accepted')}</PageTitle>
    <InContext t={t} comment={comment} />
    <Remove t={t} id={comment.id} />
    <p>
      <a href="/queue">{t('queue.back')}</a>
    </p>
  </>
)

const Remove: FC<{ t: Translator; id: string }> = ({ t, id }) => (
  <Form action={`/queue/comments/${id}/remove`}>
    <p>{t('remoteComments.removeText')}</p>
    <ButtonRow>
      <Button kind="danger">{t('remoteComments.remove')}</Button>
    </ButtonRow>
  </Form>
)

/** What it answers, then the very words that go out. */
const InContext: FC<Omit<Props, 'now'>> = ({ t, comment }) => {
  const { authorName, host, html, language, channelName } = comment
  return (
    <>
      <Answered t={t} comment={comment} />
      <Preview title={channelName}>
        <Person name={authorName} badge={host} />
        <Prose html={html} lang={language} />
      </Preview>
    </>
  )
}

/** Answers are never passed on by others. */
const ReadBy: FC<Omit<Props, 'now'>> = ({ t, comment: { readers } }) =>
  readers ? <Readers t={t} readers={readers} mayBeCarried={false} /> : null

const Answered: FC<Omit<Props, 'now'>> = ({ t, comment: { edition, isEditionWithdrawn } }) =>
  isEditionWithdrawn ? (
    <Notice tone="warning">
      <p>{t('remoteComments.answeredGone')}</p>
    </Notice>
  ) : (
    <Details summary={`${t('remoteComments.answered')}${edition.title && `: ${edition.title}`}`}>
      <Prose html={edition.html} lang={edition.language} />
    </Details>
  )

import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import type { SafeHtml } from '../../src/safe-html.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Form } from '../components/form.tsx'
import { Notice } from '../components/messages.tsx'
import { Person } from '../components/person.tsx'
import { QueueItem } from '../components/queue-item.tsx'
import { Details, PageTitle, Preview, Prose } from '../components/text.tsx'

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
}

export interface RemoteCommentPageProps {
  t: Translator
  now: Date
  comment: RemoteCommentModel
}

/** An answer from elsewhere to an edition of ours: publish it, or not; later, take it out again. */
export const RemoteCommentPage: FC<RemoteCommentPageProps> = ({ t, now, comment }) => {
  const { id, state, authorName, host, html, language, receivedAt, edition, isEditionWithdrawn } = comment
  const { channelName: channel, channelKind } = comment
  if (state === 'refused' || state === 'withdrawn') {
    return (
      <>
        <PageTitle>{t(`remoteComments.state.${state}`)}</PageTitle>
        <p>
          <a href="/queue">{t('queue.back')}</a>
        </p>
      </>
    )
  }
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
        {isEditionWithdrawn ? (
          <Notice tone="warning">
            <p>{t('remoteComments.answeredGone')}</p>
          </Notice>
        ) : (
          <Details summary={`${t('remoteComments.answered')}${edition.title && `: ${edition.title}`}`}>
            <Prose html={edition.html} lang={edition.language} />
          </Details>
        )}
        <Preview title={channel}>
          <Person name={authorName} badge={host} />
          <Prose html={html} lang={language} />
        </Preview>
      </QueueItem>
      {state === 'waiting' ? (
        <Form action={`${action}/accept`}>
          {!isEditionWithdrawn && <p>{t(`remoteComments.means.${channelKind}`, { channel })}</p>}
          <p class="soft">{t('remoteComments.refuseText')}</p>
          <ButtonRow fixed>
            {!isEditionWithdrawn && <Button kind="leaving">{t('remoteComments.accept', { channel })}</Button>}
            <Button kind="secondary" formaction={`${action}/refuse`}>
              {t('remoteComments.refuse')}
            </Button>
          </ButtonRow>
        </Form>
      ) : (
        <Form action={`${action}/remove`}>
          <p>
            {t('remoteComments.state.accepted')} {t('remoteComments.removeText')}
          </p>
          <ButtonRow>
            <Button kind="danger">{t('remoteComments.remove')}</Button>
          </ButtonRow>
        </Form>
      )}
    </>
  )
}

import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import type { SafeHtml } from '../../src/safe-html.ts'
import { Button } from '../components/button.tsx'
import { Form } from '../components/form.tsx'
import { Person } from '../components/person.tsx'
import { QueueItem } from '../components/queue-item.tsx'
import { PageTitle, Prose } from '../components/text.tsx'
import { DecisionBar, Fold } from '../moderation/decision-bar.tsx'

export interface RemoteFlagPageProps {
  t: Translator
  now: Date
  thing: {
    readonly id: string
    readonly what: 'edition' | 'comment'
    readonly authorName: string
    readonly title: string
    readonly html: SafeHtml
    readonly language: string
    readonly channelName: string
    readonly editionId: string
    readonly since: Date
    readonly flags: readonly { readonly host: string; readonly words: string }[]
  }
}

/** Something of ours that others flagged: what it says, what they say of it, and which server they are on. */
export const RemoteFlagPage: FC<RemoteFlagPageProps> = ({ t, now, thing }) => {
  const { id, what, authorName, title, html, language, channelName: channel, editionId, since, flags } = thing
  const action = `/queue/remote-flags/${id}`
  return (
    <>
      <QueueItem
        t={t}
        now={now}
        id={id}
        kind={t('queue.kind.remoteFlag')}
        title={t('remoteFlags.title', { channel })}
        since={since}
        headingLevel={1}
        reason={flags.map(({ host, words }) => (
          <>
            <p>{t('remoteFlags.from', { host })}</p>
            {words === '' ? (
              <p class="soft">{t('remoteFlags.noWords')}</p>
            ) : (
              <blockquote dir="auto">{words}</blockquote>
            )}
          </>
        ))}
      >
        <Person name={authorName} />
        {title !== '' && (
          <p lang={language} dir="auto">
            <strong>{title}</strong>
          </p>
        )}
        <Prose html={html} lang={language} />
      </QueueItem>
      <p>
        <a href={`/editions/${editionId}`}>{t('remoteFlags.open')}</a>
      </p>
      <p class="soft">{t('remoteFlags.means')}</p>
      <DecisionBar t={t}>
        <Fold icon="check" kind="secondary" summary={t('remoteFlags.keep')} keyName="a">
          <p>{t('remoteFlags.keepText')}</p>
          <Form action={`${action}/keep`}>
            <Button>{t('remoteFlags.keepYes')}</Button>
          </Form>
        </Fold>
        <Fold icon="trash-2" kind="danger" summary={t('remoteFlags.remove')} keyName="r">
          <p>{t(`remoteFlags.removeText.${what}`)}</p>
          <Form action={`${action}/remove`}>
            <Button kind="danger">{t(`remoteFlags.removeYes.${what}`)}</Button>
          </Form>
        </Fold>
      </DecisionBar>
    </>
  )
}

/** It was decided before, or taken back. */
export const RemoteFlagDecidedPage: FC<{ t: Translator }> = ({ t }) => (
  <>
    <PageTitle>{t('remoteFlags.decided')}</PageTitle>
    <p>
      <a href="/queue">{t('queue.back')}</a>
    </p>
  </>
)

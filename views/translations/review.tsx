import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import type { SafeHtml } from '../../src/safe-html.ts'
import { Button } from '../components/button.tsx'
import { Form } from '../components/form.tsx'
import { languageName } from '../components/language-switch.tsx'
import { Notice } from '../components/messages.tsx'
import { QueueItem } from '../components/queue-item.tsx'
import { Preview } from '../components/text.tsx'
import { DecisionBar, Fold } from '../moderation/decision-bar.tsx'
import { Readers, type ReadersModel } from '../shares/exact-preview.tsx'
import { OriginalText, Words } from './offer.tsx'

export interface TranslationReviewModel {
  readonly id: string
  readonly language: string
  readonly title: string
  readonly html: SafeHtml
  readonly since: Date
  readonly channelName: string
  readonly by: string
  readonly host: string
  readonly original: { readonly title: string; readonly html: SafeHtml; readonly language: string }
  readonly seen: string
  readonly mayDecide: boolean
}

export interface TranslationReviewPageProps {
  t: Translator
  now: Date
  translation: TranslationReviewModel
}

/** What a member of ours translated of an ally's text, beside it: send it, or not. */
export const OfferedTranslationPage: FC<TranslationReviewPageProps> = ({ t, now, translation }) => {
  const { id, since, by, channelName: channel, seen, mayDecide } = translation
  const action = `/queue/translations/offered/${id}`
  return (
    <>
      <QueueItem
        t={t}
        now={now}
        id={id}
        kind={t('queue.kind.offeredTranslation')}
        title={t('translations.received.title', { name: by, channel })}
        since={since}
        headingLevel={1}
        reason={<p>{t('translations.offered.reason')}</p>}
      >
        <Beside t={t} translation={translation} />
      </QueueItem>
      {mayDecide ? (
        <DecisionBar t={t}>
          <Fold icon="door-open" kind="leaving" summary={t('translations.offered.sendVerb')} keyName="a">
            <p>{t('translations.offered.means', { channel })}</p>
            <Form action={`${action}/send`} hidden={{ seen }}>
              <Button kind="leaving">{t('translations.offered.send', { channel })}</Button>
            </Form>
          </Fold>
          <Fold icon="trash-2" kind="secondary" summary={t('translations.offered.keep')} keyName="r">
            <p>{t('translations.offered.keepText')}</p>
            <Form action={`${action}/keep`}>
              <Button kind="danger">{t('translations.offered.keepYes')}</Button>
            </Form>
          </Fold>
        </DecisionBar>
      ) : (
        <Notice>
          <p>{t('shares.review.own')}</p>
        </Notice>
      )}
    </>
  )
}

interface ReceivedTranslationPageProps extends TranslationReviewPageProps {
  translation: TranslationReviewModel & { readonly mayBeCarried: boolean }
  readers: ReadersModel
}

/** What another community translated of a text of ours, beside it: add it, or not. */
export const ReceivedTranslationPage: FC<ReceivedTranslationPageProps> = (props) => {
  const { t, now, translation, readers } = props
  const { id, since, by, host, channelName: channel, seen, mayBeCarried } = translation
  const action = `/queue/translations/received/${id}`
  return (
    <>
      <QueueItem
        t={t}
        now={now}
        id={id}
        kind={t('queue.kind.receivedTranslation')}
        title={t('translations.received.title', { name: by, channel })}
        since={since}
        headingLevel={1}
        reason={<p>{t('translations.received.from', { host })}</p>}
      >
        <Beside t={t} translation={translation} />
        <Readers t={t} readers={readers} mayBeCarried={mayBeCarried} />
      </QueueItem>
      <DecisionBar t={t}>
        <Fold icon="door-open" kind="leaving" summary={t('translations.received.acceptVerb')} keyName="a">
          <p>{t('translations.received.acceptText')}</p>
          <Form action={`${action}/accept`} hidden={{ seen }}>
            <Button kind="leaving">{t('translations.received.accept')}</Button>
          </Form>
        </Fold>
        <Fold icon="trash-2" kind="secondary" summary={t('translations.received.refuse')} keyName="r">
          <p>{t('translations.received.refuseText')}</p>
          <Form action={`${action}/refuse`}>
            <Button kind="danger">{t('translations.received.refuseYes')}</Button>
          </Form>
        </Fold>
      </DecisionBar>
    </>
  )
}

const Beside: FC<Omit<TranslationReviewPageProps, 'now'>> = ({ t, translation }) => (
  <>
    <OriginalText t={t} text={translation.original} open />
    <Preview title={languageName(translation.language)}>
      <Words text={translation} />
    </Preview>
  </>
)

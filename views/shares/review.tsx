import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import type { EditionModel } from '../channels/edition-card.tsx'
import { Button, ButtonRow } from '../components/button.tsx'
import { ErrorSummary, type FormError } from '../components/errors.tsx'
import { Form } from '../components/form.tsx'
import { Notice } from '../components/messages.tsx'
import { Pictures } from '../components/picture.tsx'
import { QueueItem } from '../components/queue-item.tsx'
import { Details, Prose } from '../components/text.tsx'
import { DecisionBar, DecisionStep, Fold, StepLink } from '../moderation/decision-bar.tsx'
import { SavedWords, type SavedWordsProps } from '../moderation/saved-words.tsx'
import { ExactPreview, type PreviewModel } from './exact-preview.tsx'
import { ReturnWords } from './return-words.tsx'

export interface ReviewPageProps {
  t: Translator
  now: Date
  shareId: string
  authorName: string
  since: Date
  /** The group post, where the moderator may see it. */
  postId?: string | undefined
  preview: PreviewModel
  /** Of a new version: what stands outside until it is published. */
  outNow?: EditionModel | undefined
  previewHash: string
  isConsented: boolean
  mayDecide: boolean
  /** What moderators often say. */
  savedReplies: SavedWordsProps['replies']
  note?: string | undefined
  /** She has begun to give it back. */
  isReturning: boolean
  errors?: readonly FormError[] | undefined
}

/** The same preview that the author said yes to; publish it, or give it back with a word. */
export const ReviewPage: FC<ReviewPageProps> = (props) => {
  const { t, now, shareId, authorName, since, postId, preview, isConsented, mayDecide } = props
  const params = { name: authorName, channel: preview.readers.channel }
  return (
    <>
      <ErrorSummary t={t} errors={props.errors} />
      <QueueItem
        t={t}
        now={now}
        id={`share-${shareId}`}
        kind={t('shares.review.kind')}
        title={t(preview.version === 1 ? 'shares.review.title' : 'shares.review.newVersion', params)}
        since={since}
        headingLevel={1}
        reason={<p>{t('shares.review.check')}</p>}
      >
        {postId !== undefined && (
          <p>
            <a href={`/posts/${postId}`}>{t('shares.review.toPost')}</a>
          </p>
        )}
        {props.outNow && <OutNow t={t} edition={props.outNow} />}
        <ExactPreview t={t} preview={preview} />
      </QueueItem>
      {!isConsented && (
        <Notice tone="alarm">
          <p>{t('shares.review.changed')}</p>
        </Notice>
      )}
      {!mayDecide && (
        <Notice>
          <p>{t('shares.review.own')}</p>
        </Notice>
      )}
      {mayDecide && <Decisions {...props} />}
    </>
  )
}

const Decisions: FC<ReviewPageProps> = (props) => {
  const { t, shareId, previewHash, isConsented, savedReplies, note, isReturning, errors } = props
  const action = `/queue/shares/${shareId}`
  return (
    <>
      <DecisionBar t={t}>
        {isConsented && (
          <Fold icon="door-open" kind="leaving" summary={t('queue.verb.publish')} keyName="a">
            <p>{t('shares.review.final')}</p>
            <Form action={`${action}/publish`} hidden={{ previewHash }}>
              <Button kind="leaving">{t('shares.review.publish')}</Button>
            </Form>
          </Fold>
        )}
        <StepLink step="give-back" icon="undo-2" kind="secondary" keyName="r">
          {t('queue.verb.giveBack')}
        </StepLink>
      </DecisionBar>
      <DecisionStep id="give-back" label={t('queue.verb.giveBack')} open={isReturning}>
        <Form action={`${action}/return`}>
          <ReturnWords t={t} note={note} errors={errors} />
          <ButtonRow>
            <Button icon="undo-2">{t('shares.review.return')}</Button>
            <Button kind="quiet" href={isReturning ? action : '#main'}>
              {t('common.back')}
            </Button>
          </ButtonRow>
          {/* Behind the buttons: Enter presses the first button of a form. */}
          <SavedWords t={t} replies={savedReplies} />
        </Form>
      </DecisionStep>
    </>
  )
}

/** What the new version takes the place of. */
const OutNow: FC<{ t: Translator; edition: EditionModel }> = ({ t, edition }) => {
  const { title, html, lang, pictures } = edition
  return (
    <Details summary={t('shares.review.outNow')}>
      {title !== '' && (
        <p>
          <strong lang={lang} dir="auto">
            {title}
          </strong>
        </p>
      )}
      <Prose html={html} lang={lang} />
      <Pictures t={t} pictures={pictures} />
      {pictures
        .filter(({ alt }) => alt !== '')
        .map(({ alt }) => (
          <p class="soft" lang={lang} dir="auto">
            {alt}
          </p>
        ))}
    </Details>
  )
}

import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import type { EditionModel } from '../channels/edition-card.tsx'
import { Button, ButtonRow } from '../components/button.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { Notice } from '../components/messages.tsx'
import { Pictures } from '../components/post-card.tsx'
import { QueueItem } from '../components/queue-item.tsx'
import { Details, Prose } from '../components/text.tsx'
import { ExactPreview, type PreviewModel } from './exact-preview.tsx'

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
  note?: string | undefined
  errors?: readonly FormError[] | undefined
}

/** The same preview that the author said yes to; publish it, or give it back with a word. */
export const ReviewPage: FC<ReviewPageProps> = (props) => {
  const { t, now, shareId, authorName, since, postId, preview, previewHash, isConsented, mayDecide } = props
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
      {mayDecide && isConsented && (
        <Form action={`/queue/shares/${shareId}/publish`} hidden={{ previewHash }}>
          <ButtonRow>
            <Button kind="leaving">{t('shares.review.publish')}</Button>
          </ButtonRow>
        </Form>
      )}
      {mayDecide && (
        <Form action={`/queue/shares/${shareId}/return`}>
          <Field
            t={t}
            name="note"
            type="textarea"
            rows={4}
            label={t('shares.review.note')}
            hint={t('shares.review.noteHint')}
            value={props.note}
            error={errorFor(props.errors, 'note')}
            maxLength={1000}
          />
          <ButtonRow>
            <Button kind="secondary" icon="undo-2">
              {t('shares.review.return')}
            </Button>
          </ButtonRow>
        </Form>
      )}
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
      <Pictures pictures={pictures} />
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

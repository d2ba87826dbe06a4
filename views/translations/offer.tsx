import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import type { SafeHtml } from '../../src/safe-html.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Tick } from '../components/choice.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field, type Option, Select } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { languageName } from '../components/language-switch.tsx'
import { Warning } from '../components/messages.tsx'
import { Details, PageTitle, Preview, Prose, Struck } from '../components/text.tsx'

interface TextModel {
  readonly title: string
  readonly html: SafeHtml
  readonly language: string
}

/** A text as it was written, folded open above what is made of it. */
export const OriginalText: FC<{ t: Translator; text: TextModel; open?: boolean }> = ({ t, text, open }) => (
  <Details summary={t('translations.original', { language: languageName(text.language) })} open={open}>
    <Words text={text} />
  </Details>
)

/** A title and words in their language. */
export const Words: FC<{ text: TextModel }> = ({ text: { title, html, language } }) => (
  <>
    {title !== '' && (
      <p lang={language} dir="auto">
        <strong>{title}</strong>
      </p>
    )}
    <Prose html={html} lang={language} />
  </>
)

export interface OfferPageProps {
  t: Translator
  /** Of the post; what is written goes below it. */
  postId: string
  original: TextModel
  languages: readonly Option[]
  values: { readonly language: string; readonly title: string; readonly body: string }
  longestTitle: number
  errors?: readonly FormError[] | undefined
}

/** She writes an ally's text again in another language. */
export const OfferPage: FC<OfferPageProps> = ({
  t,
  postId,
  original,
  languages,
  values,
  longestTitle,
  errors,
}) => (
  <>
    <ErrorSummary t={t} errors={errors} />
    <PageTitle lead={t('translations.offer.lead')}>{t('translations.offer.title')}</PageTitle>
    <OriginalText t={t} text={original} open />
    <Form action={`/allies/posts/${postId}/translation`}>
      <Select
        t={t}
        name="language"
        label={t('shares.languages.which')}
        options={languages}
        value={values.language}
        error={errorFor(errors, 'language')}
      />
      <Field
        t={t}
        name="title"
        label={t('shares.text.heading')}
        value={values.title}
        error={errorFor(errors, 'title')}
        required={false}
        maxLength={longestTitle}
      />
      <Field
        t={t}
        name="text"
        type="textarea"
        label={t('translations.offer.yourText')}
        rows={12}
        value={values.body}
        error={errorFor(errors, 'text')}
      />
      <ButtonRow>
        <Button kind="leaving">{t('translations.offer.look')}</Button>
        <Button kind="quiet" href={`/allies/posts/${postId}`}>
          {t('common.cancel')}
        </Button>
      </ButtonRow>
    </Form>
  </>
)

export interface OfferPreviewPageProps {
  t: Translator
  postId: string
  channel: string
  host: string
  community: string
  values: OfferPageProps['values']
  /** The text with what was taken out struck through. */
  preview: TextModel & { readonly removed: readonly string[]; readonly hash: string }
  errors?: readonly FormError[] | undefined
}

/** Exactly what would leave, in whose name, and her yes. The words wait in the form: nothing is kept before she agrees. */
export const OfferPreviewPage: FC<OfferPreviewPageProps> = (props) => {
  const { t, postId, channel, host, community, values, preview, errors } = props
  const { language, title, body } = values
  const action = `/allies/posts/${postId}/translation`
  const typed = { language, title, text: body }
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <PageTitle over={languageName(language)}>{t('translations.offer.preview')}</PageTitle>
      <Preview title={t('translations.offer.exact')}>
        <Words text={preview} />
      </Preview>
      {preview.removed.length > 0 && (
        <div class="stack">
          <p>{t('shares.preview.removed')}</p>
          <ul>
            {preview.removed.map((text) => (
              <li>
                <Struck t={t}>{text}</Struck>
              </li>
            ))}
          </ul>
        </div>
      )}
      <p>{t('translations.offer.leaves', { channel, host, community })}</p>
      <p>{t('translations.offer.then')}</p>
      <Warning t={t}>{t('shares.preview.wording')}</Warning>
      <Form action={`${action}/offer`} hidden={{ ...typed, previewHash: preview.hash }}>
        <Tick t={t} name="agree" label={t('translations.offer.agree')} error={errorFor(errors, 'agree')} />
        <ButtonRow>
          <Button kind="leaving">{t('translations.offer.send')}</Button>
        </ButtonRow>
      </Form>
      <Form action={action} hidden={{ ...typed, change: 'yes' }}>
        <Button kind="secondary">{t('translations.offer.change')}</Button>
      </Form>
    </>
  )
}

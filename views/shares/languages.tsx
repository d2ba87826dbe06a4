import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import type { SafeHtml } from '../../src/safe-html.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field, type Option, Select } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { languageName } from '../components/language-switch.tsx'
import { Details, PageTitle, Prose } from '../components/text.tsx'

/** What is said already, to write it again beside. */
interface OriginalModel {
  readonly language: string
  readonly title: string
  readonly html: SafeHtml
}

export interface ShareLanguagePageProps {
  t: Translator
  shareId: string
  original: OriginalModel
  /** The languages that it is not there in yet; only those can be chosen. */
  languages: readonly Option[]
  title: string
  body: string
  language: string
  /** The language that is changed; absent for one more. */
  instead?: string | undefined
  longestTitle: number
  errors?: readonly FormError[] | undefined
}

/** The same text in one further language. */
export const ShareLanguagePage: FC<ShareLanguagePageProps> = (props) => {
  const { t, shareId, original, languages, title, body, language, instead, longestTitle, errors } = props
  const action = `/share/${shareId}/languages`
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <PageTitle lead={t('shares.languages.lead')}>
        {instead === undefined
          ? t('shares.languages.title')
          : t('shares.languages.titleOf', { language: languageName(instead) })}
      </PageTitle>
      <Details summary={languageName(original.language)} open>
        {original.title !== '' && (
          <p lang={original.language} dir="auto">
            <strong>{original.title}</strong>
          </p>
        )}
        <Prose html={original.html} lang={original.language} />
      </Details>
      <Form action={`${action}/${instead ?? 'new'}`}>
        <Select
          t={t}
          name="language"
          label={t('shares.languages.which')}
          options={languages}
          value={language}
          error={errorFor(errors, 'language')}
        />
        <Field
          t={t}
          name="title"
          label={t('shares.text.heading')}
          value={title}
          error={errorFor(errors, 'title')}
          required={false}
          maxLength={longestTitle}
        />
        <Field
          t={t}
          name="text"
          type="textarea"
          label={t('shares.text.text')}
          rows={12}
          value={body}
          error={errorFor(errors, 'text')}
        />
        <ButtonRow>
          <Button kind="leaving">{t('shares.languages.keep')}</Button>
          <Button kind="quiet" href={`/share/${shareId}/preview`}>
            {t('common.cancel')}
          </Button>
        </ButtonRow>
      </Form>
      {instead !== undefined && <Remove t={t} action={`${action}/${instead}/remove`} />}
    </>
  )
}

export interface ReceivedLanguagePageProps {
  t: Translator
  shareId: string
  text: OriginalModel & { readonly translatedBy: string }
}

/** What another community translated: hers to take out, and not to change. */
export const ReceivedLanguagePage: FC<ReceivedLanguagePageProps> = ({ t, shareId, text }) => (
  <>
    <PageTitle over={t('shares.languages.by', { community: text.translatedBy })}>
      {t('shares.languages.titleOf', { language: languageName(text.language) })}
    </PageTitle>
    {text.title !== '' && (
      <p lang={text.language} dir="auto">
        <strong>{text.title}</strong>
      </p>
    )}
    <Prose html={text.html} lang={text.language} />
    <Remove t={t} action={`/share/${shareId}/languages/${text.language}/remove`} />
    <p>
      <a href={`/share/${shareId}/preview`}>{t('common.back')}</a>
    </p>
  </>
)

const Remove: FC<{ t: Translator; action: string }> = ({ t, action }) => (
  <Form action={action}>
    <Button kind="quiet" icon="trash-2">
      {t('shares.languages.remove')}
    </Button>
  </Form>
)

import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Tick } from '../components/choice.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Form } from '../components/form.tsx'
import { languageName } from '../components/language-switch.tsx'
import { LinkList } from '../components/lists.tsx'
import { Warning } from '../components/messages.tsx'
import { Code, PageTitle, Step } from '../components/text.tsx'
import { ExactPreview, type PreviewModel } from './exact-preview.tsx'
import { Discard, type Progress } from './steps.tsx'

export interface PreviewStepProps {
  t: Translator
  shareId: string
  progress: Progress
  preview: PreviewModel
  /** What her consent is tied to: exactly this preview. */
  previewHash: string
  /** Whether the community speaks a language that it is not there in yet. */
  mayAddLanguage: boolean
  errors?: readonly FormError[] | undefined
}

/** The last question: exactly what leaves, who reads it, and her yes. */
export const PreviewStep: FC<PreviewStepProps> = ({ mayAddLanguage, ...props }) => {
  const { t, shareId, progress, preview, previewHash, errors } = props
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <Step t={t} {...progress} />
      <PageTitle>{t('shares.preview.title')}</PageTitle>
      <ExactPreview t={t} preview={preview} />
      <FurtherLanguages t={t} shareId={shareId} preview={preview} mayAdd={mayAddLanguage} />
      <Warning t={t}>{t('shares.preview.wording')}</Warning>
      {preview.isUnlinked && <Warning t={t}>{t('shares.preview.unlinked')}</Warning>}
      <Form action={`/share/${shareId}/propose`} hidden={{ previewHash }}>
        <Tick t={t} name="agree" label={t('shares.preview.agree')} error={errorFor(errors, 'agree')} />
        <ButtonRow>
          <Button kind="leaving">{submitWords(t, preview)}</Button>
          <Button kind="secondary" href={`/share/${shareId}/text`}>
            {t('common.change')}
          </Button>
        </ButtonRow>
      </Form>
      <Discard t={t} shareId={shareId} />
    </>
  )
}

interface FurtherLanguagesProps {
  t: Translator
  shareId: string
  preview: PreviewModel
  mayAdd: boolean
}

/** The way to the same text in further languages: a page for each. */
const FurtherLanguages: FC<FurtherLanguagesProps> = ({ t, shareId, preview, mayAdd }) => (
  <LinkList
    items={[
      ...preview.texts.map(({ language, translatedBy }) => ({
        href: `/share/${shareId}/languages/${language}`,
        title: t(translatedBy === undefined ? 'shares.languages.change' : 'shares.languages.removeOne', {
          language: languageName(language),
        }),
      })),
      ...(mayAdd ? [{ href: `/share/${shareId}/languages/new`, title: t('shares.languages.add') }] : []),
    ]}
  />
)

/** Says how far it goes where that is known today. */
function submitWords(t: Translator, { readers: { place, kind, servers } }: PreviewModel): string {
  if (kind === 'open') return t('shares.preview.submitAnyone')
  return place === 'own' && servers.length > 0
    ? t('shares.preview.submitServers', { count: servers.length })
    : t('shares.preview.submit')
}

export interface WithdrawalCodePageProps {
  t: Translator
  shareId: string
  title: string
  lead: string
  code: string
  /** Where the code is used. */
  address: string
}

/** Shown once, right after it was made: only its hash is kept. */
export const WithdrawalCodePage: FC<WithdrawalCodePageProps> = ({
  t,
  shareId,
  title,
  lead,
  code,
  address,
}) => (
  <>
    <PageTitle lead={lead}>{title}</PageTitle>
    <Code t={t} label={t('shares.proposed.code')} code={code} />
    <p>{t('shares.proposed.codeText')}</p>
    <p>{t('shares.proposed.codeWhere', { address })}</p>
    <ButtonRow>
      <Button href={`/shares/${shareId}`}>{t('shares.proposed.toShare')}</Button>
    </ButtonRow>
  </>
)

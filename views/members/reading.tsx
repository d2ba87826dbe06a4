import type { FC } from 'hono/jsx'
import { locales, type Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { Choice } from '../components/choice.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Select } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { languageNames } from '../components/language-switch.tsx'
import { PageTitle, Section } from '../components/text.tsx'

export interface ReadingPageProps {
  t: Translator
  /** What she reads, the best first; absent for guests, whose account we do not know. */
  languages?: readonly string[] | undefined
  pictures: 'always' | 'tap'
  textSize: 'normal' | 'large' | 'largest'
  errors: readonly FormError[]
}

/** How she reads: the size of letters, pictures, languages. */
export const ReadingPage: FC<ReadingPageProps> = ({ t, languages, pictures, textSize, errors }) => (
  <>
    <ErrorSummary t={t} errors={errors} />
    <PageTitle>{t('reading.title')}</PageTitle>
    <Section title={t('reading.device')}>
      <p class="soft">{t('reading.device.text')}</p>
      <Form action="/reading">
        <Choice
          t={t}
          name="textSize"
          label={t('reading.textSize')}
          options={(['normal', 'large', 'largest'] as const).map((size) => ({
            value: size,
            label: t(`reading.textSize.${size}`),
          }))}
          value={textSize}
        />
        <Choice
          t={t}
          name="pictures"
          label={t('reading.pictures')}
          options={(['always', 'tap'] as const).map((wish) => ({
            value: wish,
            label: t(`reading.pictures.${wish}`),
            hint: wish === 'tap' ? t('reading.pictures.tapText') : undefined,
          }))}
          value={pictures}
        />
        <ButtonRow>
          <Button>{t('reading.save')}</Button>
        </ButtonRow>
      </Form>
    </Section>
    {languages && <Languages t={t} languages={languages} errors={errors} />}
  </>
)

const Languages: FC<{ t: Translator; languages: readonly string[]; errors: readonly FormError[] }> = ({
  t,
  languages,
  errors,
}) => {
  const options = locales.map((locale) => ({ value: locale, label: languageNames[locale], lang: locale }))
  return (
    <Section title={t('reading.languages.title')}>
      <p class="soft">{t('reading.languages.text')}</p>
      <Form action="/reading/languages">
        <Choice
          t={t}
          type="checkbox"
          name="languages"
          label={t('reading.languages')}
          options={options}
          value={languages}
          error={errorFor(errors, 'languages')}
        />
        <Select
          t={t}
          name="first"
          label={t('reading.languages.first')}
          options={options}
          value={languages[0]}
        />
        <ButtonRow>
          <Button kind="secondary">{t('reading.languages.save')}</Button>
        </ButtonRow>
      </Form>
    </Section>
  )
}

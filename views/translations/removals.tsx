import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button } from '../components/button.tsx'
import { Form } from '../components/form.tsx'
import { languageName } from '../components/language-switch.tsx'

export interface TranslationRemovalsProps {
  t: Translator
  editionId: string
  /** The languages that other communities translated. */
  translations: readonly { readonly language: string; readonly community: string }[]
}

/** For an edition's author and moderators: each language that another community translated can be taken out. */
export const TranslationRemovals: FC<TranslationRemovalsProps> = ({ t, editionId, translations }) => (
  <>
    {translations.map(({ language, community }) => (
      <Form action={`/editions/${editionId}/translations/${language}/remove`}>
        <Button kind="quiet" icon="undo-2">
          {t('translations.remove', { language: languageName(language), community })}
        </Button>
      </Form>
    ))}
  </>
)

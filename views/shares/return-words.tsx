import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'

export interface ReturnWordsProps {
  t: Translator
  note?: string | undefined
  errors?: readonly FormError[] | undefined
}

/** What its author is told when a share goes back to her. */
export const ReturnWords: FC<ReturnWordsProps> = ({ t, note, errors }) => (
  <>
    <Field
      t={t}
      name="note"
      type="textarea"
      rows={4}
      label={t('shares.review.note')}
      hint={t('shares.review.noteHint')}
      value={note}
      error={errorFor(errors, 'note')}
      maxLength={1000}
    />
    <p>{t('shares.review.returnFinal')}</p>
  </>
)

import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import type { Refusal } from '../../src/result.ts'
import { Icon } from './icon.tsx'

/** A refusal in the reader's language; without a field it concerns the whole form. */
export interface FormError {
  readonly field?: string | undefined
  readonly text: string
}

export const toFormErrors = (t: Translator, refusals: readonly Refusal[]): readonly FormError[] =>
  refusals.map(({ field, message, params }) => ({ field, text: t(message, params) }))

/** What to show beside one field, if anything. */
export const errorFor = (errors: readonly FormError[] | undefined, field: string): string | undefined =>
  errors?.find((error) => error.field === field)?.text

/** The id that labels, errors and the summary's links agree on; `within` where a page has several forms. */
export const fieldId = (name: string, within?: string): string =>
  within === undefined ? `field-${name}` : `field-${name}-${within}`

/** All refusals of a form in one box at its top, each leading to its field. Nothing without errors. */
export const ErrorSummary: FC<{
  t: Translator
  errors?: readonly FormError[] | undefined
  within?: string | undefined
}> = ({ t, errors = [], within }) => {
  if (errors.length === 0) return null
  return (
    <div class="error-summary" id="error-summary" role="alert" tabindex={-1}>
      <h2 class="error-summary__title">
        <Icon name="circle-alert" />
        {t('form.errors.title')}
      </h2>
      <ul>
        {errors.map(({ field, text }) => (
          <li>{field === undefined ? text : <a href={`#${fieldId(field, within)}`}>{text}</a>}</li>
        ))}
      </ul>
    </div>
  )
}

/** The error line under a label. */
export const FieldError: FC<{ t: Translator; id: string; text?: string | undefined }> = ({ t, id, text }) => {
  if (text === undefined) return null
  return (
    <p class="field__error" id={id}>
      <Icon name="circle-alert" />
      <span class="visually-hidden">{t('form.errors.prefix')} </span>
      {text}
    </p>
  )
}

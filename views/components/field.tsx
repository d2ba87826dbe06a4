import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { FieldError, fieldId } from './errors.tsx'

export interface LabelledProps {
  t: Translator
  name: string
  label: string
  hint?: string | undefined
  /** Already in the reader's language. */
  error?: string | undefined
  /** True unless told; a field that may stay empty says so. */
  required?: boolean | undefined
  /** False where another answer decides whether it may stay empty. */
  marksOptional?: boolean | undefined
  /** Tells fields of one name apart, where a page has several forms: its id ends with this. */
  within?: string | undefined
  /** The label is the page's heading: one question a page. */
  asTitle?: boolean | undefined
}

export interface FieldProps extends LabelledProps {
  type?: 'text' | 'textarea' | 'passphrase' | 'search' | 'url' | 'number' | 'date' | undefined
  value?: string | undefined
  autocomplete?: string | undefined
  /** In UTF-16 units, as browsers count. */
  maxLength?: number | undefined
  rows?: number | undefined
  inputMode?: 'text' | 'numeric' | 'url' | undefined
  /** Names and codes: no capitals, no corrections, no dictionary learning. */
  verbatim?: boolean | undefined
  /** Short answers get a short box. */
  width?: 'short' | 'full' | undefined
  lang?: string | undefined
  /** Only in fragments: where she goes on. */
  focused?: boolean | undefined
}

const verbatimInput = { autocapitalize: 'none', autocorrect: 'off', spellcheck: false } as const

/** A label, its hint, its error and one text input; what was typed stays (passphrases never come back). */
export const Field: FC<FieldProps> = (props) => {
  const { t, name, type = 'text', value, autocomplete = 'off', maxLength, verbatim, required = true } = props
  const id = fieldId(name, props.within)
  const common = {
    id,
    name,
    autocomplete,
    maxlength: maxLength,
    inputmode: props.inputMode,
    lang: props.lang,
    'data-width': props.width,
    autofocus: props.focused,
    ...describe(props),
    ...(required ? { required: true } : {}),
    ...(verbatim || type === 'passphrase' ? verbatimInput : {}),
  }
  return (
    <div class="field" data-invalid={props.error === undefined ? undefined : ''}>
      <Label {...props} />
      {type === 'textarea' ? (
        <textarea class="field__input" {...common} rows={props.rows ?? 6} dir="auto">
          {value}
        </textarea>
      ) : type === 'passphrase' ? (
        <span
          class="field__secret"
          data-passphrase
          data-show={t('form.passphrase.show')}
          data-hide={t('form.passphrase.hide')}
        >
          <input class="field__input" type="password" {...common} />
        </span>
      ) : (
        <input class="field__input" type={type} value={value} {...common} dir="auto" />
      )}
    </div>
  )
}

export interface Option {
  readonly value: string
  readonly label: string
  readonly hint?: string | undefined
  readonly lang?: string | undefined
}

export interface SelectProps extends LabelledProps {
  options: readonly Option[]
  value?: string | undefined
}

/** One of many short options; for few, or with explanations, take Choice. */
export const Select: FC<SelectProps> = (props) => (
  <div class="field" data-invalid={props.error === undefined ? undefined : ''}>
    <Label {...props} />
    <select class="field__input" id={fieldId(props.name)} name={props.name} {...describe(props)}>
      {props.options.map(({ value, label, lang }) => (
        <option value={value} lang={lang} selected={value === props.value}>
          {label}
        </option>
      ))}
    </select>
  </div>
)

export interface FileFieldProps extends LabelledProps {
  accept?: string | undefined
  multiple?: boolean | undefined
}

/** Pictures from the phone. A browser cannot keep a chosen file: the page asks again after an error. */
export const FileField: FC<FileFieldProps> = (props) => (
  <div class="field" data-invalid={props.error === undefined ? undefined : ''}>
    <Label {...props} />
    <input
      class="field__input"
      type="file"
      id={fieldId(props.name)}
      name={props.name}
      accept={props.accept ?? 'image/jpeg,image/png,image/webp'}
      multiple={props.multiple}
      {...describe(props)}
    />
  </div>
)

const Label: FC<LabelledProps> = (props) => {
  const { t, name, within, label, hint, error, required = true, marksOptional = true, asTitle } = props
  const id = fieldId(name, within)
  const text = (
    <label class="field__label" for={id}>
      {label}
      {!required && marksOptional && <span class="field__optional"> ({t('common.optional')})</span>}
    </label>
  )
  return (
    <>
      {asTitle ? <h1 class="field__title">{text}</h1> : text}
      {hint !== undefined && (
        <p class="field__hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <FieldError t={t} id={`${id}-error`} text={error} />
    </>
  )
}

/** Ties hint and error to an input for screen readers. */
const describe = ({ name, within, hint, error }: LabelledProps) => {
  const id = fieldId(name, within)
  const ids = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter(Boolean)
  return {
    ...(ids.length > 0 ? { 'aria-describedby': ids.join(' ') } : {}),
    ...(error === undefined ? {} : { 'aria-invalid': 'true' as const }),
  }
}

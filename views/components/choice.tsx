import type { FC } from 'hono/jsx'
import { FieldError, fieldId } from './errors.tsx'
import type { LabelledProps, Option } from './field.tsx'

export interface ChoiceProps extends LabelledProps {
  type?: 'radio' | 'checkbox' | undefined
  options: readonly Option[]
  /** What is chosen already; several for checkboxes. */
  value?: string | readonly string[] | undefined
}

/** Radio buttons, or checkboxes of which several may be ticked. `label` is the question. */
export const Choice: FC<ChoiceProps> = (props) => {
  const { t, name, label, hint, error, type = 'radio', options, value, required = true, asTitle } = props
  const id = fieldId(name)
  const chosen = typeof value === 'string' ? [value] : (value ?? [])
  const described = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter(Boolean)
  const question = (
    <>
      {label}
      {!required && <span class="field__optional"> ({t('common.optional')})</span>}
    </>
  )
  return (
    <fieldset
      class="field"
      data-invalid={error === undefined ? undefined : ''}
      aria-describedby={described.length > 0 ? described.join(' ') : undefined}
    >
      <legend class="field__label">{asTitle ? <h1 class="field__title">{question}</h1> : question}</legend>
      {hint !== undefined && (
        <p class="field__hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <FieldError t={t} id={`${id}-error`} text={error} />
      {options.map((option, index) => (
        <ChoiceOption
          {...option}
          id={index === 0 ? id : `${id}-${index}`}
          type={type}
          name={name}
          checked={chosen.includes(option.value)}
        />
      ))}
    </fieldset>
  )
}

export interface TickProps extends LabelledProps {
  value?: string | undefined
  checked?: boolean | undefined
}

/** One box to tick: a consent, a setting. `label` is the sentence she agrees to. */
export const Tick: FC<TickProps> = ({
  t,
  name,
  within,
  label,
  hint,
  error,
  value = 'yes',
  checked = false,
}) => {
  const id = fieldId(name, within)
  return (
    <div class="field" data-invalid={error === undefined ? undefined : ''}>
      <FieldError t={t} id={`${id}-error`} text={error} />
      <ChoiceOption
        id={id}
        type="checkbox"
        name={name}
        value={value}
        label={label}
        hint={hint}
        checked={checked}
        errorId={error === undefined ? undefined : `${id}-error`}
      />
    </div>
  )
}

interface ChoiceOptionProps extends Option {
  id: string
  type: 'radio' | 'checkbox'
  name: string
  checked: boolean
  errorId?: string | undefined
}

const ChoiceOption: FC<ChoiceOptionProps> = ({
  id,
  type,
  name,
  value,
  label,
  hint,
  lang,
  checked,
  errorId,
}) => {
  // The first option bears the question's own id, whose hint stands above it.
  const hintId = `${id}-about`
  const described = [hint !== undefined && hintId, errorId].filter(Boolean)
  return (
    <div class="choice__option">
      <input
        class="choice__input"
        id={id}
        type={type}
        name={name}
        value={value}
        checked={checked}
        aria-describedby={described.length > 0 ? described.join(' ') : undefined}
        aria-invalid={errorId === undefined ? undefined : 'true'}
      />
      <label class="choice__label" for={id} lang={lang}>
        {label}
      </label>
      {hint !== undefined && (
        <p class="choice__hint" id={hintId}>
          {hint}
        </p>
      )}
    </div>
  )
}

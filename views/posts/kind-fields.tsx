import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Choice, Tick } from '../components/choice.tsx'
import { errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import type { NewPostOptions, PostFormValues } from './post-values.ts'

interface KindFieldsProps {
  t: Translator
  errors?: readonly FormError[] | undefined
}

/** What there is to choose from, and how. The question is the text above. */
export const PollFields: FC<KindFieldsProps & { values: PostFormValues; limits: NewPostOptions['poll'] }> = ({
  t,
  values,
  limits,
  errors,
}) => (
  <>
    <Field
      t={t}
      name="options"
      type="textarea"
      rows={4}
      label={t('composer.poll.options')}
      hint={t('composer.poll.optionsHint', { least: limits.leastOptions, most: limits.mostOptions })}
      value={values.options}
      error={errorFor(errors, 'options')}
      lang={values.language}
    />
    <Tick t={t} name="several" label={t('composer.poll.several')} checked={values.several} />
    <Tick
      t={t}
      name="secret"
      label={t('composer.poll.secret')}
      hint={t('composer.poll.secretHint')}
      checked={values.secret}
    />
    <Field
      t={t}
      name="days"
      type="number"
      inputMode="numeric"
      width="short"
      label={t('composer.poll.days')}
      hint={t('composer.poll.daysHint', { least: limits.leastDays, most: limits.mostDays })}
      value={values.days}
      error={errorFor(errors, 'days')}
    />
  </>
)

/** An alert always ends, and nobody chooses its end for her. */
export const AlertFields: FC<KindFieldsProps & { value: string; lifetimes: readonly number[] }> = ({
  t,
  value,
  lifetimes,
  errors,
}) => (
  <Choice
    t={t}
    name="lifetime"
    label={t('composer.alert.lifetime')}
    hint={t('composer.alert.lifetimeHint')}
    options={lifetimes.map((days) => ({ value: String(days), label: t('composer.lifetime.days', { days }) }))}
    value={value}
    error={errorFor(errors, 'lifetime')}
  />
)

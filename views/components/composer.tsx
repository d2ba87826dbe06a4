import type { FC, PropsWithChildren } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button } from './button.tsx'
import { ErrorSummary, errorFor, type FormError } from './errors.tsx'
import { Field, FileField, type Option, Select } from './field.tsx'
import { Form, type FormProps } from './form.tsx'
import { Icon } from './icon.tsx'

export interface ComposerProps {
  t: Translator
  action: string
  kind: 'post' | 'comment'
  /** The group's name; `readers` is how many members can read there. */
  group: string
  readers: number
  values?: ComposerValues | undefined
  errors?: readonly FormError[] | undefined
  /** Languages to choose from; the field is left out when there is only one. */
  languages?: readonly Option[] | undefined
  /** How many pictures one post may carry; 0 leaves the field out. */
  pictures?: number | undefined
  /** What the button says where it is not a new post or comment. */
  submit?: string | undefined
  hidden?: FormProps['hidden']
  htmx?: FormProps['htmx']
  id?: string | undefined
}

export interface ComposerValues {
  readonly title?: string | undefined
  readonly text?: string | undefined
  readonly language?: string | undefined
  readonly pictureDescription?: string | undefined
}

/**
 * Writes inside: there is no audience to choose, the first line says who reads it. Field names: `title` (posts),
 * `text`, `pictures` (several files), `pictureDescription`, `language`. Children are further fields.
 */
export const Composer: FC<PropsWithChildren<ComposerProps>> = (props) => {
  const { t, action, kind, group, readers, values = {}, errors, languages = [], pictures = 0 } = props
  return (
    <div class="composer" id={props.id} hx-morph-skip="">
      <ErrorSummary t={t} errors={errors} />
      <div class="composer__frame">
        <Form
          action={action}
          enctype={pictures > 0 ? 'multipart/form-data' : undefined}
          hidden={props.hidden}
          htmx={props.htmx}
        >
          <p class="composer__place">
            <Icon name="lock" />
            <span>{t('composer.stays', { group, count: readers })}</span>
          </p>
          {kind === 'post' && (
            <Field
              t={t}
              name="title"
              label={t('composer.title')}
              value={values.title}
              error={errorFor(errors, 'title')}
              maxLength={120}
            />
          )}
          <Field
            t={t}
            name="text"
            type="textarea"
            label={t(kind === 'post' ? 'composer.text' : 'composer.comment')}
            rows={kind === 'post' ? 8 : 4}
            value={values.text}
            error={errorFor(errors, 'text')}
          />
          {props.children}
          {pictures > 0 && (
            <details open={errorFor(errors, 'pictures') !== undefined}>
              <summary class="details__summary">
                <Icon name="image" />
                {t('composer.pictures.add')}
              </summary>
              <div class="details__content">
                <FileField
                  t={t}
                  name="pictures"
                  label={t('composer.pictures', { count: pictures })}
                  hint={t('composer.pictures.hint')}
                  error={errorFor(errors, 'pictures')}
                  multiple={pictures > 1}
                  required={false}
                />
                <Field
                  t={t}
                  name="pictureDescription"
                  label={t('composer.pictures.description')}
                  hint={t('composer.pictures.descriptionHint')}
                  value={values.pictureDescription}
                  error={errorFor(errors, 'pictureDescription')}
                  required={false}
                />
              </div>
            </details>
          )}
          {languages.length > 1 && (
            <Select
              t={t}
              name="language"
              label={t('composer.language')}
              options={languages}
              value={values.language}
              error={errorFor(errors, 'language')}
            />
          )}
          <Button kind="inside" wide>
            {props.submit ?? t(kind === 'post' ? 'composer.postIn' : 'composer.commentIn', { group })}
          </Button>
        </Form>
      </div>
    </div>
  )
}

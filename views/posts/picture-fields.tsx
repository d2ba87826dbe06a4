import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { errorFor, type FormError } from '../components/errors.tsx'
import { Field, FileField } from '../components/field.tsx'
import { Icon } from '../components/icon.tsx'
import type { PostFormValues } from './post-values.ts'

/**
 * Pictures with what is to be seen in them. With the script each can be drawn over before it is sent, and what the
 * browser can open but the server cannot (HEIC) is changed on the way.
 */
export const PictureFields: FC<{
  t: Translator
  most: number
  values: PostFormValues
  errors?: readonly FormError[] | undefined
}> = ({ t, most, values, errors }) => {
  const inUse = ['pictures', 'pictureDescription'].some((field) => errorFor(errors, field) !== undefined)
  return (
    <details open={inUse || values.pictureDescription !== ''}>
      <summary class="details__summary">
        <Icon name="image" />
        {t('composer.pictures.add')}
      </summary>
      <div class="details__content stack">
        <FileField
          t={t}
          name="pictures"
          label={t('composer.pictures', { count: most })}
          hint={t('composer.pictures.hint')}
          accept="image/jpeg,image/png,image/webp,image/avif,image/gif,image/heic,image/heif"
          error={errorFor(errors, 'pictures')}
          multiple
          required={false}
        />
        <div
          class="stack"
          data-face-brush="field-pictures"
          data-title={t('composer.brush.title')}
          data-lead={t('composer.brush.lead')}
          data-picture={t('composer.brush.picture', { number: '#' })}
          data-undo={t('composer.brush.undo')}
          data-all={t('composer.brush.all')}
          data-failed={t('composer.brush.failed')}
        >
          <p class="soft">{t('composer.pictures.asTheyAre')}</p>
        </div>
        <Field
          t={t}
          name="pictureDescription"
          type="textarea"
          rows={2}
          label={t('composer.pictures.description')}
          hint={t('post.form.pictureDescriptionHint')}
          value={values.pictureDescription}
          error={errorFor(errors, 'pictureDescription')}
          required={false}
        />
      </div>
    </details>
  )
}

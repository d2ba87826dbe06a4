import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button } from '../components/button.tsx'
import { Tick } from '../components/choice.tsx'
import { ErrorSummary, errorFor, type FormError } from '../components/errors.tsx'
import { Field, FileField, type Option, Select } from '../components/field.tsx'
import { Form, type FormProps } from '../components/form.tsx'
import { Icon } from '../components/icon.tsx'
import { type PictureModel, Pictures } from '../components/post-card.tsx'

interface PostFormValues {
  readonly text: string
  readonly language: string
  readonly pictureDescription?: string | undefined
}

/** A picture that the post carries already. */
interface KeptPicture {
  readonly id: string
  readonly picture: PictureModel
  readonly description: string
  readonly isRemoved: boolean
}

export interface PostFormProps {
  t: Translator
  action: string
  group: string
  readers: number
  values: PostFormValues
  languages: readonly Option[]
  submit: string
  hidden: FormProps['hidden']
  /** How many new pictures may be chosen; 0 leaves the field out. */
  newPictures: number
  keptPictures?: readonly KeptPicture[] | undefined
  errors?: readonly FormError[] | undefined
}

/** Writes a post. There is no audience to choose: the first line says who reads it. */
export const PostForm: FC<PostFormProps> = (props) => {
  const { t, action, group, readers, values, languages, newPictures, keptPictures = [], errors } = props
  return (
    <div class="composer" id="write" hx-morph-skip="">
      <ErrorSummary t={t} errors={errors} />
      <div class="composer__frame">
        <Form
          action={action}
          enctype={newPictures > 0 ? 'multipart/form-data' : undefined}
          hidden={props.hidden}
        >
          <p class="composer__place">
            <Icon name="lock" />
            <span>{t('composer.stays', { group, count: readers })}</span>
          </p>
          <Field
            t={t}
            name="text"
            type="textarea"
            rows={8}
            label={t('composer.text')}
            hint={t('post.form.textHint')}
            value={values.text}
            error={errorFor(errors, 'text')}
            lang={values.language}
          />
          {keptPictures.map((kept) => (
            <KeptPictureFields t={t} kept={kept} />
          ))}
          {newPictures > 0 && <NewPictureFields t={t} most={newPictures} values={values} errors={errors} />}
          {languages.length > 1 ? (
            <Select
              t={t}
              name="language"
              label={t('composer.language')}
              options={languages}
              value={values.language}
              error={errorFor(errors, 'language')}
            />
          ) : (
            <input type="hidden" name="language" value={values.language} />
          )}
          <Button kind="inside" wide>
            {props.submit}
          </Button>
        </Form>
      </div>
    </div>
  )
}

const NewPictureFields: FC<{
  t: Translator
  most: number
  values: PostFormValues
  errors?: readonly FormError[] | undefined
}> = ({ t, most, values, errors }) => {
  const inUse = ['pictures', 'pictureDescription'].some((field) => errorFor(errors, field) !== undefined)
  return (
    <details open={inUse || Boolean(values.pictureDescription)}>
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
          accept="image/jpeg,image/png,image/webp,image/avif,image/gif"
          error={errorFor(errors, 'pictures')}
          multiple
          required={false}
        />
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

const KeptPictureFields: FC<{ t: Translator; kept: KeptPicture }> = ({ t, kept }) => (
  <div class="stack">
    <input type="hidden" name="picture" value={kept.id} />
    <Pictures pictures={[kept.picture]} />
    <Field
      t={t}
      name={`description-${kept.id}`}
      label={t('composer.pictures.description')}
      hint={t('composer.pictures.descriptionHint')}
      value={kept.description}
      required={false}
    />
    <Tick t={t} name={`remove-${kept.id}`} label={t('post.form.removePicture')} checked={kept.isRemoved} />
  </div>
)

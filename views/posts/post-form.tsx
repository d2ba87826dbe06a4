import type { Child, FC, PropsWithChildren } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button } from '../components/button.tsx'
import { BeforeSending, ComposerFrame, StaysHere } from '../components/composer.tsx'
import { errorFor, type FormError } from '../components/errors.tsx'
import { Field, type Option, Select } from '../components/field.tsx'
import { Form, type FormProps } from '../components/form.tsx'
import { Notice } from '../components/messages.tsx'
import {
  type KeptAttachment,
  KeptAttachmentFields,
  type KeptPicture,
  KeptPictureFields,
} from './kept-files.tsx'
import { AlertFields, PollFields } from './kind-fields.tsx'
import { MoreFields } from './more-fields.tsx'
import { PictureFields } from './picture-fields.tsx'
import type { NewPostOptions, PostFormValues, PostKind } from './post-values.ts'

interface FormBasics {
  t: Translator
  action: string
  group: string
  readers: number
  languages: readonly Option[]
  submit: string
  hidden: FormProps['hidden']
  errors?: readonly FormError[] | undefined
}

export type NewPostFormProps = FormBasics & { values: PostFormValues; options: NewPostOptions }

export type EditPostFormProps = FormBasics & {
  values: Pick<PostFormValues, 'kind' | 'text' | 'language'>
  pictures: readonly KeptPicture[]
  attachments: readonly KeptAttachment[]
  /** False where a draft would tell who wrote without her name. */
  keepsDraft: boolean
}

/** Writes a post. There is no audience to choose: the first line says who reads it. */
export const NewPostForm: FC<NewPostFormProps> = (props) => {
  const { t, values, options, errors } = props
  return (
    <PostFrame
      {...props}
      isMultipart
      hint={values.kind === 'alert' ? t('composer.text.alertHint') : undefined}
      hidden={{ ...props.hidden, kind: values.kind, place: options.place }}
      below={
        <>
          {values.kind === 'poll' && (
            <PollFields t={t} values={values} limits={options.poll} errors={errors} />
          )}
          {values.kind === 'alert' && (
            <AlertFields t={t} value={values.lifetime} lifetimes={options.lifetimes} errors={errors} />
          )}
          <PictureFields t={t} most={options.mostPictures} values={values} errors={errors} />
          <MoreFields t={t} values={values} options={options} errors={errors}>
            <LanguageField {...props} />
            {values.kind !== 'alert' && <p class="soft">{t('post.form.textHint')}</p>}
          </MoreFields>
        </>
      }
    >
      {options.forgottenFiles !== undefined && options.forgottenFiles > 0 && (
        <Notice tone="warning">
          <p>{t('composer.filesAgain', { count: options.forgottenFiles })}</p>
        </Notice>
      )}
      <Button kind="inside" wide>
        {props.submit}
      </Button>
      <BeforeSending t={t} keepsDraft />
      <script src={options.scripts.faceBrush} defer />
      <script src={options.scripts.voiceRecorder} defer />
    </PostFrame>
  )
}

/** Changes a post: its words, and what hangs on it. Its kind, its end and whose name it carries stay. */
export const EditPostForm: FC<EditPostFormProps> = (props) => (
  <PostFrame
    {...props}
    hint={props.t('post.form.textHint')}
    below={
      <>
        {props.pictures.map((kept) => (
          <KeptPictureFields t={props.t} kept={kept} />
        ))}
        {props.attachments.map((kept) => (
          <KeptAttachmentFields t={props.t} kept={kept} error={errorFor(props.errors, `words-${kept.id}`)} />
        ))}
        <LanguageField {...props} />
      </>
    }
  >
    <Button kind="inside" wide>
      {props.submit}
    </Button>
    <BeforeSending t={props.t} keepsDraft={props.keepsDraft} />
  </PostFrame>
)

interface PostFrameProps extends FormBasics {
  values: Pick<PostFormValues, 'kind' | 'text' | 'language'>
  isMultipart?: boolean
  hint?: string | undefined
  /** What stands below the words. */
  below: Child
}

const PostFrame: FC<PropsWithChildren<PostFrameProps>> = (props) => {
  const { t, action, group, readers, values, hidden, errors, isMultipart, hint, below, children } = props
  return (
    <ComposerFrame t={t} errors={errors}>
      <Form
        action={action}
        enctype={isMultipart ? 'multipart/form-data' : undefined}
        hidden={hidden}
        keepsPage={t}
      >
        <StaysHere>{t('composer.stays', { group, count: readers })}</StaysHere>
        <Field
          t={t}
          name="text"
          type="textarea"
          rows={5}
          label={t(textLabels[values.kind])}
          hint={hint}
          value={values.text}
          error={errorFor(errors, 'text')}
          lang={values.language}
        />
        {below}
        {children}
      </Form>
    </ComposerFrame>
  )
}

const LanguageField: FC<Pick<PostFrameProps, 't' | 'languages' | 'values' | 'errors'>> = (props) => {
  const { t, languages, values, errors } = props
  if (languages.length < 2) return <input type="hidden" name="language" value={values.language} />
  return (
    <Select
      t={t}
      name="language"
      label={t('composer.language')}
      options={languages}
      value={values.language}
      error={errorFor(errors, 'language')}
    />
  )
}

const textLabels = {
  discussion: 'composer.text',
  question: 'composer.text.question',
  poll: 'composer.text.poll',
  alert: 'composer.text.alert',
} as const satisfies Record<PostKind, string>

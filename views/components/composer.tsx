import type { Child, FC, PropsWithChildren } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from './button.tsx'
import { DraftState, previewButton, previewWhileTyping, saveButton } from './draft-state.tsx'
import { ErrorSummary, errorFor, type FormError } from './errors.tsx'
import { Field } from './field.tsx'
import { Form, type FormProps } from './form.tsx'
import { Icon } from './icon.tsx'

export interface ComposerProps {
  t: Translator
  action: string
  /** The group's name; `readers` is how many members can read there. */
  group: string
  readers: number
  values?: { readonly text: string } | undefined
  errors?: readonly FormError[] | undefined
  /** What the button says where it is not a new comment. */
  submit?: string | undefined
  hidden?: FormProps['hidden']
  htmx?: FormProps['htmx']
  /** Where it is written, by which its preview finds the form again and its draft is kept. */
  place?: string | undefined
  /** Absent where a draft would tell who wrote without her name. */
  keepsDraft?: boolean | undefined
  /** How it would look, where she asked for that without the script. */
  preview?: Child
}

/**
 * Writes a comment: there is no audience to choose, the first line says who reads it. Its field is `text`; children
 * are more fields.
 */
export const Composer: FC<PropsWithChildren<ComposerProps>> = (props) => {
  const { t, action, group, readers, values, errors, place, keepsDraft = true, children } = props
  return (
    <div class="composer" id="write" hx-morph-skip="">
      <ErrorSummary t={t} errors={errors} />
      {props.preview}
      <div class="composer__frame">
        <Form action={action} hidden={{ ...props.hidden, place }} htmx={props.htmx}>
          <p class="composer__place">
            <Icon name="lock" />
            <span>{t('composer.stays', { group, count: readers })}</span>
          </p>
          <Field
            t={t}
            name="text"
            type="textarea"
            label={t('composer.comment')}
            rows={4}
            value={values?.text}
            error={errorFor(errors, 'text')}
          />
          {children}
          <Button kind="inside" wide>
            {props.submit ?? t('composer.commentIn', { group })}
          </Button>
          {place !== undefined && <BeforeSending t={t} keepsDraft={keepsDraft} />}
        </Form>
      </div>
    </div>
  )
}

/** Inside a form with a field `place`: how it will look, while she types and when she asks, and keeping it for later. */
export const BeforeSending: FC<{ t: Translator; keepsDraft: boolean }> = ({ t, keepsDraft }) => (
  <>
    <ButtonRow>
      <Button kind="secondary" {...previewButton}>
        {t('composer.preview')}
      </Button>
      {keepsDraft && (
        <Button kind="quiet" {...saveButton}>
          {t('drafts.save')}
        </Button>
      )}
    </ButtonRow>
    {keepsDraft && <DraftState />}
    <div id="preview" {...previewWhileTyping} />
  </>
)

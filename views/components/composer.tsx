import type { Child, FC, PropsWithChildren } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from './button.tsx'
import { DraftState, PreviewPlace, previewButton, saveButton } from './draft-state.tsx'
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
  /** What the field and the button say where it is not a new comment. */
  label?: string | undefined
  submit?: string | undefined
  hidden?: FormProps['hidden']
  htmx?: FormProps['htmx']
  /** Where it is written, by which its preview finds the form again and its draft is kept. */
  place?: string | undefined
  /** Absent where a draft would tell who wrote without her name. */
  keepsDraft?: boolean | undefined
  /** How it would look, where she asked for that without the script. */
  preview?: Child
  /** Tells the form from the others, where it opens in the middle of a page. */
  within?: string | undefined
  /** Only in fragments: she writes here now. */
  focused?: boolean | undefined
  /** What stands beside the button: a way out. */
  beside?: Child
}

/**
 * Writes a comment: there is no audience to choose, the first line says who reads it. Its field is `text`; children
 * are more fields.
 */
export const Composer: FC<PropsWithChildren<ComposerProps>> = (props) => {
  const { t, action, group, readers, values, errors, place, keepsDraft = true, within, children } = props
  return (
    <ComposerFrame t={t} errors={errors} within={within} above={props.preview}>
      <Form action={action} hidden={{ ...props.hidden, place }} htmx={props.htmx} keepsPage={t}>
        <StaysHere>{t('composer.stays', { group, count: readers })}</StaysHere>
        <Field
          t={t}
          name="text"
          within={within}
          type="textarea"
          label={props.label ?? t('composer.comment')}
          rows={4}
          value={values?.text}
          error={errorFor(errors, 'text')}
          focused={props.focused}
        />
        {children}
        <Button kind="inside" wide>
          {props.submit ?? t('composer.commentIn', { group })}
        </Button>
        {props.beside}
        {place !== undefined && <BeforeSending t={t} keepsDraft={keepsDraft} within={within} />}
      </Form>
    </ComposerFrame>
  )
}

/**
 * Around every form whose words stay inside, and around nothing else: what leaves is made on pages that look different.
 * Its form begins with `StaysHere`. A page shown anew around it leaves it as it is, with what is typed in it; once it
 * was sent it is replaced by its id, `write` or `write-<within>`.
 */
export const ComposerFrame: FC<
  PropsWithChildren<{
    t: Translator
    errors?: readonly FormError[] | undefined
    within?: string | undefined
    above?: Child
  }>
> = ({ t, errors, within, above, children }) => (
  <div class="composer" id={within === undefined ? 'write' : `write-${within}`} hx-morph-skip="">
    <ErrorSummary t={t} errors={errors} within={within} />
    {above}
    <div class="composer__frame">{children}</div>
  </div>
)

/** Where the words will go and who reads them, with the lock that stands on the button, too. */
export const StaysHere: FC<PropsWithChildren> = ({ children }) => (
  <p class="composer__place">
    <Icon name="lock" />
    <span>{children}</span>
  </p>
)

/** Inside a form with a field `place`: how it will look, when she asks, and keeping it for later. */
export const BeforeSending: FC<{ t: Translator; keepsDraft: boolean; within?: string | undefined }> = ({
  t,
  keepsDraft,
  within,
}) => (
  <>
    <ButtonRow>
      <Button kind="quiet" {...previewButton(within)}>
        {t('composer.preview')}
      </Button>
      {keepsDraft && (
        <Button kind="quiet" {...saveButton(within)}>
          {t('drafts.save')}
        </Button>
      )}
    </ButtonRow>
    {keepsDraft && <DraftState t={t} within={within} />}
    <PreviewPlace within={within} />
  </>
)

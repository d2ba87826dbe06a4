import type { FC, PropsWithChildren } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from './button.tsx'
import { DraftState, saveButton } from './draft-state.tsx'
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
  /** Where its draft is kept, `comment:<postId>`; without it nothing is kept. `hidden` then has `submission`. */
  draftPlace?: string | undefined
}

/**
 * Writes a comment: there is no audience to choose, the first line says who reads it. Its field is `text`; children
 * are more fields.
 */
export const Composer: FC<PropsWithChildren<ComposerProps>> = (props) => {
  const { t, action, group, readers, values, errors, draftPlace, children } = props
  return (
    <div class="composer" id="write" hx-morph-skip="">
      <ErrorSummary t={t} errors={errors} />
      <div class="composer__frame">
        <Form action={action} hidden={{ ...props.hidden, place: draftPlace }} htmx={props.htmx}>
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
          {draftPlace !== undefined && (
            <>
              <ButtonRow>
                <Button kind="quiet" {...saveButton}>
                  {t('drafts.save')}
                </Button>
              </ButtonRow>
              <DraftState />
            </>
          )}
        </Form>
      </div>
    </div>
  )
}

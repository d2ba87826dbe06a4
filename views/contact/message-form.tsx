import type { Child, FC, PropsWithChildren } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'

export interface MessageFormProps {
  t: Translator
  action: string
  submission: string
  text: string
  longest: number
  submit: string
  errors?: readonly FormError[] | undefined
  /** Other things to do than to write. */
  more?: Child
}

/** Writes one message; children are fields before its text. */
export const MessageForm: FC<PropsWithChildren<MessageFormProps>> = (props) => {
  const { t, action, submission, text, longest, submit, errors, more, children } = props
  return (
    <Form action={action} id="write" hidden={{ submission }}>
      {children}
      <Field
        t={t}
        name="text"
        type="textarea"
        rows={5}
        label={t('contact.text')}
        value={text}
        error={errorFor(errors, 'text')}
        maxLength={longest}
      />
      <ButtonRow>
        <Button kind="inside">{submit}</Button>
        {more}
      </ButtonRow>
    </Form>
  )
}

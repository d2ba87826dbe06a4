import type { Child, FC, PropsWithChildren } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button, ButtonRow } from '../components/button.tsx'
import { ComposerFrame, StaysHere } from '../components/composer.tsx'
import { errorFor, type FormError } from '../components/errors.tsx'
import { Field } from '../components/field.tsx'
import { Form } from '../components/form.tsx'
import { smallAct } from '../components/small-act.tsx'

export interface MessageFormProps {
  t: Translator
  action: string
  submission: string
  text: string
  longest: number
  submit: string
  /** Who reads what is written, in a sentence. */
  readers: string
  errors?: readonly FormError[] | undefined
  /** Below the text: words that can be put into it. */
  words?: Child
  /** Below a conversation: with the script the message is put into it. */
  inConversation?: boolean | undefined
}

/** Writes one message; children are fields before its text. */
export const MessageForm: FC<PropsWithChildren<MessageFormProps>> = (props) => {
  const { t, action, submission, text, longest, submit, readers, errors, words, children } = props
  const htmx = props.inConversation
    ? smallAct(action, { target: '#conversation', refused: '#write' })
    : undefined
  return (
    <ComposerFrame t={t} errors={errors}>
      <Form action={action} hidden={{ submission }} htmx={htmx} keepsPage={t}>
        <StaysHere>{readers}</StaysHere>
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
        {words}
        <p class="soft" role="status" data-unsent="" />
        <ButtonRow>
          <Button kind="inside">{submit}</Button>
        </ButtonRow>
      </Form>
    </ComposerFrame>
  )
}

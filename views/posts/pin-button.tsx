import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { FieldError } from '../components/errors.tsx'
import { Form } from '../components/form.tsx'
import { smallAct } from '../components/small-act.tsx'

export interface PinButtonProps {
  t: Translator
  /** The thread's page. */
  here: string
  isPinned: boolean
  /** Why it was not pinned. */
  error?: string | undefined
  /** Only in fragments. */
  focused?: boolean | undefined
}

/** Keeps a post on top of its group, or lets it go down with the others. */
export const PinButton: FC<PinButtonProps> = ({ t, here, isPinned, error, focused }) => {
  const action = `${here}/${isPinned ? 'unpin' : 'pin'}`
  return (
    <Form action={action} htmx={smallAct(action)}>
      <FieldError t={t} id="pin-error" text={error} />
      <button
        class="link"
        type="submit"
        autofocus={focused}
        aria-describedby={error === undefined ? undefined : 'pin-error'}
      >
        {t(isPinned ? 'post.unpin' : 'post.pin')}
      </button>
    </Form>
  )
}

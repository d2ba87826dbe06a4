import type { FC, PropsWithChildren } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { sendingWords } from '../script-words.ts'

export interface FormProps {
  action: string
  id?: string | undefined
  /** `multipart/form-data` where a file is sent. */
  enctype?: 'application/x-www-form-urlencoded' | 'multipart/form-data' | undefined
  /** Hidden values sent along. */
  hidden?: Readonly<Record<string, string | undefined>> | undefined
  /** `hx-*` attributes of a form that htmx sends. */
  htmx?: Readonly<Record<`hx-${string}`, string>> | undefined
  label?: string | undefined
  /**
   * Sent by the script without leaving the page, so that a lost connection takes no words away; what it says then.
   */
  keepsPage?: Translator | undefined
}

/** A POST form. The browser's own checks are off: refusals come from us, in the reader's language. */
export const Form: FC<PropsWithChildren<FormProps>> = ({
  action,
  id,
  enctype,
  hidden = {},
  htmx = {},
  label,
  keepsPage,
  children,
}) => (
  <form
    class="form"
    method="post"
    action={action}
    id={id}
    enctype={enctype}
    aria-label={label}
    novalidate
    {...(keepsPage ? sendingWords(keepsPage) : {})}
    {...htmx}
  >
    {Object.entries(hidden).map(([name, value]) =>
      value === undefined ? null : <input type="hidden" name={name} value={value} />,
    )}
    {children}
  </form>
)

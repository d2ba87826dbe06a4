import type { FC, PropsWithChildren } from 'hono/jsx'
import type { IconName } from '../icons.ts'
import { Icon } from './icon.tsx'

/**
 * `primary` is the one main action of a page; `inside` posts something that stays; `leaving` sends something
 * outside or is a step towards that; `danger` destroys; `secondary` and `quiet` are everything else.
 */
export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'inside' | 'leaving' | 'danger'

export interface ButtonProps {
  kind?: ButtonKind | undefined
  icon?: IconName | undefined
  /** Makes it a link that looks like a button. */
  href?: string | undefined
  name?: string | undefined
  value?: string | undefined
  /** Sends the form to another address than the form's own. */
  formaction?: string | undefined
  /** Id of a form that the button is not inside of. */
  form?: string | undefined
  wide?: boolean | undefined
  lang?: string | undefined
  accessKey?: string | undefined
  /** `hx-*` attributes of a button or link that htmx sends by itself. */
  htmx?: Readonly<Record<`hx-${string}`, string>> | undefined
  /** Only in fragments: it had the focus when it was pressed. */
  focused?: boolean | undefined
}

/** Submits its form, or leads to `href`. Never disabled: a press that cannot work says why. */
export const Button: FC<PropsWithChildren<ButtonProps>> = ({
  kind = 'primary',
  icon = kind === 'inside' ? 'lock' : kind === 'leaving' ? 'door-open' : undefined,
  href,
  name,
  value,
  formaction,
  form,
  wide,
  lang,
  accessKey,
  htmx = {},
  focused,
  children,
}) => {
  const content = (
    <>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </>
  )
  const look = { class: 'button', 'data-kind': kind, ...(wide ? { 'data-wide': '' } : {}) }
  if (href !== undefined) {
    return (
      <a {...look} href={href} lang={lang} accesskey={accessKey} {...htmx}>
        {content}
      </a>
    )
  }
  return (
    <button
      {...look}
      type="submit"
      name={name}
      value={value}
      formaction={formaction}
      form={form}
      lang={lang}
      accesskey={accessKey}
      autofocus={focused}
      {...htmx}
    >
      {content}
    </button>
  )
}

/** Buttons side by side where they fit. `fixed` keeps them at the bottom of a phone's screen. */
export const ButtonRow: FC<PropsWithChildren<{ fixed?: boolean | undefined }>> = ({ fixed, children }) => (
  <div class="button-row" {...(fixed ? { 'data-fixed': '' } : {})}>
    {children}
  </div>
)

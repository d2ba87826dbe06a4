import type { FC, PropsWithChildren } from 'hono/jsx'

type Htmx = Readonly<Record<`hx-${string}`, string>>

interface SmallActOptions {
  /** The smallest part of the page that changes, by a stable id; the form itself unless told. */
  readonly target?: string | undefined
  /**
   * `outerMorph` keeps what stands in the target, and what is opened in it; `outerHTML` starts it anew, for what has
   * nothing worth keeping (a form that was sent, a bar that closes again).
   */
  readonly swap?: 'outerMorph' | 'outerHTML' | undefined
  /** What a refusal (422) replaces: the form with its errors and with what was typed in it. The target unless told. */
  readonly refused?: string | undefined
  /** A field elsewhere on the page that goes along. */
  readonly include?: string | undefined
}

/**
 * How every small act is sent with the script. The same form works without it: it has `action` and `method`.
 *
 * 1. The route answers `asksForFragment` with a 200 fragment of the target, everybody else with a 303 to the page.
 * 2. Whatever the form itself can say (empty, too long, muted, closed meanwhile) is a 422 with the form in it, whatever
 *    the status of the page would be. Everything else that fails is swapped nowhere: the form stays as it is, with
 *    what was typed, and the script says beside it that it was not sent.
 * 3. The fragment says with `<Said>` what happened, for those who do not see it, and gives focus with `arrival`: to
 *    the button that was pressed, or to what came of it. A button is disabled while its request runs, which takes
 *    focus from it.
 * 4. A form with a text field stands outside the target (`hx-morph-skip`), and is started anew once it was sent.
 */
export const smallAct = (
  action: string,
  { target = 'this', swap = 'outerMorph', refused, include }: SmallActOptions = {},
): Htmx => ({
  'hx-post': action,
  'hx-target': target,
  'hx-swap': swap,
  'hx-disable': 'findAll button',
  ...(include === undefined ? {} : { 'hx-include': include }),
  'hx-status:422': refused === undefined ? `swap:${swap}` : `swap:outerHTML target:"${refused}"`,
})

/** How a link brings a part of a page into the page: without the script, and in another tab, it is a link. */
export const bringsHere = (href: string, target: string): Htmx => ({
  'hx-get': href,
  'hx-target': target,
  'hx-swap': 'outerHTML',
  'hx-sync': 'this:drop',
})

/** Only in fragments: what had the focus, or what has come. Things that cannot be pressed need `arrival`. */
export const focused = { autofocus: true } as const
export const arrival = { tabindex: -1, ...focused } as const

/** Only in fragments: what happened, for the one status line of the page. */
export const Said: FC<PropsWithChildren> = ({ children }) => (
  <hx-partial hx-target="#said" hx-swap="innerHTML">
    {children}
  </hx-partial>
)

export interface AlsoProps {
  readonly target: string
  /** `beforeend` and `afterend` add to what is there, at the end of the target or behind it. */
  readonly swap?: SmallActOptions['swap'] | 'beforeend' | 'afterend'
}

/** Only in fragments: a further part of the page, shown anew or added. */
export const Also: FC<PropsWithChildren<AlsoProps>> = ({ target, swap = 'outerHTML', children }) => (
  <hx-partial hx-target={target} hx-swap={swap}>
    {children}
  </hx-partial>
)

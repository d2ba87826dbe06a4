import type { FC } from 'hono/jsx'

/** Words go as a plain form: files stay on the device until she posts, and are paid for once. */
const plainly = { 'hx-encoding': 'application/x-www-form-urlencoded', 'hx-sync': 'this:replace' } as const

/**
 * Inside a form with the fields `place` and `submission`: keeps what is typed on the server while she types, and says
 * so here. Nothing is kept in the browser, for phones are searched (INTERFACE).
 */
export const DraftState: FC = () => (
  <p
    class="soft"
    id="draft-state"
    role="status"
    hx-post="/drafts"
    hx-trigger='input from:"closest form" delay:1s'
    hx-swap="innerHTML"
    {...plainly}
  />
)

/** For a button: saves at once, and without the script leads to what she has begun. */
export const saveButton = {
  formaction: '/drafts',
  htmx: { 'hx-post': '/drafts', 'hx-target': '#draft-state', 'hx-swap': 'innerHTML', ...plainly },
} as const

/** For a button: shows it below the form, and without the script above it. */
export const previewButton = {
  formaction: '/preview',
  htmx: { 'hx-post': '/preview', 'hx-target': '#preview', 'hx-swap': 'innerHTML', ...plainly },
} as const

/** For the place below the form that shows it while she types. */
export const previewWhileTyping = {
  'hx-post': '/preview',
  'hx-trigger': 'input from:"closest form" delay:500ms',
  'hx-swap': 'innerHTML',
  ...plainly,
} as const

import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'

/** Words go as a plain form: files stay on the device until she posts, and are paid for once. */
const plainly = { 'hx-encoding': 'application/x-www-form-urlencoded', 'hx-sync': 'this:replace' } as const

/** An id of a form; `within` tells it from those of the other forms on the page. */
const idOf = (name: 'draft-state' | 'preview', within?: string): string =>
  within === undefined ? name : `${name}-${within}`

/**
 * Inside a form with the fields `place` and `submission`: keeps what is typed on the server while she types, and says
 * so here, before the first letter too. Only words that the server could not take wait in the tab, for phones are searched (INTERFACE).
 */
export const DraftState: FC<{ t: Translator; within?: string | undefined }> = ({ t, within }) => (
  <p
    class="soft"
    id={idOf('draft-state', within)}
    role="status"
    data-unsent=""
    hx-post="/drafts"
    hx-trigger='input from:"closest form" delay:300ms, again'
    hx-swap="innerHTML"
    {...plainly}
  >
    {t('drafts.kept')}
  </p>
)

/**
 * Below the form: where it is shown once she asks for that. Not at each pause, for the draft takes the same words there
 * already, and every byte is paid for.
 */
export const PreviewPlace: FC<{ within?: string | undefined }> = ({ within }) => (
  <div id={idOf('preview', within)} />
)

/** For a button: saves at once, and without the script leads to what she has begun. */
export const saveButton = (within?: string) => ({
  formaction: '/drafts',
  htmx: {
    'hx-post': '/drafts',
    'hx-target': `#${idOf('draft-state', within)}`,
    'hx-swap': 'innerHTML',
    ...plainly,
  },
})

/** For a button: shows it below the form, and without the script above it. */
export const previewButton = (within?: string) => ({
  formaction: '/preview',
  htmx: {
    'hx-post': '/preview',
    'hx-target': `#${idOf('preview', within)}`,
    'hx-swap': 'innerHTML',
    ...plainly,
  },
})

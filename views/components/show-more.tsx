import type { FC } from 'hono/jsx'
import type { Translator } from '../../src/i18n/translator.ts'
import { Button } from './button.tsx'
import { bringsHere } from './small-act.tsx'

/**
 * Below a list that comes in pages. With the script the next page is put where this stands, and brings this along for
 * the one after; its first item gets the focus (`arrival`). Without it, these are links from page to page.
 */
export const ShowMore: FC<{
  t: Translator
  older?: string | undefined
  newer?: string | undefined
  /** Where there are several on a page. */
  id?: string | undefined
}> = ({ t, older, newer, id = 'more' }) => {
  if (older === undefined && newer === undefined) return null
  return (
    <nav class="pagination" id={id} aria-label={t('list.pages')}>
      {newer !== undefined && (
        <Button kind="secondary" href={newer}>
          {t('list.newer')}
        </Button>
      )}
      {older !== undefined && (
        <Button kind="secondary" href={older} htmx={bringsHere(older, `#${id}`)}>
          {t('list.older')}
        </Button>
      )}
    </nav>
  )
}

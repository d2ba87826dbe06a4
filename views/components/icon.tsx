import { createContext, type FC, type PropsWithChildren, useContext } from 'hono/jsx'
import type { IconName } from '../icons.ts'

const Sprite = createContext('')

/** Gives the icons below it the sprite's URL. The layout does this; fragments sent to htmx do it themselves. */
export const IconSprite: FC<PropsWithChildren<{ url: string }>> = ({ url, children }) => (
  <Sprite.Provider value={url}>{children}</Sprite.Provider>
)

/** They point somewhere: forward is the other way where text runs from right to left. */
const pointing: ReadonlySet<IconName> = new Set(['arrow-left', 'log-out', 'reply', 'send', 'undo-2'])

/** A decoration beside a word, never instead of one. Without a sprite nothing is printed. */
export const Icon: FC<{ name: IconName }> = ({ name }) => {
  const sprite = useContext(Sprite)
  if (sprite === '') return null
  return (
    <svg
      class="icon"
      width="24"
      height="24"
      aria-hidden="true"
      focusable="false"
      data-points={pointing.has(name) ? '' : undefined}
    >
      <use href={`${sprite}#${name}`} />
    </svg>
  )
}

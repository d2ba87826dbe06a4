import type { FC, PropsWithChildren } from 'hono/jsx'
import { Icon } from './icon.tsx'

/** How far something is: the words say it, the bar shows it. Without `value` nobody knows how long it takes. */
export const Progress: FC<{ label: string; value?: number | undefined; max: number }> = ({
  label,
  value,
  max,
}) => (
  <label class="progress">
    <span>{label}</span>
    <progress value={value} max={max} />
  </label>
)

/** A word of help for somebody who is here for the first time. Where it goes away is the page's to decide. */
export const Hint: FC<PropsWithChildren> = ({ children }) => (
  <div class="hint">
    <Icon name="life-buoy" />
    <div>{children}</div>
  </div>
)

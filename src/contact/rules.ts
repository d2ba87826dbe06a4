import { invalid, judgeText, type Refusal } from '../result.ts'

/** In UTF-16 units, as browsers count. */
export const messageLimits = { text: 5000, name: 80 } as const

/** More messages than anybody writes in an hour by hand. */
export const perHour = 60

/** Refusals for a message as it stands. */
export const judgeMessage = (text: string): Refusal[] => [
  ...(text === '' ? [invalid('text', 'contact.errors.empty')] : []),
  ...judgeText('text', text, messageLimits.text),
]

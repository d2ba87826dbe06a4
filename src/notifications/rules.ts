import { daysFrom } from '../days.ts'
import { invalid, type Refusal } from '../result.ts'
import type { Topic } from './kinds.ts'

/** How somebody wants to hear of a topic. */
export interface Choice {
  readonly inApp: boolean
  readonly push: boolean
  readonly email: boolean
}

export type Choices = Readonly<Record<Topic, Choice>>

export const eachTopic = (choose: (topic: Topic) => Choice): Choices => ({
  threads: choose('threads'),
  mentions: choose('mentions'),
  alerts: choose('alerts'),
  messages: choose('messages'),
  groups: choose('groups'),
  moderation: choose('moderation'),
})

/** Until she says otherwise. */
export const defaultChoice: Choice = { inApp: true, push: false, email: false }

/** A sign and a mail only say that something stands in the app: so it has to stand there. */
export const settled = ({ inApp, push, email }: Choice): Choice => ({
  inApp: inApp || push || email,
  push,
  email,
})

/** Devices of one member that are woken. */
export const mostDevices = 5

/** Between two signs to the same device, in milliseconds. */
export const betweenSigns = 10 * 60_000

const longestEndpoint = 2_000

/**
 * Whether a text from a browser can be the address of a push service: https on its own port without credentials. From a
 * loopback origin plain http as well. Where it leads is judged with every request, by the guarded client.
 */
export function isEndpoint(text: string, { origin }: { readonly origin: string }): boolean {
  if (text.length > longestEndpoint || !URL.canParse(text)) return false
  const { protocol, port, username, password } = new URL(text)
  if (username !== '' || password !== '') return false
  return (protocol === 'https:' && port === '') || origin.startsWith('http:')
}

/** RFC 5321, 4.5.3.1.3, without the angle brackets. */
export const longestAddress = 254

/** Refusals beside `address` for what is no plain e-mail address. Nothing more is asked of it: the code will tell. */
export function judgeAddress(address: string): Refusal[] {
  if (address === '') return [invalid('address', 'notifications.email.errors.empty')]
  if (address.length > longestAddress)
    return [invalid('address', 'form.errors.long', { most: longestAddress })]
  return /^[^\s@<>()[\],;:\\"]{1,64}@[^\s@<>()[\],;:\\"]+\.[^\s@<>()[\],;:\\"]+$/u.test(address)
    ? []
    : [invalid('address', 'notifications.email.errors.form')]
}

export const rhythms = [1, 7] as const
/** Days from one mail to the next. */
export type Rhythm = (typeof rhythms)[number]

/** A code that was not typed in for so long has gone to somebody else, or nowhere: the address is forgotten. */
export const unconfirmedDays = 2

/** When the next mail is due: by its rhythm, and later than now however long it waited. */
export function nextMailAt(dueAt: Date, everyDays: number, now: Date): Date {
  let next = daysFrom(dueAt, everyDays)
  while (next <= now) next = daysFrom(next, everyDays)
  return next
}

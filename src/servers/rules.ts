/** What moderators may write about a server, and how much of somebody else's list is read. */
export const serverLimits = {
  /** UTF-16 units. */
  note: 500,
  /** Activities an hour. */
  hourly: 1_000_000,
  /** Of a list made elsewhere: UTF-16 units, and lines. */
  list: 200_000,
  lines: 5_000,
  /** Servers on one page. */
  page: 50,
} as const

/** Activities that a server may send in an hour, unless moderators set their own number for it. */
export const usualHourlyLimit = 10_000

/** The decisions about a server that are asked about once more before they are made. */
export const decisions = ['block', 'allow', 'unblock', 'purge', 'remove-followers'] as const
export type ServerDecision = (typeof decisions)[number]

export const isDecision = (value: string): value is ServerDecision =>
  decisions.some((decision) => decision === value)

export const federationModes = ['allowlist', 'blocklist', 'open'] as const

export const isMode = (value: string): value is (typeof federationModes)[number] =>
  federationModes.some((mode) => mode === value)

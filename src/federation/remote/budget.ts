import type { Clock } from '../../ports.ts'

export interface Budget {
  /** Takes one from a host's share of this minute; false when there is none left. */
  take(host: string): boolean
}

const perHostAndMinute = 60
/** More hosts than these in one minute share nothing with an ordinary day. */
const maximumHosts = 2_000

/** Counts per host and minute in memory; a restart starts anew, which costs a stranger's server a minute at most. */
export function createBudget(clock: Clock): Budget {
  let minute = 0
  let uses = new Map<string, number>()
  return {
    take(host) {
      const now = Math.floor(clock.now().getTime() / 60_000)
      if (now !== minute) {
        minute = now
        uses = new Map()
      }
      const used = uses.get(host) ?? 0
      if (used >= perHostAndMinute || (used === 0 && uses.size >= maximumHosts)) return false
      uses.set(host, used + 1)
      return true
    },
  }
}

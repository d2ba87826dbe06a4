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

export interface HourlyOnce {
  /** Whether this is the first time in this hour. */
  take(name: string): boolean
}

/** In memory, for at most 20,000 names an hour; what comes beyond them is refused until the next. */
export function createHourlyOnce(clock: Clock): HourlyOnce {
  let hour = 0
  let taken = new Set<string>()
  return {
    take(name) {
      const now = Math.floor(clock.now().getTime() / 3_600_000)
      if (now !== hour) {
        hour = now
        taken = new Set()
      }
      if (taken.has(name) || taken.size >= mostNames) return false
      taken.add(name)
      return true
    },
  }
}

const mostNames = 20_000

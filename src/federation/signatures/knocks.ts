import type { Clock } from '../../ports.ts'
import type { Scheme } from './read-signature.ts'

/** Which way of signing a server understood last, so that it is not asked twice each time. */
export interface Knocks {
  /** In which order the ways are tried. */
  orderFor(url: string): readonly [Scheme, Scheme]
  /** Notes which one was understood. */
  note(url: string, understood: Scheme): void
}

const newer: Scheme = 'rfc9421'
const older: Scheme = 'draft-cavage-http-signatures-12'

/** Then a server may have learnt the newer way. */
const rememberedMilliseconds = 86_400_000
const mostHosts = 5_000

/** Remembers in memory which servers know the older way only; a restart costs each of them one knock. */
export function createKnocks(clock: Clock): Knocks {
  const knowsOlder = new Map<string, number>()
  return {
    orderFor(url) {
      const since = knowsOlder.get(new URL(url).host)
      const isOlder = since !== undefined && clock.now().getTime() - since < rememberedMilliseconds
      return isOlder ? [older, newer] : [newer, older]
    },
    note(url, understood) {
      const { host } = new URL(url)
      if (understood === newer) {
        knowsOlder.delete(host)
        return
      }
      if (knowsOlder.has(host)) return
      for (const oldest of knowsOlder.keys()) {
        if (knowsOlder.size < mostHosts) break
        knowsOlder.delete(oldest)
      }
      knowsOlder.set(host, clock.now().getTime())
    },
  }
}

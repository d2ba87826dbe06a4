import { mayShowElsewhere } from '../allies/rules.ts'
import type { Translator } from '../i18n/translator.ts'
import type { ServerView } from './queries.ts'
import { decisions } from './rules.ts'

/** Where moderators decide about servers. */
export const serversPlace = (t: Translator) => ({
  kind: 'inside' as const,
  name: t('servers.title'),
  readers: t('queue.readers'),
})

export const serverModel = ({ heardOn, deliveredOn, draft, ...server }: ServerView) => ({
  ...server,
  heardOn: dayOrNone(heardOn),
  deliveredOn: dayOrNone(deliveredOn),
  isInDrafts: draft !== null,
  waiting: server.followers
    .filter(({ state, isRefused }) => state === 'pending' && !isRefused)
    .map((follower) => ({ ...follower, mayShowElsewhere: mayShowElsewhere(follower) })),
})

/** What is said on top of a page after something was done there; undefined for what we never say. */
export function doneText(t: Translator, done: string | undefined, count: number): string | undefined {
  const decision = decisions.find((one) => one === done)
  if (decision) return t(`servers.done.${decision}`)
  switch (done) {
    case 'mode':
    case 'saved':
      return t(`servers.done.${done}`)
    case 'followers-accepted':
      return t('servers.done.accept-followers', { count })
    case 'settled':
    case 'dropped':
      return t(`servers.done.${done}`, { count })
    default:
      return undefined
  }
}

const dayOrNone = (day: string | null): Date | undefined =>
  day === null ? undefined : new Date(`${day}T00:00:00Z`)

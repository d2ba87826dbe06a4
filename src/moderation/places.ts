/** Everything that waits for a moderator, by where it is decided: the path below `/queue/`, without its id. */
export const queuePlaces = {
  application: 'applications',
  share: 'shares',
  follower: 'followers',
  comment: 'comments',
  commentChange: 'comments',
  remoteFlag: 'remote-flags',
  offeredTranslation: 'translations/offered',
  receivedTranslation: 'translations/received',
  heldPost: 'held/post',
  heldComment: 'held/comment',
  flaggedPost: 'flags/post',
  flaggedComment: 'flags/comment',
  flaggedAlliedPost: 'flags/allied-post',
  recovery: 'recoveries',
  groupRequest: 'group-requests',
  appeal: 'appeals',
  anonymousAppeal: 'anonymous-appeals',
  freeze: 'freezes',
  unmasking: 'unmaskings',
  contact: 'contact',
} as const

export type QueueKind = keyof typeof queuePlaces
export type QueuePlace = (typeof queuePlaces)[QueueKind]

/** What the list can be narrowed to: words of members, people who wait for an answer, what comes from or goes outside. */
export const queueTopics = {
  words: ['flaggedPost', 'flaggedComment', 'heldPost', 'heldComment'],
  people: [
    ...(['application', 'groupRequest', 'recovery', 'freeze'] as const),
    ...(['contact', 'appeal', 'anonymousAppeal', 'unmasking'] as const),
  ],
  outside: [
    'share',
    'follower',
    'comment',
    'commentChange',
    'remoteFlag',
    'flaggedAlliedPost',
    'offeredTranslation',
    'receivedTranslation',
  ],
} as const satisfies Readonly<Record<string, readonly QueueKind[]>>

/** `danger`: what somebody flagged as dangerous, of whichever kind. */
export const queueFilters = ['danger', 'words', 'people', 'outside'] as const
export type QueueFilter = (typeof queueFilters)[number]

/** The page that decides. */
export const queuePath = ({ kind, id }: { readonly kind: QueueKind; readonly id: string }): string =>
  `/queue/${queuePlaces[kind]}/${id}`

/** Where a path of such a page leads; undefined for every other path. */
export function queueItemOf(path: string): { readonly place: QueuePlace; readonly id: string } | undefined {
  const place = Object.values(queuePlaces).find((known) => path.startsWith(`/queue/${known}/`))
  const id = place === undefined ? '' : path.slice(`/queue/${place}/`.length)
  return place === undefined || id.includes('/') ? undefined : { place, id }
}

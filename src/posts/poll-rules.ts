/** A poll as the database holds it. */
export interface StoredPoll {
  readonly several: boolean
  readonly secret: boolean
  readonly closesAt: Date
  /** Of a secret poll only whether she voted is known. */
  readonly hasVoted: boolean
  readonly options: readonly {
    readonly id: string
    readonly label: string
    readonly votes: number
    readonly isMine: boolean
  }[]
}

export interface PollView {
  readonly several: boolean
  readonly secret: boolean
  readonly closesAt: Date
  readonly isOpen: boolean
  readonly hasVoted: boolean
  readonly mayVote: boolean
  readonly options: readonly { readonly id: string; readonly label: string; readonly isMine: boolean }[]
  /** How many votes each option has, in their order; absent for as long as this reader may not know. */
  readonly votes?: readonly number[]
}

/**
 * What a reader may see of a poll: how it stands once she voted or it is closed, of a secret one only once it is
 * closed. In a secret poll a vote cannot be changed, because nobody knows which one was hers.
 */
export function pollView({ options, ...poll }: StoredPoll, now: Date): PollView {
  const isOpen = poll.closesAt > now
  const seesVotes = !isOpen || (poll.hasVoted && !poll.secret)
  return {
    ...poll,
    isOpen,
    mayVote: isOpen && !(poll.secret && poll.hasVoted),
    options: options.map(({ id, label, isMine }) => ({ id, label, isMine })),
    ...(seesVotes ? { votes: options.map(({ votes }) => votes) } : {}),
  }
}

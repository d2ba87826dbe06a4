import { type RawBuilder, sql } from 'kysely'

/** A vote held elsewhere, as it stood when its server last told. */
export interface AlliedPoll {
  readonly multiple: boolean
  readonly closed: boolean
  readonly endsAt: Date | null
  /** Where their server tells it. */
  readonly voters: number | null
  readonly options: readonly { readonly name: string; readonly votes: number | null }[]
}

export interface AlliedEvent {
  readonly startsAt: Date
  readonly endsAt: Date | null
  readonly place: string
  readonly cancelled: boolean
}

export interface AlliedLink {
  readonly kind: 'video' | 'audio' | 'page'
  readonly url: string
  readonly name: string
}

/** What stands in a post besides words and pictures, with times as JSON tells them. */
export interface StoredExtras {
  readonly poll: (Omit<AlliedPoll, 'endsAt'> & { readonly endsAt: string | null }) | null
  readonly event:
    | (Omit<AlliedEvent, 'startsAt' | 'endsAt'> & {
        readonly startsAt: string
        readonly endsAt: string | null
      })
    | null
  readonly links: readonly AlliedLink[]
  readonly likes: number
  readonly dislikes: number
}

export interface AlliedExtras {
  readonly poll?: AlliedPoll
  readonly event?: AlliedEvent
  readonly links: readonly AlliedLink[]
  readonly likes: number
  readonly dislikes: number
}

/** The extras of an ally's post, in one column. */
export const extrasOf = (alliedPostId: RawBuilder<unknown>) => sql<StoredExtras>`json_build_object(
  'poll', (select json_build_object('multiple', poll.multiple, 'closed', poll.closed, 'endsAt', poll.ends_at,
      'voters', poll.voters, 'options', (select coalesce(json_agg(json_build_object('name', option.name,
        'votes', option.votes) order by option.position), '[]') from allied_poll_options option
        where option.allied_post_id = poll.allied_post_id))
    from allied_polls poll where poll.allied_post_id = ${alliedPostId}),
  'event', (select json_build_object('startsAt', event.starts_at, 'endsAt', event.ends_at, 'place', event.place,
      'cancelled', event.cancelled) from allied_events event where event.allied_post_id = ${alliedPostId}),
  'links', (select coalesce(json_agg(json_build_object('kind', link.kind, 'url', link.url, 'name', link.name)
      order by link.position), '[]') from allied_links link where link.allied_post_id = ${alliedPostId}),
  'likes', (select count(*) from allied_reactions reaction
      where reaction.allied_post_id = ${alliedPostId} and reaction.kind = 'like'),
  'dislikes', (select count(*) from allied_reactions reaction
      where reaction.allied_post_id = ${alliedPostId} and reaction.kind = 'dislike'))`

/** The same with times that can be counted with. */
export const readExtras = ({ poll, event, ...rest }: StoredExtras): AlliedExtras => ({
  ...rest,
  ...(poll && { poll: { ...poll, endsAt: poll.endsAt === null ? null : new Date(poll.endsAt) } }),
  ...(event && {
    event: {
      ...event,
      startsAt: new Date(event.startsAt),
      endsAt: event.endsAt === null ? null : new Date(event.endsAt),
    },
  }),
})

import { sql } from 'kysely'
import type { PublishedDatabase } from './published.ts'

/** What an answer from elsewhere answers in a channel of ours, and the thread that it stands in. */
export interface Answered {
  /** The edition that the thread begins with. */
  readonly rootId: string
  readonly channelId: string
  readonly channelUri: string
  readonly kind: 'open' | 'allied'
  /** How many steps it is below the beginning; 0 for the beginning itself. */
  readonly depth: number
}

/** Deeper than this nobody talks; only malice makes longer chains. */
export const deepestAnswer = 50

/**
 * Finds what somebody answers by its address: an edition of ours in a channel of ours, also in the shape that says one
 * of its languages by itself, an answer that we passed on, or an answer from elsewhere that was accepted or waits. Undefined for everything else, for what was taken back, and
 * where the whole thread was. One statement.
 */
export async function findAnswered(db: PublishedDatabase, uri: string): Promise<Answered | undefined> {
  const { rows } = await sql<Answered>`
    select root.id as root_id, channel.id as channel_id, actor.uri as channel_uri, channel.kind, answered.depth
    from (
      select coalesce(edition.root_id, edition.id) as root_id,
          case when edition.root_id is null then 0 else coalesce(comment.depth, 1) end as depth
        from editions edition left join remote_comments comment on comment.passed_on_edition_id = edition.id
        where edition.uri = ${uri} and edition.channel_id is not null and edition.withdrawn_on is null
      union all
      select coalesce(edition.root_id, edition.id), case when edition.root_id is null then 0 else 1 end
        from edition_notes note join editions edition on edition.id = note.edition_id
        where note.uri = ${uri} and note.withdrawn_on is null and edition.withdrawn_on is null
      union all
      select comment.edition_id, comment.depth from remote_comments comment
        where comment.object_uri = ${uri} and comment.state in ('waiting', 'accepted')) answered
    join editions root on root.id = answered.root_id and root.withdrawn_on is null
    join channels channel on channel.id = root.channel_id
    join actors actor on actor.id = channel.actor_id
    limit 1`.execute(db)
  return rows[0]
}

/** The edition that begins the thread in which an edition of ours with this `inReplyTo` stands; else undefined. */
export async function rootOf(db: PublishedDatabase, inReplyTo: string): Promise<string | undefined> {
  const { rows } = await sql<{ rootId: string }>`
    select coalesce(edition.root_id, edition.id) as root_id from editions edition
      where edition.uri = ${inReplyTo} and edition.channel_id is not null
    union all
    select comment.edition_id from remote_comments comment where comment.object_uri = ${inReplyTo}
    limit 1`.execute(db)
  return rows[0]?.rootId
}

/** As much of a thread as is shown and listed. */
export const mostInThread = 500

interface ThreadItem {
  readonly id: string
  readonly uri: string
  readonly inReplyTo: string
  /** `YYYY-MM-DD`. */
  readonly publishedOn: string
}

/**
 * The addresses of all that stands in a thread, its beginning first: our own editions, and in an open channel the
 * answers that were accepted where they are. Oldest day first; nothing stands before what it answers.
 */
export async function readThreadUris(
  db: PublishedDatabase,
  root: { readonly id: string; readonly uri: string },
): Promise<readonly string[]> {
  const { rows } = await sql<ThreadItem>`
    select id, uri, in_reply_to, published_on from editions
      where root_id = ${root.id} and withdrawn_on is null
    union all
    select id, object_uri, in_reply_to, published_on from remote_comments
      where edition_id = ${root.id} and state = 'accepted' and passed_on_edition_id is null
    order by published_on, id limit ${mostInThread}`.execute(db)
  return [root.uri, ...inThreadOrder(rows).map(({ uri }) => uri)]
}

/**
 * Puts what stands in a thread in order: by day, within a day what answers the beginning before what answers that,
 * and then in no telling order (P4). Whatever days others name, nothing comes before what it answers.
 */
export function inThreadOrder<Item extends ThreadItem>(items: readonly Item[]): readonly Item[] {
  const byUri = new Map(items.map((item) => [item.uri, item]))
  const placed = new Map<string, { readonly day: string; readonly depth: number }>()
  const placeOf = (item: ThreadItem, steps = 0): { readonly day: string; readonly depth: number } => {
    const known = placed.get(item.uri)
    if (known) return known
    const answered = steps < deepestAnswer ? byUri.get(item.inReplyTo) : undefined
    const above = answered ? placeOf(answered, steps + 1) : { day: '', depth: 0 }
    const day = item.publishedOn > above.day ? item.publishedOn : above.day
    const place = { day, depth: above.depth + 1 }
    placed.set(item.uri, place)
    return place
  }
  return items
    .map((item) => ({ item, ...placeOf(item) }))
    .sort((one, other) =>
      one.day === other.day
        ? one.depth - other.depth || (one.item.id < other.item.id ? -1 : 1)
        : one.day < other.day
          ? -1
          : 1,
    )
    .map(({ item }) => item)
}

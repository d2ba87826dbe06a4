import { type RawBuilder, sql } from 'kysely'
import { couldBeId } from './ids.ts'

/** A place in a list that is ordered by time and id, newest first. */
export interface Cursor {
  readonly at: Date
  readonly id: string
}

/** A cursor as opaque text for an address. */
export const encodeCursor = ({ at, id }: Cursor): string => `${at.getTime().toString(36)}-${id}`

/** What an address says; undefined for anything `encodeCursor` did not make, which means the first page. */
export function decodeCursor(text: string | undefined): Cursor | undefined {
  const [, time, id] = /^([0-9a-z]{1,9})-([0-9a-z]{24})$/.exec(text ?? '') ?? []
  if (time === undefined || id === undefined || !couldBeId(id)) return undefined
  return { at: new Date(Number.parseInt(time, 36)), id }
}

/**
 * True for the rows of a list, newest first, that come behind a cursor; for all of them when it is none of ours, which
 * means the first page. `time` and `id` name the columns that the list is ordered by.
 */
export function olderThan(before: string | undefined, time: string, id: string): RawBuilder<boolean> {
  const cursor = decodeCursor(before)
  return cursor
    ? sql<boolean>`(${sql.ref(time)}, ${sql.ref(id)}) < (${cursor.at}, ${cursor.id})`
    : sql<boolean>`true`
}

/** A place in a list that is ordered by rank first, the lowest rank first, and within a rank the oldest first. */
export interface RankedCursor extends Cursor {
  /** 0 to 9. */
  readonly rank: number
}

/** Such a place as opaque text for an address. */
export const encodeRanked = ({ rank, ...place }: RankedCursor): string => `${rank}-${encodeCursor(place)}`

/**
 * True for the rows of a ranked list that come behind a place in it; for all of them when it is none of ours, which
 * means the first page. `rank` is what the list is ordered by, `time` and `id` name its columns.
 */
export function behindRanked(
  after: string | undefined,
  rank: RawBuilder<number>,
  time: string,
  id: string,
): RawBuilder<boolean> {
  const cursor = /^[0-9]-/.test(after ?? '') ? decodeCursor(after?.slice(2)) : undefined
  return cursor
    ? sql<boolean>`(${rank}, ${sql.ref(time)}, ${sql.ref(id)})
        > (${Number(after?.slice(0, 1))}, ${cursor.at}, ${cursor.id})`
    : sql<boolean>`true`
}

/** Cuts a list that was read with one row too many, and says where the next page begins. */
export function cutPage<Row extends { readonly id: string; readonly createdAt: Date }>(
  rows: readonly Row[],
  size: number,
): { readonly rows: readonly Row[]; readonly older?: string } {
  const kept = rows.slice(0, size)
  const last = kept.at(-1)
  if (rows.length <= size || !last) return { rows: kept }
  return { rows: kept, older: encodeCursor({ at: last.createdAt, id: last.id }) }
}

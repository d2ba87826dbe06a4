/** The last thing of a list that somebody has read. There is no time of reading (P10). */
export interface Mark {
  readonly at: Date
  readonly id: string
}

/** What was written after a mark; everything when nothing was there to be read. */
export function writtenSince<Item extends { readonly id: string; readonly createdAt: Date }>(
  items: readonly Item[],
  mark: Mark | null,
): Item[] {
  if (mark === null) return [...items]
  const at = mark.at.getTime()
  return items.filter(({ id, createdAt }) => {
    const written = createdAt.getTime()
    return written > at || (written === at && id > mark.id)
  })
}

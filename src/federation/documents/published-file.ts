import { type PublishedDatabase, type PublishedEdition, readEdition } from '../../channels/published.ts'

/**
 * A picture of an edition that stands, in its current version: one that an author took out or withdrew is gone.
 * Bytes are read apart, only for those who may have them.
 */
export async function findFileEdition(
  db: PublishedDatabase,
  fileId: string,
): Promise<PublishedEdition | undefined> {
  const row = await db
    .selectFrom('editionImages as image')
    .innerJoin('editions as edition', (join) =>
      join.onRef('edition.id', '=', 'image.editionId').onRef('edition.version', '=', 'image.version'),
    )
    .select('edition.id')
    .where('image.fileId', '=', fileId)
    .where('edition.withdrawnOn', 'is', null)
    .executeTakeFirst()
  return row && readEdition(db, row.id)
}

export async function readFile(
  db: PublishedDatabase,
  fileId: string,
): Promise<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly mediaType: string } | undefined> {
  const row = await db
    .selectFrom('publishedFiles')
    .select(['bytes', 'mediaType'])
    .where('id', '=', fileId)
    .executeTakeFirst()
  return row && { bytes: Uint8Array.from(row.bytes), mediaType: row.mediaType }
}

import type { CommunityServer } from './community-server.ts'

/** Puts a picture into the first version of an edition; gives the address of its file. */
export async function addPicture(community: CommunityServer, editionId: string): Promise<string> {
  const id = community.random.id()
  const picture = { id, mediaType: 'image/webp', width: 1, height: 1, bytes: new Uint8Array([1, 2, 3]) }
  await community.db.insertInto('publishedFiles').values(picture).execute()
  await community.db
    .insertInto('editionImages')
    .values({ editionId, version: 1, position: 0, fileId: id, alt: 'A pot' })
    .execute()
  return `${community.origin}/ap/files/${id}`
}

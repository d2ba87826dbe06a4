import { PostgresQueryCompiler } from 'kysely'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  publishedTables,
  readChannelEditions,
  readEdition,
  readThreadEditions,
} from '../../src/channels/published.ts'
import { deletePost } from '../../src/posts/delete-post.ts'
import { createSharingCommunity, done, publish, type SharingCommunity } from './support.ts'

let community: SharingCommunity
beforeEach(async () => {
  community = await createSharingCommunity()
})
afterEach(() => community.close())

/** A handle that writes down every table that a statement through it reads. */
function recordingTables() {
  const tables = new Set<string>()
  const compiler = new PostgresQueryCompiler()
  const db = community.db.withPlugin({
    transformQuery: ({ node, queryId }) => {
      const { sql } = compiler.compileQuery(node, queryId)
      for (const [, table] of sql.matchAll(/\b(?:from|join|into|update)\s+"?(\w+)/g)) tables.add(table ?? '')
      return node
    },
    transformResult: async ({ result }) => result,
  })
  return { db, tables }
}

describe('P3: what leaves is read from the published tables alone', () => {
  it('by every statement of an edition, a channel and its answers', async () => {
    const { editionId } = await publish(community, { pictures: [{ bytes: new Uint8Array([1]) }] })
    const { db, tables } = recordingTables()
    const published = publishedTables(db)
    const edition = await readEdition(published, editionId)
    await readChannelEditions(published, edition?.channel?.id ?? '', { limit: 5 })
    await readThreadEditions(published, editionId)
    expect(edition?.texts).toHaveLength(1)
    expect([...tables].sort()).toEqual([
      'actors',
      'channels',
      'edition_images',
      'edition_texts',
      'editions',
      'followed_channels',
      'published_files',
    ])
  })

  it('and nothing that is read says who wrote it, in which group, or from which post', async () => {
    const { editionId, postId, shareId } = await publish(community, {
      pictures: [{ bytes: new Uint8Array([1]) }],
    })
    const edition = JSON.stringify(await readEdition(publishedTables(community.db), editionId))
    const media = await community.db.selectFrom('media').select('id').execute()
    const closed = [postId, shareId, community.author.id, 'Marta', community.groups.general]
    for (const secret of [...closed, ...media.map(({ id }) => id)]) expect(edition).not.toContain(secret)
  })
})

describe('P4: an edition cannot be followed back', () => {
  it('has days and nothing finer, in every table that it stands in', async () => {
    community.clock.moveDays(0.123)
    await publish(community, { pictures: [{ bytes: new Uint8Array([1]) }] })
    for (const table of [
      'editions',
      'editionVersions',
      'editionTexts',
      'editionImages',
      'publishedFiles',
    ] as const) {
      const rows = await community.db.selectFrom(table).selectAll().execute()
      expect(rows.length).toBeGreaterThan(0)
      for (const value of rows.flatMap((row) => Object.values(row))) expect(value).not.toBeInstanceOf(Date)
    }
    const edition = await community.db
      .selectFrom('editions')
      .select(['publishedOn', 'updatedOn'])
      .executeTakeFirstOrThrow()
    expect(edition).toEqual({ publishedOn: '2030-05-20', updatedOn: null })
  })

  it('has ids of its own, which stand in no order of time', async () => {
    const first = await publish(community, { pictures: [{ bytes: new Uint8Array([1]) }] })
    const ids: string[] = [first.editionId]
    for (let more = 0; more < 4; more += 1) ids.push((await publish(community)).editionId)
    for (const id of ids) expect(id).toMatch(/^[0-9a-hjkmnp-tv-z]{24}$/)
    expect(new Set(ids.map((id) => id.slice(0, 4))).size).toBe(ids.length)
    const { id: fileId } = await community.db
      .selectFrom('publishedFiles')
      .select('id')
      .executeTakeFirstOrThrow()
    const { id: mediaId } = await community.db.selectFrom('media').select('id').executeTakeFirstOrThrow()
    expect(fileId).not.toBe(mediaId)
    const { uri } = await community.db
      .selectFrom('editions')
      .select('uri')
      .where('id', '=', first.editionId)
      .executeTakeFirstOrThrow()
    expect(uri).toBe(`https://harbour.example/ap/objects/${first.editionId}`)
  })

  it('has pictures without where, when and with what they were taken', async () => {
    const taken = await sharp({ create: { width: 20, height: 10, channels: 3, background: 'teal' } })
      .withExif({ IFD0: { Make: 'CANARY' }, IFD3: { GPSLatitude: '17/1 23/1 0/1', GPSLatitudeRef: 'S' } })
      .jpeg()
      .toBuffer()
    expect(taken.includes('CANARY')).toBe(true)
    const { bytes } = done(await community.guest().images.reencode(taken))
    const { editionId } = await publish(community, { pictures: [{ bytes, alt: 'A wall' }] })
    const file = await community.db.selectFrom('publishedFiles').select('bytes').executeTakeFirstOrThrow()
    const metadata = await sharp(file.bytes).metadata()
    expect(metadata).toMatchObject({ format: 'webp', width: 20, height: 10 })
    for (const kind of ['exif', 'xmp', 'iptc', 'icc'] as const) expect(metadata[kind], kind).toBeUndefined()
    const edition = await readEdition(publishedTables(community.db), editionId)
    expect(edition?.images).toMatchObject([{ alt: 'A wall', mediaType: 'image/webp', width: 20, height: 10 }])
  })

  it('has no link to the community in its words', async () => {
    const { editionId } = await publish(community, {
      body: 'As I said in [the group](https://harbour.example/posts/abc), see harbour.example/posts/abc',
      pictures: [{ bytes: new Uint8Array([1]), alt: 'From harbour.example/media/abc' }],
    })
    const edition = await readEdition(publishedTables(community.db), editionId)
    expect(edition?.texts).toMatchObject([{ html: '<p>As I said in the group, see </p>\n' }])
    expect(edition?.images).toMatchObject([{ alt: 'From' }])
  })

  it('stays as it is when the group post is edited or deleted', async () => {
    const { editionId, postId } = await publish(community, { pictures: [{ bytes: new Uint8Array([1]) }] })
    const before = await readEdition(publishedTables(community.db), editionId)
    await community.db.updateTable('posts').set({ body: 'Something else' }).where('id', '=', postId).execute()
    expect(await readEdition(publishedTables(community.db), editionId)).toEqual(before)
    done(await deletePost(community.author.ctx, { postId }))
    expect(await readEdition(publishedTables(community.db), editionId)).toEqual(before)
  })
})

describe('a channel', () => {
  it('is read newest day first, in pages that leave nothing out and repeat nothing', async () => {
    const ids: string[] = []
    for (const days of [0, 0, 1, 1, 1]) {
      community.clock.moveDays(days)
      ids.push((await publish(community)).editionId)
    }
    const db = publishedTables(community.db)
    const channelId = community.channel('boletin')
    const read: string[] = []
    let before: { publishedOn: string; id: string } | undefined
    for (let page = 0; page < 3; page += 1) {
      const editions = await readChannelEditions(db, channelId, { before, limit: 2 })
      read.push(...editions.map(({ id }) => id))
      before = editions.at(-1)
    }
    expect(read.slice(0, 3)).toEqual([ids[4], ids[3], ids[2]])
    expect([...read].sort()).toEqual([...ids].sort())
    const [newest] = await readChannelEditions(db, channelId, { since: '2030-05-23', limit: 5 })
    expect(newest?.id).toBe(ids[4])
  })
})

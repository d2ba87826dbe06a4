import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { chooseChannel } from '../../src/channels/choose-channel.ts'
import { publishShare } from '../../src/channels/publish-share.ts'
import { startShare } from '../../src/channels/start-share.ts'
import { createPost } from '../../src/posts/create-post.ts'
import { pdf } from '../media/documents.ts'
import { oggVoice, silence } from '../media/sounds.ts'
import { consent, createSharingCommunity, done, type SharingCommunity } from './support.ts'

let community: SharingCommunity
beforeAll(async () => {
  community = await createSharingCommunity()
})
afterAll(() => community.close())

it('P3 a voice and a document never leave with an edition; what was said in words may', async () => {
  const { author, db } = community
  const { postId } = done(
    await createPost(author.ctx, {
      groupId: community.groups.general,
      submission: community.random.id(),
      text: 'Listen',
      language: 'es',
      pictures: [],
      voice: { bytes: oggVoice(), transcript: 'Breakfast is at nine' },
      document: { bytes: pdf(), name: 'A form', isConfirmed: false },
    }),
  )
  const { shareId } = done(await startShare(author.ctx, { postId }))
  done(await chooseChannel(author.ctx, { shareId, channelId: community.channel('boletin') }))
  const { hash } = await consent(community, author.ctx, shareId)
  done(await publishShare(community.moderator.ctx, { shareId, previewHash: hash }))

  const share = await db
    .selectFrom('shares')
    .select('body')
    .where('id', '=', shareId)
    .executeTakeFirstOrThrow()
  expect(share.body).toBe('Listen\n\nBreakfast is at nine')
  const stored = await db.selectFrom('attachments').select('id').execute()
  expect(stored).toHaveLength(2)
  const { rows: tables } = await sql<{
    name: string
  }>`select table_name as name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE'
      and table_name not in ('attachments', 'attachment_files')`.execute(db)
  const sound = Buffer.from(silence).toString('hex').repeat(2)
  for (const { name } of tables) {
    for (const part of [...stored.map(({ id }) => id), sound, Buffer.from('%PDF-').toString('hex')]) {
      const { rows } = await sql`select 1 from ${sql.table(name)} whole
        where whole::text like ${`%${part}%`} limit 1`.execute(db)
      expect({ name, part, found: rows.length }).toEqual({ name, part, found: 0 })
    }
  }
})

import { sql } from 'kysely'
import { chooseChannel } from '../../src/channels/choose-channel.ts'
import { createCommunityActors } from '../../src/channels/create-community-actors.ts'
import { firstNames } from '../../src/channels/first-names.ts'
import { readPreview, type SharePreview } from '../../src/channels/preview.ts'
import { proposeShare } from '../../src/channels/propose-share.ts'
import { publishShare } from '../../src/channels/publish-share.ts'
import { startShare } from '../../src/channels/start-share.ts'
import type { MemberCtx } from '../../src/context.ts'
import { createTranslator } from '../../src/i18n/translator.ts'
import type { Result } from '../../src/result.ts'
import { createTestCommunity, type TestCommunity } from '../support/community.ts'

/** Keys are not what these tests are about; making real ones takes long. */
export const newKeyPair = async () => ({ publicKeyPem: 'public', privateKeyPem: 'private' })

/** A community with its voice and first channels, an author, and two moderators; a new one unless given. */
export async function createSharingCommunity(given?: TestCommunity) {
  const community = given ?? (await createTestCommunity('https://harbour.example'))
  const names = firstNames('Harbour', createTranslator('es'))
  done(await createCommunityActors(community.system(), { newKeyPair, names }))
  const author = await community.member({ name: 'Marta' })
  const moderator = await community.member({ name: 'Sol', roles: ['moderator'] })
  const otherModerator = await community.member({ name: 'Inti', roles: ['moderator'] })
  const channels = await community.db.selectFrom('channels').select(['id', 'slug']).execute()
  const channel = (slug: string) => channels.find((one) => one.slug === slug)?.id ?? ''
  return { ...community, author, moderator, otherModerator, channel }
}

export type SharingCommunity = Awaited<ReturnType<typeof createSharingCommunity>>

export function done<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`refused: ${result.refusals.map(({ message }) => message).join()}`)
  return result.value
}

/** The first refusal's kind and message. */
export const refusalOf = (result: Result<unknown>) =>
  result.ok ? undefined : { kind: result.refusals[0].kind, message: result.refusals[0].message }

/** A post in General, with a picture for each `bytes`. */
export async function post(
  community: TestCommunity,
  memberId: string,
  body: string,
  pictures: readonly { readonly bytes: Uint8Array; readonly alt?: string }[] = [],
) {
  const { db, random, clock, groups } = community
  const id = random.id()
  const now = clock.now()
  await db
    .insertInto('posts')
    .values({ id, groupId: groups.general, kind: 'discussion', body, language: 'es', createdAt: now })
    .execute()
  await db.insertInto('postAuthors').values({ postId: id, memberId }).execute()
  for (const [position, { bytes, alt = '' }] of pictures.entries()) {
    const mediaId = random.id()
    await db
      .insertInto('media')
      .values({
        id: mediaId,
        mediaType: 'image/webp',
        ...{ width: 20, height: 10, byteLength: bytes.length, alt, createdAt: now },
      })
      .execute()
    await db.insertInto('mediaFiles').values({ mediaId, bytes }).execute()
    await db.insertInto('postImages').values({ postId: id, mediaId, position }).execute()
  }
  return id
}

export async function previewOf(community: TestCommunity, shareId: string): Promise<SharePreview> {
  const preview = await readPreview(community.system(), shareId)
  if (!preview) throw new Error('the share has no preview')
  return preview
}

/** A draft of a new post, with its channel chosen. */
export async function draft(
  community: SharingCommunity,
  options: { body?: string; slug?: string; pictures?: Parameters<typeof post>[3] } = {},
) {
  const { author } = community
  const postId = await post(community, author.id, options.body ?? 'Breakfast on **Friday**', options.pictures)
  const { shareId } = done(await startShare(author.ctx, { postId }))
  // She chooses every picture of the post.
  await sql`insert into share_images (share_id, position, media_id, alt)
    select ${shareId}, image.position, image.media_id, media.alt
    from post_images image join media on media.id = image.media_id where image.post_id = ${postId}`.execute(
    community.db,
  )
  const channelId = community.channel(options.slug ?? 'boletin')
  done(await chooseChannel(author.ctx, { shareId, channelId }))
  return { postId, shareId }
}

/** The author says yes to exactly what is there now. */
export async function consent(community: TestCommunity, ctx: MemberCtx, shareId: string) {
  const { hash } = await previewOf(community, shareId)
  return { hash, ...done(await proposeShare(ctx, { shareId, previewHash: hash, agreed: true })) }
}

/** A post that went all the way out. */
export async function publish(community: SharingCommunity, options: Parameters<typeof draft>[1] = {}) {
  const { postId, shareId } = await draft(community, options)
  const { hash, withdrawalCode = '' } = await consent(community, community.author.ctx, shareId)
  const published = await publishShare(community.moderator.ctx, { shareId, previewHash: hash })
  return { postId, shareId, withdrawalCode, ...done(published) }
}

/** The events that wait in the outbox, oldest first. */
export async function events(community: TestCommunity): Promise<unknown[]> {
  const rows = await community.db
    .selectFrom('jobs')
    .select('payload')
    .where('kind', '=', 'event')
    .orderBy('id')
    .execute()
  return rows.map(({ payload }) => payload)
}

import { type RawBuilder, sql } from 'kysely'
import { isModerator, type MemberCtx } from '../context.ts'
import { couldBeId } from '../ids.ts'
import { reviewedAsDelegate, underReview } from '../policy/review.ts'
import { visibleAlliedPost, visiblePost } from '../policy/visibility.ts'

export interface StoredPicture {
  readonly id: string
  readonly width: number
  readonly height: number
  readonly byteLength: number
  readonly alt: string
  /** Null where there is none: the picture is small, or was stored before there were any. */
  readonly preview: { readonly width: number; readonly height: number; readonly byteLength: number } | null
}

/** A `StoredPicture` as JSON, for queries that call its row `media`; `alt` is what is said of it there. */
export const pictureJson = (alt: RawBuilder<unknown>): RawBuilder<StoredPicture> =>
  sql<StoredPicture>`json_build_object('id', media.id, 'width', media.width, 'height', media.height,
    'byteLength', media.byte_length, 'alt', ${alt}, 'preview', (select json_build_object('width', small.width,
      'height', small.height, 'byteLength', small.byte_length) from media_previews small where small.media_id = media.id))`

export interface Picture {
  readonly mediaType: string
  /** Null when the reader holds the very same bytes already. */
  readonly bytes: Uint8Array | null
}

/**
 * A picture, if this member can see what it belongs to: a post, an ally's post, or a share (its author always, a
 * moderator once it was proposed, a delegate while she reviews it). The preview only where there is one. One statement; with `isKnown` the bytes are
 * not read.
 */
export async function readPicture(
  ctx: MemberCtx,
  mediaId: string,
  { isKnown, size = 'full' }: { readonly isKnown: boolean; readonly size?: PictureSize },
): Promise<Picture | undefined> {
  if (!couldBeId(mediaId)) return undefined
  return ctx.db
    .selectFrom('media')
    .innerJoin(files[size].as('file'), 'file.mediaId', 'media.id')
    .select([
      'media.mediaType',
      sql<Uint8Array | null>`case when ${isKnown} then null else file.bytes end`.as('bytes'),
    ])
    .where('media.id', '=', mediaId)
    .where(({ or }) => or([inVisiblePost(ctx), inVisibleAlliedPost(ctx), inVisibleShare(ctx)]))
    .executeTakeFirst()
}

export type PictureSize = 'full' | 'preview'

const filesIn = (table: 'media_files' | 'media_previews') =>
  sql<{ mediaId: string; bytes: Uint8Array }>`${sql.table(table)}`

const files = { full: filesIn('media_files'), preview: filesIn('media_previews') }

const inVisiblePost = (ctx: MemberCtx): RawBuilder<boolean> =>
  sql<boolean>`exists (select 1 from post_images join posts p on p.id = post_images.post_id
    where post_images.media_id = media.id and (${visiblePost(ctx, 'p')} or ${underReview(ctx, 'post', 'p')}))`

const inVisibleAlliedPost = (ctx: MemberCtx): RawBuilder<boolean> =>
  sql<boolean>`exists (select 1 from allied_images join allied_posts p on p.id = allied_images.allied_post_id
    where allied_images.media_id = media.id and ${visibleAlliedPost(ctx, 'p')})`

const inVisibleShare = (ctx: MemberCtx): RawBuilder<boolean> =>
  sql<boolean>`exists (select 1 from share_images join shares on shares.id = share_images.share_id
    where share_images.media_id = media.id and (
      (${isModerator(ctx.actor)} and shares.state in ('proposed', 'returned', 'published'))
      or (shares.state = 'proposed' and ${reviewedAsDelegate(ctx, 'shares')})
      or exists (select 1 from share_authors
        where share_authors.share_id = shares.id and share_authors.member_id = ${ctx.actor.memberId})))`

/** The bytes of an attachment, if this member can see its post; one statement. */
export async function readAttachmentFile(
  ctx: MemberCtx,
  attachmentId: string,
): Promise<{ readonly mediaType: string; readonly bytes: Uint8Array } | undefined> {
  if (!couldBeId(attachmentId)) return undefined
  return ctx.db
    .selectFrom('attachments')
    .innerJoin('attachmentFiles as file', 'file.attachmentId', 'attachments.id')
    .innerJoin('posts as p', 'p.id', 'attachments.postId')
    .select(['attachments.mediaType', 'file.bytes'])
    .where('attachments.id', '=', attachmentId)
    .where(sql<boolean>`(${visiblePost(ctx, 'p')} or ${underReview(ctx, 'post', 'p')})`)
    .executeTakeFirst()
}

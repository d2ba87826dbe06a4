import { sql } from 'kysely'
import { readSettings } from '../community/settings.ts'
import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { removePostImages } from '../media/remove-images.ts'
import { can } from '../policy/permissions.ts'
import { visiblePost } from '../policy/visibility.ts'
import { forbidden, missing, ok, type Result, refuse } from '../result.ts'
import { judgeLanguage, judgePost, nextEdit, versionOf } from './rules.ts'

export interface EditPost {
  readonly postId: string
  /** Of the text she started from (`versionOf`). */
  readonly version: string
  readonly text: string
  readonly language: string
  /** New descriptions of its pictures, and which to take off; pictures that are not named stay as they are. */
  readonly pictures?: readonly { readonly id: string; readonly alt: string; readonly isRemoved: boolean }[]
}

/**
 * Changes a post of hers. What was shared outside is another text and stays as it is (P4). Refuses: missing, forbidden
 * for others' posts, invalid beside a field, conflict when the post was edited meanwhile on another device.
 */
export async function editPost(ctx: MemberCtx, input: EditPost): Promise<Result<undefined>> {
  const { postId, text, language } = input
  if (!couldBeId(postId)) return missing()
  const community = await readSettings(ctx)
  return inTransaction(ctx, async (trx) => {
    const post = await trx.db
      .selectFrom('posts as p')
      .leftJoin('postAuthors as author', 'author.postId', 'p.id')
      .select(['p.body', 'p.language', 'p.editedAt'])
      .select([
        sql<boolean>`coalesce(author.member_id = ${trx.actor.memberId}, false)`.as('isMine'),
        sql<{ id: string; alt: string }[]>`(select coalesce(json_agg(json_build_object('id', media.id,
            'alt', media.alt)), '[]')
          from post_images join media on media.id = post_images.media_id where post_images.post_id = p.id)`.as(
          'pictures',
        ),
      ])
      .where('p.id', '=', postId)
      .where(visiblePost(trx, 'p'))
      .forUpdate('p')
      .executeTakeFirst()
    if (!post) return missing()
    if (!can(trx.actor, 'post.edit', post.isMine ? 'author' : 'reader')) return forbidden()

    const wished = new Map(input.pictures?.map((picture) => [picture.id, picture]))
    const removed = post.pictures.filter(({ id }) => wished.get(id)?.isRemoved).map(({ id }) => id)
    const pictures = post.pictures
      .filter(({ id }) => !removed.includes(id))
      .map(({ id, alt }) => ({ id, before: alt, alt: wished.get(id)?.alt ?? alt }))
    const [first, ...more] = [
      ...judgePost({ text, pictures }),
      ...judgeLanguage(language, community, post.language),
    ]
    if (first) return refuse(first, ...more)
    if (input.version !== versionOf(post.editedAt)) {
      return refuse({ kind: 'conflict', message: 'post.errors.editedMeanwhile' })
    }

    const described = pictures.filter(({ before, alt }) => before !== alt)
    const isSame = post.body === text && post.language === language
    if (isSame && removed.length === 0 && described.length === 0) return ok()
    const editedAt = nextEdit(trx.clock.now(), post.editedAt)
    await trx.db
      .updateTable('posts')
      .set({ body: text, language, editedAt })
      .where('id', '=', postId)
      .execute()
    for (const { id, alt } of described) {
      await trx.db.updateTable('media').set({ alt }).where('id', '=', id).execute()
    }
    if (removed.length > 0) await removePostImages(trx, postId, removed)
    return ok()
  })
}

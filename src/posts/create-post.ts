import { sql } from 'kysely'
import { readSettings } from '../community/settings.ts'
import type { MemberCtx } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { couldBeId } from '../ids.ts'
import { reencodeImages } from '../media/reencode-images.ts'
import { storeImages } from '../media/store-images.ts'
import { can } from '../policy/permissions.ts'
import { visibleGroup } from '../policy/visibility.ts'
import { forbidden, missing, ok, type Result, refuse } from '../result.ts'
import { judgeLanguage, judgePost } from './rules.ts'

export interface CreatePost {
  readonly groupId: string
  /** Becomes the post's id: `Random.id()`, made with the form, so that a form sent twice posts once. */
  readonly submission: string
  /** Markdown. */
  readonly text: string
  readonly language: string
  /** Files as they came, with what is to be seen in them. */
  readonly pictures: readonly { readonly bytes: Uint8Array; readonly alt: string }[]
}

/**
 * Writes a post in a group of hers. The same form again gives the same post. Refuses: missing for a group she cannot
 * see, invalid beside `text`, `pictures`, `pictureDescription` or `language`, conflict when the form was sent before
 * with other words.
 */
export async function createPost(ctx: MemberCtx, input: CreatePost): Promise<Result<{ postId: string }>> {
  if (!(await mayWriteIn(ctx, input.groupId))) return missing()
  const [first, ...more] = [...judgePost(input), ...judgeLanguage(input.language, await readSettings(ctx))]
  if (first) return refuse(first, ...more)
  if (!couldBeId(input.submission)) return refuse({ kind: 'invalid', message: 'post.errors.sendAgain' })
  const earlier = await sentBefore(ctx, input)
  if (earlier) return earlier
  // Seconds of work for large pictures: done before the transaction, which then only writes.
  const encoded = await reencodeImages(
    ctx,
    input.pictures.map(({ bytes }) => bytes),
    'pictures',
  )
  if (!encoded.ok) return encoded

  return inTransaction(ctx, async (trx) => {
    const { groupId, submission: postId, text: body, language } = input
    if (!(await mayWriteIn(trx, groupId))) return missing()
    if (!can(trx.actor, 'post.create', 'reader')) return forbidden()
    const createdAt = trx.clock.now()
    const inserted = await trx.db
      .insertInto('posts')
      .values({ id: postId, groupId, kind: 'discussion', body, language, createdAt })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!inserted) return (await sentBefore(trx, input)) ?? missing()
    await trx.db.insertInto('postAuthors').values({ postId, memberId: trx.actor.memberId }).execute()
    const mediaIds = await storeImages(
      trx,
      encoded.value,
      input.pictures.map(({ alt }) => alt),
    )
    if (mediaIds.length > 0) {
      await trx.db
        .insertInto('postImages')
        .values(mediaIds.map((mediaId, position) => ({ postId, mediaId, position })))
        .execute()
    }
    return ok({ postId })
  })
}

async function mayWriteIn(ctx: Pick<MemberCtx, 'db' | 'actor'>, groupId: string): Promise<boolean> {
  if (!couldBeId(groupId)) return false
  const group = await ctx.db
    .selectFrom('groups')
    .select('groups.id')
    .where('groups.id', '=', groupId)
    .where(visibleGroup(ctx, sql.ref('groups.id')))
    .executeTakeFirst()
  return group !== undefined
}

/** The answer to a form that was sent before, by a nervous finger or a lost connection; nothing when it is new. */
async function sentBefore(
  ctx: Pick<MemberCtx, 'db' | 'actor'>,
  { submission, groupId, text }: CreatePost,
): Promise<Result<{ postId: string }> | undefined> {
  const earlier = await ctx.db
    .selectFrom('posts')
    .leftJoin('postAuthors', 'postAuthors.postId', 'posts.id')
    .select(['posts.groupId', 'posts.body', 'posts.deletedAt', 'postAuthors.memberId'])
    .where('posts.id', '=', submission)
    .executeTakeFirst()
  if (!earlier) return undefined
  const isSame =
    earlier.memberId === ctx.actor.memberId &&
    earlier.groupId === groupId &&
    earlier.body === text &&
    earlier.deletedAt === null
  return isSame ? ok({ postId: submission }) : refuse({ kind: 'conflict', message: 'post.errors.sentBefore' })
}

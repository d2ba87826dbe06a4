import { sql } from 'kysely'
import type { MemberTransactionCtx } from '../context.ts'
import { couldBeId } from '../ids.ts'
import { isAuthor, visiblePost } from '../policy/visibility.ts'
import type { PostKind } from './kinds.ts'

export interface HeldPost {
  readonly kind: PostKind
  readonly body: string
  readonly language: string
  readonly acceptedCommentId: string | null
  readonly isMine: boolean
  readonly anonymous: boolean
}

/** A post that this member can see, locked until the transaction ends. */
export async function holdPost(ctx: MemberTransactionCtx, postId: string): Promise<HeldPost | undefined> {
  if (!couldBeId(postId)) return undefined
  return ctx.db
    .selectFrom('posts as p')
    .select(['p.kind', 'p.body', 'p.language', 'p.acceptedCommentId', 'p.anonymous'])
    .select(isAuthor(ctx, 'post', sql.ref('p.id')).as('isMine'))
    .where('p.id', '=', postId)
    .where(visiblePost(ctx, 'p'))
    .forNoKeyUpdate('p')
    .executeTakeFirst()
}
